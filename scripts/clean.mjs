// Removes all that a build or a test run leaves behind, the cache included; node_modules stay.
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './turbo.mjs'

rmSync(join(root, '.turbo'), { recursive: true, force: true })
for (const parent of ['packages', 'apps', 'tools']) {
  for (const name of readdirSync(join(root, parent))) {
    for (const left of ['dist', '.vitest', '.turbo', '.fences', 'coverage']) {
      rmSync(join(root, parent, name, left), { recursive: true, force: true })
    }
  }
}
