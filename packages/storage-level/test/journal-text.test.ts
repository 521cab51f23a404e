import { describe, expect, test } from 'vitest'
import { headLine, JournalReader, type Past, writeLine } from '../src/journal-text.ts'
import { seal } from '../src/sealed-text.ts'

function read(text: string): Past {
  const reader = new JournalReader()
  const bytes = Buffer.from(text, 'latin1')
  return reader.finish(reader.read(bytes) < bytes.length)
}

const head = headLine({ generation: 3, sequence: 20, count: 2 })
const names = writeLine('a', 7, true) + writeLine('b b', 19, true)
const writes = writeLine('c', 21, true) + writeLine('a', 22, false) + writeLine('b b', 23, true)
const all = head + names + writes

describe('a journal', () => {
  test('says which names there are, and which write of each was the last', () => {
    const past = read(all)
    expect(past).toMatchObject({ generation: 3, whole: true, torn: false, lines: 6, newerFormat: undefined })
    expect([...past.catalog.live]).toEqual([
      ['b b', 23],
      ['c', 21],
    ])
    expect([...past.catalog.deleted]).toEqual([['a', 22]])
    expect(past.catalog.sequence).toBe(23)
  })

  test('that ends in half a line is whole up to it, and torn', () => {
    for (let cut = 1; cut < writeLine('b b', 23, true).length; cut++) {
      const past = read(all.slice(0, -cut))
      expect(past).toMatchObject({ whole: true, torn: true })
      expect(past.catalog.sequence).toBe(22)
    }
  })

  test('is not whole when a line in the middle is damaged, missing or there twice', () => {
    expect(read(all.replace('c\n', 'd\n'))).toMatchObject({ whole: false, generation: 3 })
    expect(read(head + names + writeLine('a', 22, false))).toMatchObject({ whole: false })
    expect(read(all + writeLine('b b', 23, true))).toMatchObject({ whole: false })
  })

  test('is not whole when its first names are not all there', () => {
    expect(read(head + writeLine('a', 7, true))).toMatchObject({ whole: false, torn: false })
    expect(read(head)).toMatchObject({ whole: false })
    expect(read('')).toMatchObject({ whole: false, generation: undefined, lines: 0 })
  })

  test('without its head still says what its lines say', () => {
    const past = read(`garbage\n${names}${writes}`)
    expect(past).toMatchObject({ whole: false, generation: undefined })
    expect([...past.catalog.live.keys()]).toEqual(['b b', 'c'])
  })

  test('with a line that nobody of us writes ends', () => {
    expect(read(`${all}${seal('nonsense')}\n`)).toMatchObject({ lines: 7, whole: false })
  })

  test('of a later version says so', () => {
    expect(read(`${seal('kadkit-journal 3 1 0 0')}\n`)).toMatchObject({ newerFormat: 3 })
  })
})
