// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the samples are code
import { expect, test } from 'vitest'
import { blank, lineAt } from '../src/blank.ts'

test('comments become spaces', () => {
  expect(blank('a // b\n/* c\n d */ e')).toBe('a     \n    \n      e')
})

test('the insides of strings become spaces, their quotes stay', () => {
  expect(blank(`f('a', "b\\"c")`)).toBe(`f(' ', "    ")`)
})

test('a quote in a comment opens no string', () => {
  expect(blank("// don't\nDate")).toBe('        \nDate')
})

test('a comment mark in a string opens no comment', () => {
  expect(blank("'http://x' + Date")).toBe("'        ' + Date")
})

test('the code inside a template stays, its text does not', () => {
  expect(blank('`a${ b + `c${d}e` }f` + g')).toBe('`  { b + `  {d} ` } ` + g')
})

test('braces inside a template are counted', () => {
  expect(blank('`${ { a: {} } }b` + c')).toBe('` { { a: {} } } ` + c')
})

test('a regular expression becomes spaces, a division stays', () => {
  expect(blank("x.replace(/'[/]\\/a/g, y) + a / b / c + '/'")).toBe(
    'x.replace(/       ' + " g, y) + a / b / c + ' '",
  )
})

test('no character moves', () => {
  const text = 'const a = `x\n${y}` // z\nconst b = /q/ // "\n'
  expect(blank(text)).toHaveLength(text.length)
  expect(blank(text).split('\n')).toHaveLength(text.split('\n').length)
})

test('text that ends in the middle of a literal ends the search', () => {
  for (const text of ["'a", '`a', '`${a', '/*', '/a']) expect(blank(text)).toHaveLength(text.length)
})

test('lines count from 1', () => {
  expect([lineAt('a\nb', 0), lineAt('a\nb', 2)]).toEqual([1, 2])
})
