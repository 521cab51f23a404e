import { describe, expect, test } from 'vitest'
import type { Request } from '../../src/wire/message.ts'
import { contactAt, keyAt, numbers } from '../support/contacts.ts'
import { publicationOf } from '../support/publication.ts'
import { bytesOf } from '../support/records.ts'
import { Solo, type SoloOptions } from '../support/solo.ts'

const HOUR_MS = 3_600_000
const stranger = contactAt(2 ** 20)

interface Offered {
  readonly at: number
  readonly to: string
  readonly body: Request & { type: 'offer' }
}

/** A node with the key 0, that knows some others and holds what it is told to. */
class Holder extends Solo {
  readonly offers: Offered[] = []
  readonly shipped: { to: string; body: Request & { type: 'store' } }[] = []
  /** What is answered to an offer; undefined is silence. */
  answerTo: (to: string) => 'stored' | 'wanted' | 'full' | 'outdated' | undefined = () => 'stored'
  #seen = 0

  constructor(known: readonly number[], options: SoloOptions = {}) {
    const config = { k: 3, refreshEveryMs: 24 * HOUR_MS, probeEveryMs: 24 * HOUR_MS, ...options.config }
    super({ self: contactAt(0), ...options, config })
    this.meet(...known.map((number) => contactAt(number)))
  }

  hold(
    number: number,
    { ttlSeconds = 86_400, cached = false, version = 1, value = `value ${number}` } = {},
  ): unknown {
    const publication = publicationOf(version)
    const shape = { key: keyAt(number), value: bytesOf(value), ttlSeconds, cached, publication }
    return this.ask(stranger, { type: 'store', ...shape })
  }

  offer(number: number, { ttlSeconds = 86_400, version = 1, valueBytes = 7 } = {}): unknown {
    const publication = publicationOf(version)
    return this.ask(stranger, { type: 'offer', key: keyAt(number), valueBytes, ttlSeconds, publication })
  }

  live(ms: number): this {
    const until = this.now + ms
    while (this.engine.deadline <= until) {
      this.now = Math.max(this.now, this.engine.deadline)
      this.input((engine, now) => engine.advance(now))
      this.#answerAll()
    }
    this.now = until
    return this
  }

  to(number: number): string[] {
    return this.offers.filter(({ body }) => body.key.equals(keyAt(number))).map(({ to }) => to)
  }

