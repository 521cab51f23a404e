import { expect, test } from 'vitest'
import { circleFindings } from '../src/circles.ts'

const file = (path: string, ...imports: string[]) => ({
  path,
  text: imports.map((specifier) => `import type { A } from '${specifier}'\n`).join(''),
})

test('imports that end somewhere are fine, also when two meet again', () => {
  const sources = [
    file('a/b.ts', './c.ts', './d/e.ts'),
    file('a/c.ts', './d/e.ts'),
    file('a/d/e.ts', '@kadkit/key'),
  ]
  expect(circleFindings(sources)).toEqual([])
})

test('a circle is found once, wherever the search begins', () => {
  const sources = [file('a/b.ts', './c.ts'), file('a/c.ts', './d/e.ts'), file('a/d/e.ts', '../b.ts')]
  expect(circleFindings(sources)).toEqual(['a/b.ts → a/c.ts → a/d/e.ts → a/b.ts'])
})

test('a file that imports itself is a circle', () => {
  expect(circleFindings([file('a.ts', './a.ts')])).toEqual(['a.ts → a.ts'])
})
