// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the samples are code
import { expect, test } from 'vitest'
import { purityFindings } from '../src/purity.ts'
import { sample, withCode } from './sample.ts'

const base = { compilerOptions: { types: [], lib: ['es2023'] } }
const found = (code: string, pure: true | 'and synchronous' = true) =>
  purityFindings(withCode(code), pure, base)

test('a pure package has no findings', () => {
  expect(purityFindings(sample, 'and synchronous', base)).toEqual([])
})

test.each([
  'Date.now()',
  'new Date()',
  'Math.random()',
  'setTimeout(f)',
  'setInterval(f)',
  'setImmediate(f)',
  'queueMicrotask(f)',
  'process.env',
  'console.log(1)',
  'Buffer.from(a)',
  'performance.now()',
  'crypto.subtle',
  'fetch(a)',
  'a ? fetch : b',
  'globalThis.Date',
  'eval(a)',
  'new Function(a)',
  'f(...process.argv)',
  '`${Date.now()}`',
])('%j is found', (code) => {
  expect(found(code)[0]).toMatch(/^packages\/routing\/src\/bucket\.ts:2: must not use /)
})

test.each(['let a: Promise<void>', 'async () => 1', 'await a'])(
  '%j is found where only synchronous code may be',
  (code) => {
    expect(found(code)).toEqual([])
    expect(found(code, 'and synchronous')).toHaveLength(1)
  },
)

test.each([
  'this.process()',
  '#fetch',
  'updatedDate',
  'Dates',
  '// Date',
  "'Date'",
  'Math.max()',
  'a.eval',
  'f({ fetch: 1, eval: 2 })',
])('%j is nothing impure', (code) => {
  expect(found(code)).toEqual([])
})

test('a package that need not be pure is not looked at', () => {
  expect(purityFindings(withCode('Date'), undefined, base)).toEqual([])
})

test('a tsconfig that lets the platform in is found', () => {
  const tsconfig = { compilerOptions: { types: ['node'], lib: ['es2023', 'dom'] } }
  const findings = [
    'packages/routing/tsconfig.json: types must be []',
    'packages/routing/tsconfig.json: lib must be ["es2023"]',
  ]
  expect(purityFindings({ ...sample, tsconfig }, true, base)).toEqual(findings)
  expect(purityFindings(sample, true, tsconfig)).toEqual(findings)
})
