/** A package.json that can be published: complete, and alike in all packages. */

import { isDeepStrictEqual } from 'node:util'
import { scope, sourceCondition } from './house-table.ts'
import type { Manifest, Package } from './source.ts'

/** What is missing or wrong in the manifest of a public package, or beside it. */
export function manifestFindings({ folder, manifest, files }: Package): string[] {
  const wrong: string[] = []
  const expect = (what: string, right: boolean): void => {
    if (!right) wrong.push(`${folder}/package.json: ${what}`)
  }
  const name = folder.replace('packages/', '')
  expect(`name must be ${scope}${name}`, manifest.name === scope + name)
  expect('version must be x.y.z', /^\d+\.\d+\.\d+$/.test(String(manifest.version)))
  expect('description must be one sentence', /^\S.{20,160}\.$/.test(String(manifest.description)))
  expect('keywords must be at least three', Array.isArray(manifest.keywords) && manifest.keywords.length > 2)
  expect('license must be MIT', manifest.license === 'MIT')
  expect(
    'author, homepage and bugs must be there',
    ['author', 'homepage', 'bugs'].every((field) => manifest[field]),
  )
  expect('type must be module', manifest.type === 'module')
  expect('sideEffects must be false', manifest.sideEffects === false)
  expect('private must not be set', manifest.private === undefined)
  expect(`repository.directory must be ${folder}`, manifest.repository?.directory === folder)
  expect('repository.url must be there', /^git\+https:/.test(manifest.repository?.url ?? ''))
  expect('engines.node must be >=20.19', manifest.engines?.node === '>=20.19')
  expect('publishConfig.access must be public', manifest.publishConfig?.access === 'public')
  expect('the build script must be tsc -b', manifest.scripts?.build === 'tsc -b')
  expect('a test script must be there', /^vitest run\b/.test(manifest.scripts?.test ?? ''))
  for (const kept of ['dist', '!dist/*.tsbuildinfo', 'src']) {
    expect(`files must name ${kept}`, manifest.files?.includes(kept) === true)
  }
  for (const beside of ['README.md', 'LICENSE']) expect(`${beside} must be beside it`, files.includes(beside))
  return [...wrong, ...exportFindings(folder, manifest, files)]
}

function exportFindings(folder: string, { exports = {} }: Manifest, files: readonly string[]): string[] {
  const where = `${folder}/package.json: exports`
  const findings = ['.', './package.json']
    .filter((path) => !(path in exports))
    .map((path) => `${where} lacks "${path}"`)
  for (const [path, target] of Object.entries(exports)) {
    if (path === './package.json') continue
    const source = String((target as Record<string, unknown>)?.[sourceCondition])
    const built = source.replace('./src/', './dist/').replace(/\.ts$/, '')
    const right = [
      [sourceCondition, source],
      ['types', `${built}.d.ts`],
      ['default', `${built}.js`],
    ]
    // as entries, because the first condition that fits wins
    if (!isDeepStrictEqual(Object.entries(target ?? {}), right)) {
      findings.push(
        `${where}["${path}"] must be ${sourceCondition}, types and default, of one source file, in this order`,
      )
    }
    if (!files.includes(source.replace('./', '')))
      findings.push(`${where}["${path}"]: ${source} does not exist`)
  }
  return findings
}
