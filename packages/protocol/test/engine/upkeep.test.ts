import { commonPrefixLength } from '@kadkit/key'
import { describe, expect, test } from 'vitest'
import { contactAt, keyAt, numbers } from '../support/contacts.ts'
import { Solo } from '../support/solo.ts'

const HOUR_MS = 3_600_000
const CHECK_MS = HOUR_MS / 8
const self = contactAt(0)
/** One contact in each of the buckets 0 to 3. */
const contacts = numbers(0, 3).map((bucket) => contactAt(2 ** (31 - bucket)))

interface Lookup {
  readonly at: number
  readonly bucket: number
}

/** A node that has joined these contacts, which answer everything at once; and what it looks for by itself. */
class Settled {
  readonly solo: Solo
  readonly lookups: Lookup[] = []
  readonly startedAt: number

  constructor(seed: number) {
    this.solo = new Solo({ self, seed })
    this.solo.input((engine, now) => engine.join(now, [contacts[0]?.address ?? '']))
    this.#answerAll()
    this.startedAt = this.solo.now
  }

  /** Goes from deadline to deadline; `each` is called after every one of them. */
  run(ms: number, each: () => void = () => {}): void {
    const until = this.solo.now + ms
    while (this.solo.engine.deadline <= until) {
      this.solo.run(this.solo.engine.deadline - this.solo.now)
      this.#answerAll()
      each()
    }
    this.solo.run(until - this.solo.now)
  }

  find(bucket: number): void {
    this.solo.input((engine, now) => engine.find(now, keyAt(2 ** (31 - bucket) + 1)))
    this.#answerAll()
  }

  #answerAll(): void {
    for (let sent = this.solo.takeRequests(); sent.length > 0; sent = this.solo.takeRequests()) {
      for (const request of sent) {
        const { body } = request.message
        if (body.type !== 'find-node') throw new Error(`nobody should send ${body.type}`)
        const bucket = commonPrefixLength(self.key, body.target)
        const known = this.lookups.some((lookup) => lookup.at === this.solo.now && lookup.bucket === bucket)
        if (!known) this.lookups.push({ at: this.solo.now, bucket })
        const contact = contacts.find(({ address }) => address === request.to)
        if (contact === undefined) throw new Error(`nobody is at ${request.to}`)
        const listed = contacts.map((each) => ({ ...each, ageMs: 0 }))
        this.solo.answer(request, contact, { type: 'nodes', contacts: listed })
      }
    }
  }
}

describe('a node that has joined', () => {
  test('refreshes every bucket farther than its closest neighbour, once', () => {
    const { lookups } = new Settled(1)
    expect(lookups.map(({ bucket }) => bucket)).toEqual([256, 2, 1, 0])
  })

  test('looks for idle buckets eight times an hour, with ten percent of jitter', () => {
    const waits = numbers(1, 200).map((seed) => {
      const { solo, startedAt } = new Settled(seed)
      while (solo.engine.deadline < startedAt + 60_000) solo.run(60_000)
      return (solo.engine.deadline - startedAt) / CHECK_MS
    })
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(0.9)
    expect(Math.min(...waits)).toBeLessThan(0.92)
    expect(Math.max(...waits)).toBeLessThanOrEqual(1.1)
    expect(Math.max(...waits)).toBeGreaterThan(1.08)
    expect(new Set(waits).size).toBeGreaterThan(100)
  })

  test('refreshes each idle bucket after an hour, by a key inside it, and again an hour later', () => {
    const settled = new Settled(2)
    settled.lookups.length = 0
    settled.run(2.5 * HOUR_MS)
    for (const bucket of numbers(0, 3)) {
      const times = settled.lookups.filter((lookup) => lookup.bucket === bucket).map(({ at }) => at)
      expect(times).toHaveLength(2)
      let before = settled.startedAt
      for (const at of times) {
        expect(at - before).toBeGreaterThanOrEqual(HOUR_MS)
        expect(at - before).toBeLessThanOrEqual(HOUR_MS + 1.1 * CHECK_MS)
        before = at
      }
    }
    expect(settled.lookups).toHaveLength(8)
  })

  test('leaves alone a bucket in which others look for something', () => {
    const settled = new Settled(3)
    settled.lookups.length = 0
    let found = 0
    settled.run(3 * HOUR_MS, () => {
      if (settled.solo.now < settled.startedAt + found * HOUR_MS * 0.9) return
      found++
      settled.find(1)
    })
    const buckets = (index: number) => settled.lookups.filter(({ bucket }) => bucket === index)
    expect(found).toBe(4)
    expect(buckets(1)).toHaveLength(found)
    expect(buckets(0)).toHaveLength(2)
  })

  test('refreshes one bucket after the other, not all at once', () => {
    const { solo } = new Settled(5)
    const targets = () =>
      new Set(
        solo.requests.map(({ message: { body } }) => (body.type === 'find-node' ? body.target.toHex() : '')),
      )
    // Nobody answers any more, and each lookup takes a while; meanwhile it is checked again what else is idle.
    solo.run(2 * HOUR_MS)
    solo.sent.length = 0
    for (const _ of numbers(1, 3)) solo.stall(CHECK_MS * 1.2)
    expect(targets().size).toBe(1)
  })

  test('after a sleep of eight hours refreshes each bucket once', () => {
    const settled = new Settled(4)
    settled.lookups.length = 0
    settled.solo.now += 8 * HOUR_MS
    settled.run(60_000)
    expect(settled.lookups.map(({ bucket }) => bucket).sort()).toEqual([0, 1, 2, 3])
  })
})

test('a node that has not joined has nothing to do', () => {
  const solo = new Solo({ self })
  expect(solo.engine.deadline).toBe(Number.POSITIVE_INFINITY)
  solo.stall(10 * HOUR_MS)
  expect(solo.requests).toEqual([])
})
