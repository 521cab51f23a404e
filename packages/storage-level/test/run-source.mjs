/**
 * Runs a TypeScript file of this folder from the sources, on any Node, with nothing built:
 * `node test/run-source.mjs injuries.ts 1000`. The file finds its arguments in `process.argv` from 2 on.
 */

import { fileURLToPath } from 'node:url'
import { createViteServer } from 'vitest/node'

// so that what is to be done at the end is done
process.once('SIGINT', () => process.exit(130))
process.once('SIGTERM', () => process.exit(143))
const [, runner = '', file = '', ...rest] = process.argv
process.argv = [process.execPath, runner, ...rest]
const conditions = ['@kadkit/source', 'module', 'node', 'development|production']
const root = fileURLToPath(new URL('..', import.meta.url))
const server = await createViteServer({
  root,
  configFile: false,
  logLevel: 'error',
  appType: 'custom',
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  optimizeDeps: { noDiscovery: true },
})
try {
  await server.ssrLoadModule(`/test/${file}`)
} finally {
  await server.close()
}
