import { expect, test } from 'vitest'
import { manifestFindings } from '../src/manifest-rules.ts'
import type { Manifest } from '../src/source.ts'
import { sample, withManifest } from './sample.ts'

test('a complete manifest has no findings', () => {
  expect(manifestFindings(sample)).toEqual([])
})

test.each(Object.keys(sample.manifest).filter((field) => field !== 'dependencies'))(
  'a manifest without %s is found',
  (field) => {
    expect(manifestFindings(withManifest({ [field]: undefined }))).not.toEqual([])
  },
)

test.each<[string, Manifest]>([
  ['another name', { name: '@kadkit/route' }],
  ['a version that is none', { version: '1' }],
  ['a description that says nothing', { description: 'toy routing' }],
  ['another licence', { license: 'ISC' }],
  ['CommonJS', { type: 'commonjs' }],
  ['side effects', { sideEffects: true }],
  ['privacy', { private: true }],
  ['the folder of another package', { repository: { url: 'git+https://a', directory: 'packages/key' } }],
  ['another Node', { engines: { node: '>=18' } }],
  ['restricted access', { publishConfig: { access: 'restricted' } }],
  ['no build', { scripts: { test: 'vitest run' } }],
  ['no tests', { scripts: { build: 'tsc -b' } }],
  ['files that lack dist', { files: ['!dist/*.tsbuildinfo', 'src'] }],
])('a manifest with %s is found', (_, fields) => {
  expect(manifestFindings(withManifest(fields))).toHaveLength(1)
})

test.each(['README.md', 'LICENSE'])('a package without %s is found', (name) => {
  const files = sample.files.filter((file) => file !== name)
  expect(manifestFindings({ ...sample, files })).toEqual([
    `packages/routing/package.json: ${name} must be beside it`,
  ])
})

const [source, types, built] = ['./src/index.ts', './dist/index.d.ts', './dist/index.js']
test.each<[string, unknown]>([
  ['a path alone', built],
  ['no source', { types, default: built }],
  ['the source after the types', { types, '@kadkit/source': source, default: built }],
  ['no types', { '@kadkit/source': source, default: built }],
  ['the default before the types', { '@kadkit/source': source, default: built, types }],
  ['a built file of another source', { '@kadkit/source': source, types, default: './dist/main.js' }],
])('an export with %s is found', (_, target) => {
  const exports = { '.': target, './package.json': './package.json' }
  expect(manifestFindings(withManifest({ exports }))[0]).toMatch(/exports\["\."\] must be/)
})

test('an export of a source file that does not exist is found', () => {
  const files = sample.files.filter((file) => file !== 'src/index.ts')
  expect(manifestFindings({ ...sample, files })).toEqual([
    'packages/routing/package.json: exports["."]: ./src/index.ts does not exist',
  ])
})

test('a manifest that does not export itself is found', () => {
  const exports = { '.': sample.manifest.exports?.['.'] }
  expect(manifestFindings(withManifest({ exports }))).toEqual([
    'packages/routing/package.json: exports lacks "./package.json"',
  ])
})
