import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe } from 'vitest'

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
const [, example] = /^```ts\n(.*?)^```$/ms.exec(readme) ?? []
if (!example?.includes("from 'node:test'")) throw new Error('the README has no example that tests a storage')

// Beside the report, where git ignores it, and inside the package, so that the example finds that by its name.
const folder = new URL('../.vitest/', import.meta.url)
const path = fileURLToPath(new URL('readme-example.ts', folder))
mkdirSync(folder, { recursive: true })
writeFileSync(path, example.replace("from 'node:test'", "from 'vitest'"))

// It registers the cases itself; a suite without any fails.
describe('the storage in the README, as it stands there, keeps the contract', async () => {
  await import(/* @vite-ignore */ path)
})
