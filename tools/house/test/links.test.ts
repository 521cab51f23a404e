import { expect, test } from 'vitest'
import { linkFindings } from '../src/links.ts'

const files = ['README.md', 'docs/decisions/0001-a.md', 'packages/key/README.md']
const found = (text: string) => linkFindings({ path: 'docs/a.md', text }, files)

test('links to files, folders, headings and other sites are fine', () => {
  const text =
    '[a](decisions/0001-a.md) [b](../packages/key/) [c](#here) [d](../README.md#there) [e](https://example.org)'
  expect(found(text)).toEqual([])
})

test('a link to nothing is found with its line', () => {
  expect(found('one\n[a](decisions/0002-b.md)\n![b](./c.svg)')).toEqual([
    'docs/a.md:2: decisions/0002-b.md does not exist',
    'docs/a.md:3: ./c.svg does not exist',
  ])
})

test('code in a fence has no links', () => {
  const mark = '```'
  expect(found(`${mark}js\na[0](b)\n${mark}\n`)).toEqual([])
})
