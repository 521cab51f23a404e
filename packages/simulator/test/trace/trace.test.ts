import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Trace } from '../../src/trace/trace.ts'

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

describe('a trace', () => {
  test('has the hash of its lines, in whatever portions they are hashed, and the same for each way', () => {
    const lines = fc.array(
      fc.string({ unit: 'binary', maxLength: 2_000, size: 'max' }).map((text) => JSON.stringify({ text })),
      {
        maxLength: 12,
        size: 'max',
      },
    )
    fc.assert(
      fc.property(lines, (all) => {
        const given: string[] = []
        const traces = [new Trace('hash'), new Trace((line) => void given.push(line))]
        for (const [index, line] of all.entries()) {
          for (const trace of traces) trace.add(line)
          const text = all.slice(0, index + 1).join('\n')
          for (const trace of traces) expect(trace.hash()).toBe(sha256(`${text}\n`))
        }
        expect(given).toEqual(all.map((line) => `${line}\n`))
      }),
      { numRuns: 20 },
    )
  })

  test('says whether anybody wants it, and has the hash of nothing before its first line', () => {
    expect([new Trace('off').on, new Trace('hash').on, new Trace(() => {}).on]).toEqual([false, true, true])
    expect(new Trace('hash').hash()).toBe(sha256(''))
  })
})
