import { expect, test } from 'vitest'
import { markdownTable } from '../../src/report/markdown-table.ts'

test('columns of numbers are flush right, null is a dash, a bar is escaped', () => {
  const table = markdownTable({
    title: 'T',
    columns: ['name', 'n', 'share'],
    rows: [
      ['a|b', 1_000, '9.5 %'],
      ['c', null, '10.0 %'],
    ],
  })
  expect(table.split('\n')).toEqual([
    '**T**',
    '',
    '| name | n | share |',
    '| :-- | --: | --: |',
    '| a\\|b | 1,000 | 9.5 % |',
    '| c | – | 10.0 % |',
  ])
})
