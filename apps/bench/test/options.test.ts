import { describe, expect, test } from 'vitest'
import { optionsOf, UsageError, usageOf } from '../src/options.ts'

const known = ['peers', 'parts']

test('without a word it runs everything as it is published', () => {
  expect(optionsOf([], known)).toEqual({
    names: [],
    quick: false,
    seed: 20_261_122,
    rounds: undefined,
    only: '',
    publish: true,
    accept: false,
    help: false,
  })
})

test('a quick run is published only where that is asked for', () => {
  expect(optionsOf(['peers', '--quick'], known)).toMatchObject({ names: ['peers'], publish: false })
  expect(optionsOf(['--quick', '--publish', '--rounds', '5', '--seed', '7'], known)).toMatchObject({
    publish: true,
    rounds: 5,
    seed: 7,
  })
})

describe('what is wrong is named:', () => {
  test.each([
    ['there is no benchmark paers', ['paers']],
    ["Unknown option '--quik'", ['--quik']],
    ['--rounds must be a whole number of at least 1, got 0', ['--rounds', '0']],
    ['--rounds must be a whole number of at least 1, got many', ['--rounds', 'many']],
    ['--seed must be a whole number of at least 0, got ', ['--seed', '']],
  ])('%s', (words, args) => {
    expect(() => optionsOf(args, known)).toThrow(UsageError)
    expect(() => optionsOf(args, known)).toThrow(words)
  })
})

test('the usage names every benchmark', () => {
  for (const name of known) expect(usageOf(known)).toContain(name)
})
