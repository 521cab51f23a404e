import { expect, test } from 'vitest'
import { moduleImports, packageOf } from '../src/module-imports.ts'

const specifiers = (text: string) => moduleImports(text).map(({ specifier }) => specifier)

test.each([
  ["import a from 'a'", 'a'],
  ["import type { A } from '@s/a/sub.js'", '@s/a/sub.js'],
  ["import {\n  a,\n  type B,\n} from './a.ts'", './a.ts'],
  ["import * as a from\n'a'", 'a'],
  ["import 'a'", 'a'],
  ["import{a}from'a'", 'a'],
  ["export { a } from 'a'", 'a'],
  ['export * from "a"', 'a'],
  ["const a = await import('a')", 'a'],
  ["let a: import('a').A", 'a'],
  ["const a = require('a')", 'a'],
])('%j imports', (text, specifier) => {
  expect(specifiers(text)).toEqual([specifier])
})

test.each([
  "// import a from 'a'",
  "/** @example import a from 'a' */",
  "const text = `import a from 'a'`",
  "Array.from('a')",
  "this.import('a')",
])('%j imports nothing', (text) => {
  expect(specifiers(text)).toEqual([])
})

test.each(['import(name)', 'require(name)', 'createRequire(here)', "process.getBuiltinModule('fs')"])(
  '%j loads something that is not known',
  (text) => {
    expect(specifiers(text)).toEqual([undefined])
  },
)

test('an import has the line on which its module is named', () => {
  expect(moduleImports("\nimport {\n  a,\n} from 'a'\n")).toEqual([{ specifier: 'a', line: 4 }])
})

test('the package of a deep import is named by one segment, or two in a scope', () => {
  expect(['a', 'a/b.js', '@s/a', '@s/a/b.js'].map(packageOf)).toEqual(['a', 'a', '@s/a', '@s/a'])
})
