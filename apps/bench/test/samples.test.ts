import { MemoryNetwork } from '@kadkit/transport'
import { describe, expect, test } from 'vitest'
import { median, range } from '../src/median.ts'
import { lossy } from '../src/processes/lossy.ts'
import { digestOf, sampleOf } from '../src/processes/sample.ts'

describe('a median', () => {
  test('is the middle, or the mean of the two in the middle', () => {
    expect(median([9, 1, 5])).toBe(5)
    expect(median([1, 9, 3, 5])).toBe(4)
    expect(median([])).toBeNaN()
  })

  test('has ends', () => {
    expect(range([3, 1, 2], 1)).toBe('1.0 to 3.0')
  })
})

describe('a value', () => {
  test('is the same for the same number, and another for another', () => {
    expect(digestOf(sampleOf(1, 70_000))).toBe(digestOf(sampleOf(1, 70_000)))
    expect(digestOf(sampleOf(1, 70_000))).not.toBe(digestOf(sampleOf(2, 70_000)))
  })

  test('has no two equal blocks, so that none can stand in for another', () => {
    const value = sampleOf(3, 10 * 2 ** 20)
    const blocks = new Set<string>()
    for (let offset = 0; offset < value.length; offset += 4_096) {
      blocks.add(digestOf(value.subarray(offset, offset + 4_096)))
    }
    expect(blocks.size).toBe(value.length / 4_096)
  })
})

describe('a lossy transport', () => {
  async function lostOf(loss: number, seed: number): Promise<number[]> {
    const sent: number[] = []
    const inner = new MemoryNetwork().transport()
    const transport = lossy(
      { ...inner, maxMessageBytes: 9, send: (_, [number = -1]) => sent.push(number) },
      loss,
      seed,
    )
    for (let i = 0; i < 250; i++) transport.send('memory:1', Uint8Array.of(i))
    return sent
  }

  test('loses about so many, the same ones for the same seed', async () => {
    const sent = await lostOf(0.3, 1)
    expect(sent.length).toBeGreaterThan(150)
    expect(sent.length).toBeLessThan(200)
    expect(await lostOf(0.3, 1)).toEqual(sent)
    expect(await lostOf(0.3, 2)).not.toEqual(sent)
  })

  test('loses nothing, or all, when it is told so', async () => {
    expect(await lostOf(0, 1)).toHaveLength(250)
    expect(await lostOf(1, 1)).toHaveLength(0)
  })
})
