// Builds what the demo needs, silently unless that fails, and runs it: `pnpm demo --nodes 20`.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root, turbo } from './turbo.mjs'

const build = turbo(['run', 'build', '--filter=@kadkit/demo...'], 'pipe')
if (!build.ok) {
  console.error(build.output)
  process.exit(1)
}
const main = join(root, 'apps/demo/dist/main.js')
// npm wants a -- before arguments and drops it, pnpm wants none and keeps it
const args = process.argv.slice(process.argv[2] === '--' ? 3 : 2)
const demo = spawnSync(process.execPath, [main, ...args], { stdio: 'inherit' })
process.exit(demo.status ?? 1)
