import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { faultsOf } from '../installed-package.mjs'

const manifest = {
  exports: {
    '.': { '@kadkit/source': './src/index.ts', types: './dist/index.d.ts', default: './dist/index.js' },
    './package.json': './package.json',
  },
  dependencies: { '@kadkit/key': '^0.1.0' },
}
const files = [
  'dist/index.js',
  'dist/index.js.map',
  'dist/index.d.ts',
  'src/index.ts',
  'README.md',
  'LICENSE',
]

function faults({ without = '', added = [] as string[], fields = {} }): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'kadkit-compose-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const kept = files.filter((file) => file !== without)
  for (const file of [...kept, ...added, 'package.json']) {
    mkdirSync(join(folder, dirname(file)), { recursive: true })
    writeFileSync(join(folder, file), JSON.stringify({ ...manifest, ...fields }))
  }
  return faultsOf(folder)
}

test('a package with all that it promises has no faults', () => {
  expect(faults({})).toEqual([])
})

test.each(['dist/index.js', 'dist/index.d.ts', 'src/index.ts', 'README.md', 'LICENSE'])(
  'a package without %s has a fault',
  (without) => {
    expect(faults({ without })).toContainEqual(expect.stringContaining(`${without} is missing`))
  },
)

test.each([
  'test/a.test.ts',
  'dist/a.test.js',
  'dist/tsconfig.tsbuildinfo',
  '.turbo/log',
  'node_modules/a/b.js',
])('a package with %s has a fault', (file) => {
  expect(faults({ added: [file] })).toContain(`${file} should not be packed`)
})

test.each(['dist/old.js', 'dist/deep/old.d.ts', 'dist/old.js.map'])(
  '%s without a source is a fault',
  (file) => {
    expect(faults({ added: [file] })).toEqual([`${file} has no source: run pnpm clean and build again`])
  },
)

test.each(['workspace:^', 'catalog:', '*', 'link:../key'])('a dependency on %s is a fault', (range) => {
  expect(faults({ fields: { dependencies: { a: range } } })).toEqual([`depends on a ${range}`])
  expect(faults({ fields: { peerDependencies: { a: range } } })).toEqual([`depends on a ${range}`])
})
