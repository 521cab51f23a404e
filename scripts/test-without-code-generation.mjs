// Runs the unit tests of the layers that must work where code generation from strings is refused.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root } from './turbo.mjs'

for (const name of ['key', 'routing', 'protocol', 'dht']) {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  const { status } = spawnSync(
    process.execPath,
    [vitest, 'run', '--config', '../../vitest.no-code-generation.config.ts'],
    { cwd: join(root, 'packages', name), stdio: 'inherit' },
  )
  if (status !== 0) process.exit(status ?? 1)
}
