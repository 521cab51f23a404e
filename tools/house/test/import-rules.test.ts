import { expect, test } from 'vitest'
import { importFindings, referenceFindings, tableFindings } from '../src/import-rules.ts'
import { sample, withCode, withManifest } from './sample.ts'

const room = { imports: ['key'] }
const bucket = 'packages/routing/src/bucket.ts'

test('a package that keeps to its row has no findings', () => {
  expect(importFindings(sample, room)).toEqual([])
})

test('a package without a row is found', () => {
  expect(importFindings(sample, undefined)).toEqual(['packages/routing: has no row in the import table'])
})

test.each([
  ["import 'node:fs'", `${bucket}:2: must not import node:fs`],
  ["import fs from 'fs'", `${bucket}:2: must not import fs`],
  ["import type { T } from '@kadkit/transport'", `${bucket}:2: must not import @kadkit/transport`],
  ["import '@kadkit/routing'", `${bucket}:2: must not import @kadkit/routing`],
  ["import '../../key/src/key.ts'", `${bucket}:2: ../../key/src/key.ts leaves src/`],
  ["import '../gen/a.js'", `${bucket}:2: ../gen/a.js leaves src/`],
  ["import './a.js'", `${bucket}:2: ./a.js must end in .ts`],
  ["import '#wire'", `${bucket}:2: #wire is not in imports`],
  ['await import(name)', `${bucket}:2: loads a module in a way that cannot be checked`],
])('%j is found', (code, finding) => {
  expect(importFindings(withCode(code), room)).toContain(finding)
})

test('a node: import is fine where the row allows it', () => {
  expect(importFindings(withCode("import 'node:fs'"), { ...room, node: true })).toEqual([])
})

test('the platform may be asked for a module in the one file that the row names', () => {
  const code = "globalThis.process?.getBuiltinModule?.('node:crypto')"
  const finding = `${bucket}:2: loads a module in a way that cannot be checked`
  expect(importFindings(withCode(code), room)).toEqual([finding])
  expect(importFindings(withCode(code), { ...room, asksPlatform: 'other.ts' })).toEqual([finding])
  expect(importFindings(withCode(code), { ...room, asksPlatform: 'bucket.ts' })).toEqual([])
})

test('a private import is fine when the manifest has it', () => {
  const subject = {
    ...withCode("import '#wire'"),
    manifest: { ...sample.manifest, imports: { '#wire': './gen/w.js' } },
  }
  expect(importFindings(subject, room)).toEqual([])
})

test('what generated code imports is a dependency, too', () => {
  const generated = { path: 'packages/routing/gen/w.js', text: 'import "protobufjs/minimal.js"' }
  const subject = { ...sample, sources: [...sample.sources, generated] }
  expect(importFindings(subject, { imports: ['key', 'protobufjs'] })).toEqual([
    'packages/routing/package.json: dependencies: protobufjs is missing',
  ])
})

test('a dependency that nothing imports is found', () => {
  const subject = withManifest({ dependencies: { '@kadkit/key': 'workspace:^', lodash: '^4.0.0' } })
  expect(importFindings(subject, room)).toEqual([
    'packages/routing/package.json: dependencies: lodash is too much',
  ])
})

test('an import without a dependency is found', () => {
  expect(importFindings(withManifest({ dependencies: {} }), room)).toEqual([
    'packages/routing/package.json: dependencies: @kadkit/key is missing',
    'packages/routing/tsconfig.json: references: packages/key is too much',
  ])
})

test('a dependency without a reference is found', () => {
  expect(referenceFindings({ ...sample, tsconfig: {} })).toEqual([
    'packages/routing/tsconfig.json: references: packages/key is missing',
  ])
})

test('a row too much, a row too few, and an arrow that points up are found', () => {
  const table = {
    key: { imports: [] },
    routing: { imports: ['protocol'] },
    protocol: { imports: ['routing'] },
  }
  expect(tableFindings(table, ['key', 'routing', 'dht'])).toEqual([
    'import table: rows: protocol is too much',
    'import table: rows: dht is missing',
    'import table: routing imports protocol, which is not above it',
  ])
})