  #answerAll(): void {
    if (this.#seen > this.sent.length) this.#seen = 0
    for (; this.#seen < this.sent.length; this.#seen++) {
      const sent = this.sent[this.#seen]
      if (sent === undefined) return
      const { body } = sent.message
      const contact = contactAt(Number(sent.to.slice(7)))
      if (body.type === 'find-node') this.answer(sent, contact, { type: 'nodes', contacts: [] })
      if (body.type === 'ping') this.answer(sent, contact, { type: 'pong' })
      if (body.type === 'store') {
        this.shipped.push({ to: sent.to, body })
        this.answer(sent, contact, { type: 'stored' })
      }
      if (body.type !== 'offer') continue
      if (sent.message.attempt === 0) this.offers.push({ at: this.now, to: sent.to, body })
      const answer = this.answerTo(sent.to)
      if (answer === 'stored' || answer === 'wanted') this.answer(sent, contact, { type: answer })
      else if (answer !== undefined) this.answer(sent, contact, { type: 'refused', refusal: answer })
    }
  }
}

describe('a holder', () => {
  test('C.3.2 offers what it holds after an hour, give or take 10 %, to the others of the k closest, without a lookup', () => {
    const holder = new Holder(numbers(1, 9)).live(60_000)
    const heldAt = holder.now
    holder.hold(1)
    holder.live(0.89 * HOUR_MS)
    expect(holder.offers).toEqual([])
    holder.live(0.22 * HOUR_MS)
    // The nearest to 1 are 1 itself, ourselves, and 3.
    expect(holder.to(1)).toEqual(['memory:1', 'memory:3'])
    expect(holder.offers[0]?.at).toBeGreaterThanOrEqual(heldAt + 0.9 * HOUR_MS)
    expect(holder.requests.filter(({ message }) => message.body.type.startsWith('find'))).toEqual([])
  })

  test('C.3.2 where others are nearer, all k get the offer', () => {
    const holder = new Holder([8, 9, 10, 11]).live(60_000)
    holder.hold(8)
    holder.live(1.2 * HOUR_MS)
    expect(holder.to(8)).toEqual(['memory:8', 'memory:9', 'memory:10'])
  })

  test('C.3.2 does nothing for an hour after another has brought or offered the value', () => {
    for (const again of [(holder: Holder) => holder.hold(1), (holder: Holder) => holder.offer(1)]) {
      const holder = new Holder(numbers(1, 9)).live(60_000)
      holder.hold(1)
      for (let i = 0; i < 10; i++) {
        holder.live(0.8 * HOUR_MS)
        expect(again(holder)).toEqual({ type: 'stored' })
      }
      expect(holder.offers).toEqual([])
      holder.live(1.1 * HOUR_MS)
      expect(holder.offers).toHaveLength(2)
    }
  })

  test('C.3.2 goes on every hour, as long as the value lives, and no longer', () => {
    const holder = new Holder(numbers(1, 9)).live(60_000)
    holder.hold(1, { ttlSeconds: 36_000 })
    holder.live(40 * HOUR_MS)
    expect(holder.offers.length).toBeGreaterThanOrEqual(2 * 9)
    expect(holder.offers.length).toBeLessThanOrEqual(2 * 11)
    expect(holder.engine.size.values).toBe(0)
  })

  test('C.3.3 values that came at once are not offered at once', () => {
    const holder = new Holder(numbers(1, 9)).live(60_000)
    for (const number of numbers(10, 49)) holder.hold(number)
    holder.live(1.2 * HOUR_MS)
    const minutes = new Set(holder.offers.map(({ at }) => Math.floor(at / 60_000)))
    expect(minutes.size).toBeGreaterThanOrEqual(8)
  })

  test('C.3.5 tells what is left of the original life, and no more', () => {
    const holder = new Holder(numbers(1, 9)).live(60_000)
    const end = holder.now + 50_000_000
    holder.hold(1, { ttlSeconds: 50_000 })
    holder.answerTo = () => 'wanted'
    holder.live(10 * HOUR_MS)
    for (const { at, body } of holder.offers) expect(at + 1_000 * body.ttlSeconds).toBeLessThanOrEqual(end)
    expect(Math.max(...holder.shipped.map(({ body }) => body.ttlSeconds))).toBeLessThan(50_000 - 0.9 * 3_600)
  })

  test('C.3.6 never passes on a copy beside a path', () => {
    const holder = new Holder(numbers(1, 9)).live(60_000)
    holder.hold(1, { cached: true })
    holder.live(5 * HOUR_MS)
    expect(holder.offers).toEqual([])
  })

  test('C.3.12 sends the value only to those who want it', () => {
    const holder = new Holder(numbers(1, 9)).live(60_000)
    holder.hold(1)
    holder.answerTo = (to) => (to === 'memory:3' ? 'wanted' : 'stored')
    holder.live(1.2 * HOUR_MS)
    const { publication } = holder.offers[0]?.body ?? {}
    expect(holder.shipped).toMatchObject([
      { to: 'memory:3', body: { value: bytesOf('value 1'), cached: false, publication } },
    ])
  })

  test('C.3.12 who refuses or is silent is made good by the next; who has a newer one is not', () => {
    for (const [answer, expected] of [
      ['full', ['memory:1', 'memory:3', 'memory:2', 'memory:5']],
      [undefined, ['memory:1', 'memory:3', 'memory:2', 'memory:5']],
      ['outdated', ['memory:1', 'memory:3']],
    ] as const) {
      const holder = new Holder([1, 2, 3, 5]).live(60_000)
      holder.hold(1)
      holder.answerTo = (to) => (to === 'memory:1' || to === 'memory:3' ? answer : 'stored')
      holder.live(1.2 * HOUR_MS)
      expect(holder.to(1)).toEqual(expected)
    }
  })

  test('C.3.2 who was silent is neither offered it an hour later, nor counted among the k closest', () => {
    const holder = new Holder([1, 2, 3, 5]).live(60_000)
    holder.hold(1)
    holder.answerTo = (to) => (to === 'memory:1' ? undefined : 'stored')
    holder.live(1.2 * HOUR_MS)
    const before = holder.to(1).length
    holder.live(HOUR_MS)
    // The nearest to 1 that answer are ourselves, 3 and 2.
    expect(holder.to(1).slice(before)).toEqual(['memory:3', 'memory:2'])
  })

  test('C.3.3 has so many offers under way as the configuration says', () => {
    const config = { maxReplicating: 2, replicateEveryMs: 1_000 }
    const holder = new Holder(numbers(1, 9), { config }).live(60_000)
    for (const number of numbers(10, 19)) holder.hold(number)
    holder.sent.length = 0
    holder.stall(10_000)
    expect(holder.requests.filter(({ message }) => message.body.type === 'offer')).toHaveLength(2)
  })

  test('C.3.2 waits while nobody answers, as after a sleep, and offers soon after somebody does', () => {
    const holder = new Holder(numbers(1, 9)).live(60_000)
    holder.hold(1)
    holder.stall(8 * HOUR_MS)
    const wokenAt = holder.now
    holder.live(HOUR_MS / 12)
    expect(holder.to(1)).toEqual(['memory:1', 'memory:3'])
    expect(holder.offers[0]?.at).toBeGreaterThan(wokenAt)
  })

  test('C.3.10 after a restart nothing is offered at once, and what has expired not at all', () => {
    const before = new Holder([])
    for (const number of numbers(10, 49)) before.hold(number)
    before.hold(7, { ttlSeconds: 60 })
    const after = new Holder([])
    after.now = before.now + 10 * HOUR_MS
    for (const record of before.storage.values()) after.input((engine, now) => engine.restore(now, record))
    for (const number of numbers(1, 3)) after.meet(contactAt(number))
    after.input((engine, now) => engine.advance(now))
    expect(after.requests.filter(({ message }) => message.body.type === 'offer')).toEqual([])
    after.live(HOUR_MS)
    expect(new Set(after.offers.map(({ body }) => body.key.toHex())).size).toBe(40)
    expect(after.to(7)).toEqual([])
  })

  test('is silent where the configuration says so', () => {
    const holder = new Holder(numbers(1, 9), { config: { replicateEveryMs: Number.POSITIVE_INFINITY } }).live(
      60_000,
    )
    holder.hold(1)
    holder.meet(contactAt(12))
    holder.live(10 * HOUR_MS)
    expect(holder.offers).toEqual([])
  })
})

describe('a newcomer', () => {
  /** Who offers a key to whom within a minute after 5 has come. */
  function handed(key: number, known: readonly number[]): string[] {
    const holder = new Holder(known).live(60_000)
    holder.hold(key)
    holder.meet(contactAt(5))
    return holder.live(60_000).to(key)
  }

  test('C.3.4 gets the value of a key of which it is now one of the k closest, from the nearest of the others', () => {
    // From 4, the nearest are 5, then ourselves (0), then 8.
    expect(handed(4, [8, 9, 16])).toEqual(['memory:5'])
  })

  test('C.3.4 does not get it from us when another is nearer than we are', () => {
    expect(handed(4, [6, 16, 17])).toEqual([])
  })

  test('C.3.4 gets it from us when the nearer one was silent when we last asked it', () => {
    const holder = new Holder([6, 16, 17]).live(60_000)
    holder.hold(4)
    holder.answerTo = (to) => (to === 'memory:6' ? undefined : 'stored')
    holder.live(1.2 * HOUR_MS)
    expect(holder.to(4)).toContain('memory:6')
    holder.meet(contactAt(5))
    expect(holder.live(60_000).to(4)).toContain('memory:5')
  })

  test('C.3.4 does not get what it is too far from', () => {
    // From 0, the nearest are ourselves, 1 and 2.
    expect(handed(0, [1, 2, 3])).toEqual([])
  })

  test('C.3.4 gets it when others are farther than it, though we are the nearest', () => {
    expect(handed(1, [8, 9])).toEqual(['memory:5'])
  })

  test('C.3.6 gets no copy that is beside a path', () => {
    const holder = new Holder([8, 9]).live(60_000)
    holder.hold(4, { cached: true })
    holder.meet(contactAt(5))
    expect(holder.live(60_000).offers).toEqual([])
  })
})

describe('the answer to an offer', () => {
  test('C.3.12 is wanted when the value is not held, or an older one is; nothing is kept of it', () => {
    const holder = new Holder([])
    expect(holder.offer(1)).toEqual({ type: 'wanted' })
    expect([holder.engine.size.values, holder.saves.length]).toEqual([0, 0])
    holder.hold(1)
    expect(holder.offer(1, { version: 2 })).toEqual({ type: 'wanted' })
  })

  test('C.3.12 is stored when that publication is held, whose life it prolongs without the value', () => {
    const holder = new Holder([])
    holder.hold(1, { ttlSeconds: 600 })
    expect(holder.offer(1, { ttlSeconds: 6_000 })).toEqual({ type: 'stored' })
    expect(holder.storage.get(keyAt(1).toHex())).toMatchObject({
      value: bytesOf('value 1'),
      expiresAt: holder.now + 6_000_000,
    })
    expect(holder.offer(1, { ttlSeconds: 60 })).toEqual({ type: 'stored' })
    expect(holder.saves).toHaveLength(2)
  })

  test('C.3.12 makes a replica of a copy', () => {
    const holder = new Holder([])
    holder.hold(1, { cached: true })
    expect(holder.offer(1)).toEqual({ type: 'stored' })
    expect(holder.engine.snapshot(holder.now).values).toMatchObject([{ cached: false }])
  })

  test('C.3.12 is wanted when the storage has lost what was held', () => {
    const holder = new Holder([])
    holder.hold(1, { ttlSeconds: 60 })
    holder.storage.clear()
    expect(holder.offer(1)).toEqual({ type: 'wanted' })
    expect(holder.engine.size.values).toBe(0)
  })

  test('C.3.12 refuses what a store of it would be refused for', () => {
    const holder = new Holder([], { config: { maxValueBytes: 100, maxValues: 1 } })
    expect(holder.offer(1, { valueBytes: 101 })).toEqual({ type: 'refused', refusal: 'too-large' })
    holder.hold(1, { version: 2 })
    expect(holder.offer(1, { version: 1 })).toEqual({ type: 'refused', refusal: 'outdated' })
    expect(holder.offer(2)).toEqual({ type: 'refused', refusal: 'full' })
  })
})

describe('a copy beside a path', () => {
  test.each([
    [3, 1_024],
    [4, 512],
    [5, 256],
    [9, 16],
  ])(
    'C.3.6 with %d contacts between us and its key and k = 3 lives for %d of 1,024 s',
    (between, seconds) => {
      const holder = new Holder([], { self: contactAt(2 ** 10), config: { bucketSize: 20 } })
      holder.meet(...numbers(1, between).map((number) => contactAt(number)))
      expect(holder.hold(0, { cached: true, ttlSeconds: 1_024 })).toEqual({ type: 'stored' })
      expect(holder.engine.snapshot(holder.now).values[0]?.expiresAt).toBe(holder.now + 1_000 * seconds)
    },
  )

  test('C.3.6 that would live for less than a second is not kept', () => {
    const holder = new Holder([], { self: contactAt(2 ** 10), config: { bucketSize: 20 } })
    holder.meet(...numbers(1, 9).map((number) => contactAt(number)))
    expect(holder.hold(0, { cached: true, ttlSeconds: 60 })).toEqual({ type: 'stored' })
    expect(holder.engine.size.values).toBe(0)
  })
})
