import { Key } from '@kadkit/key'
import { Codec, type Message, messageBytes } from '@kadkit/protocol'
import { describe, expect, test } from 'vitest'
import { OnePhase } from '../../src/worlds/one-phase.ts'

const key = Key.fromBytes(new Uint8Array(32).fill(7))
const publication = { publisher: key, version: 5 }
const ttlSeconds = 3_600
const PUTTER = 1
const HOLDER = 2

function message(id: number, body: Message['body']): Message {
  return { id: String(id).padStart(32, '0'), sender: key, attempt: 0, body }
}

function offer(id: number, valueBytes: number): Message {
  return message(id, { type: 'offer', key, valueBytes, ttlSeconds, publication })
}

function store(id: number, valueBytes: number, cached = false): Message {
  return message(id, {
    type: 'store',
    key,
    value: new Uint8Array(valueBytes),
    ttlSeconds,
    cached,
    publication,
  })
}

/** Lets it see these, each sent by a node of this number, and gives back the bytes that there would have been. */
function withoutOffers(...sent: readonly (readonly [from: number, message: Message])[]): {
  readonly messages: number
  readonly bytes: number
} {
  const onePhase = new OnePhase(({ id }) => id === PUTTER)
  const all = { messages: 0, bytes: 0 }
  for (const [id, content] of sent) {
    const bytes = messageBytes(content)
    onePhase.see({ at: 0, from: { id } as never, message: content, bytes })
    all.messages++
    all.bytes += bytes
  }
  for (const type of ['offer', 'wanted', 'store', 'stored', 'refused'] as const) {
    all.messages += onePhase.of(type).messages
    all.bytes += onePhase.of(type).bytes
  }
  return all
}

function sumOf(...messages: readonly Message[]): { readonly messages: number; readonly bytes: number } {
  const codec = new Codec()
  const lengths = messages.map((content) => codec.encode(content).length)
  return { messages: lengths.length, bytes: lengths.reduce((sum, length) => sum + length, 0) }
}

describe('without offers', () => {
  const stored = (id: number) => message(id, { type: 'stored' })

  test('who has the value already would have been sent it all the same', () => {
    const seen = withoutOffers([HOLDER, offer(1, 1_000)], [3, stored(1)])
    expect(seen).toEqual(sumOf(store(1, 1_000), stored(1)))
  })

  test('who wants it would have been sent it once, and have answered once', () => {
    const wanted = message(1, { type: 'wanted' })
    const seen = withoutOffers([HOLDER, offer(1, 100)], [3, wanted], [HOLDER, store(2, 100)], [3, stored(2)])
    expect(seen).toEqual(sumOf(store(1, 100), stored(1)))
  })

  test('who refuses the store that followed would have refused the first one', () => {
    const [wanted, refused] = [
      message(1, { type: 'wanted' }),
      message(2, { type: 'refused', refusal: 'full' }),
    ]
    const seen = withoutOffers([HOLDER, offer(1, 100)], [3, wanted], [HOLDER, store(2, 100)], [3, refused])
    // what answers the first store has two bytes less than a refusal: this is what is not counted exactly
    expect(seen.messages).toBe(2)
    expect(sumOf(store(1, 100), refused).bytes - seen.bytes).toBe(2)
  })

  test('first puts of short values, and copies beside a path, would have been as they are', () => {
    const seen = withoutOffers(
      [PUTTER, store(1, 1_000)],
      [3, stored(1)],
      [HOLDER, store(2, 100, true)],
      [3, stored(2)],
    )
    expect(seen).toEqual(sumOf(store(1, 1_000), stored(1), store(2, 100, true), stored(2)))
  })

  test('first puts of long values would have been a store each', () => {
    const wanted = message(1, { type: 'wanted' })
    const seen = withoutOffers(
      [PUTTER, offer(1, 5_000)],
      [3, wanted],
      [PUTTER, store(2, 5_000)],
      [3, stored(2)],
    )
    const long = sumOf(stored(1))
    expect(seen).toEqual({ messages: 2, bytes: messageBytes(store(1, 5_000)) + long.bytes })
  })

  test('everything else stays', () => {
    const ping = message(1, { type: 'ping' })
    expect(withoutOffers([HOLDER, ping])).toEqual(sumOf(ping))
  })
})

test('stores that followed are forgotten in the end, and their answers before that are not', () => {
  const onePhase = new OnePhase(() => false)
  const MINUTES = 60_000
  const see = (at: number, content: Message) =>
    onePhase.see({ at, from: { id: HOLDER } as never, message: content, bytes: 1 })
  see(0, store(1, 1))
  see(11 * MINUTES, store(2, 1))
  see(11 * MINUTES, message(1, { type: 'stored' }))
  expect(onePhase.of('stored').messages).toBe(-1)
  see(22 * MINUTES, store(3, 1))
  see(22 * MINUTES, message(1, { type: 'stored' }))
  expect(onePhase.of('stored').messages).toBe(-1)
})
