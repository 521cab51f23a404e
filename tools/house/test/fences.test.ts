import { expect, test } from 'vitest'
import { compileFences, fencesOf } from '../src/fences.ts'

const mark = '```'
const document = (...lines: string[]) => ({ path: 'docs/a.md', text: lines.join('\n') })

test('a ts fence is an example, with its line', () => {
  const text = document('# A', '', `${mark}ts`, 'const a = 1', 'a', mark, 'prose')
  expect(fencesOf(text)).toEqual([{ path: 'docs/a.md', line: 4, code: 'const a = 1\na' }])
})

test('fences of other languages are none, also when they show a ts fence', () => {
  expect(fencesOf(document(mark, 'a', mark, `${mark}sh`, 'b', mark))).toEqual([])
  expect(fencesOf(document('````md', `${mark}ts`, 'c', mark, '````'))).toEqual([])
})

test('every ts fence of a document is found', () => {
  const text = document(`${mark}ts`, 'a', mark, mark, 'b', mark, `${mark}typescript`, 'c', mark)
  expect(fencesOf(text).map(({ code }) => code)).toEqual(['a', 'c'])
})

test('a fence that compiles has no findings: modules, await at the top, disposables, Node and our packages', () => {
  const code = [
    "import { Key, randomKey } from '@kadkit/key'",
    "import { readFile } from 'node:fs/promises'",
    'await using nothing = { async [Symbol.asyncDispose]() {} }',
    'export const all: [Key, Buffer, object] = [randomKey(), await readFile("a"), nothing]',
  ].join('\n')
  expect(compileFences([{ path: 'docs/a.md', line: 4, code }])).toEqual([])
}, 30_000)

test('a fence that does not compile is found with document and line', () => {
  const findings = compileFences([
    { path: 'docs/a.md', line: 4, code: 'const a = 1' },
    { path: 'docs/a.md', line: 9, code: "\nconst a: number = 'b'" },
    { path: 'docs/deep/a.md', line: 2, code: "import { nothing } from '@kadkit/key'" },
    { path: 'README.md', line: 3, code: 'export const f = (a) => a' },
    { path: 'README.md', line: 7, code: 'const [a]: string[] = []\nexport const b: string = a' },
  ])
  expect(findings.map((finding) => finding.replace(/(TS\d+): .*/, '$1')).toSorted()).toEqual([
    'README.md:3: TS7006',
    'README.md:8: TS2322',
    'docs/a.md:10: TS2322',
    'docs/deep/a.md:2: TS2305',
  ])
}, 30_000)
