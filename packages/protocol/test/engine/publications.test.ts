import type { Key } from '@kadkit/key'
import type { Contact } from '@kadkit/routing'
import { describe, expect, test } from 'vitest'
import type { OperationId } from '../../src/engine/outcome.ts'
import type { OwnValue } from '../../src/engine/snapshot.ts'
import type { Request } from '../../src/wire/message.ts'
import { contactAt, keyAt, numbers } from '../support/contacts.ts'
import { publicationOf } from '../support/publication.ts'
import { bytesOf, recordAt } from '../support/records.ts'
import { type Sent, Solo, type SoloOptions } from '../support/solo.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const FOREVER = Number.POSITIVE_INFINITY

/** A node far from all keys, among k others who answer all that they are asked as told. */
class Publisher extends Solo {
  readonly stores: { at: number; to: string; ttlSeconds: number; version: number; key: Key }[] = []
  readonly bodies: Uint8Array[] = []
  /** What is answered to a store; undefined is silence. */
  answerToStore: (to: string) => 'stored' | 'full' | 'outdated' | undefined = () => 'stored'
  readonly #others: readonly Contact[]
  #answered = 0

  constructor(options: SoloOptions = {}) {
    super({
      self: contactAt(2 ** 31),
      ...options,
      config: { k: 3, refreshEveryMs: DAY_MS, ...options.config },
    })
    this.#others = numbers(1, 3).map((number) => contactAt(number))
  }

  join(): this {
    this.meet(...this.#others)
    this.#answered = 0
    return this
  }

  put(number: number, ttlMs: number = FOREVER, value = `value ${number}`): OperationId {
    const wish = { key: keyAt(number), value: bytesOf(value), expiresAt: this.now + ttlMs }
    const operation = this.input((engine, now) => engine.put(now, wish))
    this.answerAll()
    return operation
  }

  get(number: number): unknown {
    const operation = this.input((engine, now) => engine.get(now, keyAt(number)))
    this.answerAll()
    return this.outcomes.get(operation)
  }

  remove(number: number): void {
    this.input((engine, now) => engine.remove(now, keyAt(number)))
  }

  /** Lets time pass, with answers to all that is asked. */
  live(ms: number): void {
    const until = this.now + ms
    while (this.engine.deadline <= until) {
      this.now = Math.max(this.now, this.engine.deadline)
      this.input((engine, now) => engine.advance(now))
      this.answerAll()
    }
    this.now = until
  }

  answerAll(): void {
    for (let next = this.sent[this.#answered++]; next !== undefined; next = this.sent[this.#answered++])
      this.#answer(next)
    this.#answered--
  }

  get owned(): readonly OwnValue[] {
    return this.engine.snapshot(this.now).own
  }

  /** When each value was published again, by the number of its key. */
  republished(number: number): number[] {
    const times = this.stores.filter(({ key, to }) => to === 'memory:1' && key.equals(keyAt(number)))
    return times.slice(1).map(({ at }) => at)
  }

  #answer(sent: Sent): void {
    const { body } = sent.message
    const contact = this.#others.find(({ address }) => address === sent.to)
    if (contact === undefined) return
    if (body.type === 'find-node') this.answer(sent, contact, { type: 'nodes', contacts: [] })
    else if (body.type === 'find-value') this.answer(sent, contact, { type: 'nodes', contacts: [] })
    else if (body.type === 'ping') this.answer(sent, contact, { type: 'pong' })
    else if (body.type === 'store' || body.type === 'offer') this.#answerTo(sent, contact, body)
  }

  /** What is offered is wanted, and counts when it comes; what is refused counts as refused. */
  #answerTo(sent: Sent, contact: Contact, body: Request & { type: 'store' | 'offer' }): void {
    const answer = this.answerToStore(sent.to)
    if (body.type === 'offer' && answer === 'stored') {
      this.answer(sent, contact, { type: 'wanted' })
      return
    }
    const { key, ttlSeconds, publication } = body
    if (body.type === 'store') this.bodies.push(body.value)
    this.stores.push({ at: this.now, to: sent.to, key, ttlSeconds, version: publication.version })
    if (answer === 'stored') this.answer(sent, contact, { type: 'stored' })
    else if (answer !== undefined) this.answer(sent, contact, { type: 'refused', refusal: answer })
  }
}

describe('a value that was put', () => {
  test('C.3.1 is published again each day, before the copies of the day before have died', () => {
    const publisher = new Publisher().join()
    const startedAt = publisher.now
    publisher.put(7)
    publisher.live(10 * DAY_MS)
    const times = [startedAt, ...publisher.republished(7)]
    expect(times.length).toBeGreaterThanOrEqual(11)
    for (const [i, at] of times.slice(1).entries()) {
      const waitMs = at - (times[i] ?? 0)
      expect(waitMs).toBeLessThanOrEqual(DAY_MS)
      expect(waitMs).toBeGreaterThanOrEqual(0.9 * DAY_MS)
    }
    expect(new Set(publisher.stores.map(({ version }) => version)).size).toBe(1)
    expect(new Set(publisher.stores.map(({ ttlSeconds }) => ttlSeconds))).toEqual(new Set([86_410, 86_409]))
  })

  test('C.3.3 two values that were put at once are not published again at once', () => {
    const publisher = new Publisher().join()
    for (const number of numbers(10, 30)) publisher.put(number)
    publisher.live(DAY_MS)
    const times = numbers(10, 30).map((number) => publisher.republished(number)[0] ?? 0)
    expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(HOUR_MS)
  })

  test('C.3.5 tells others no more of its life than is left, and is not published when they know its end', () => {
    const publisher = new Publisher().join()
    publisher.put(7, 1.5 * DAY_MS)
    const until = publisher.now + 1.5 * DAY_MS
    publisher.live(3 * DAY_MS)
    const last = publisher.stores.at(-1)
    expect(publisher.republished(7)).toHaveLength(1)
    expect((last?.at ?? 0) + 1_000 * (last?.ttlSeconds ?? 0)).toBeLessThanOrEqual(until)
    expect((last?.at ?? 0) + 1_000 * (last?.ttlSeconds ?? 0)).toBeGreaterThan(until - 1_000)
    expect(publisher.owned).toEqual([])
    expect(publisher.own.size).toBe(0)
    expect(publisher.events).toContainEqual({ type: 'publication-ended', key: keyAt(7), reason: 'expired' })
  })

  test('that lives for less than a day is never published again', () => {
    const publisher = new Publisher().join()
    publisher.put(7, HOUR_MS)
    expect(publisher.owned).toMatchObject([{ nextAt: FOREVER }])
    publisher.live(DAY_MS)
    expect(publisher.republished(7)).toEqual([])
  })

  test('is not published again once it is removed, not even when that is under way', () => {
    const publisher = new Publisher().join()
    publisher.put(7)
    publisher.remove(7)
    expect([publisher.owned, publisher.own.size]).toEqual([[], 0])
    publisher.put(8)
    publisher.now = publisher.owned[0]?.nextAt ?? 0
    publisher.input((engine, now) => engine.advance(now))
    publisher.remove(8)
    publisher.live(3 * DAY_MS)
    expect([publisher.republished(7), publisher.republished(8)]).toEqual([[], []])
    expect(publisher.own.size).toBe(0)
    publisher.remove(8)
  })

  test('answers our own get, as long as it lives, without a question to anybody', () => {
    const publisher = new Publisher().join()
    publisher.put(7, HOUR_MS)
    const { length } = publisher.requests
    const holder = publisher.engine.self
    expect(publisher.get(7)).toMatchObject({ type: 'found-value', value: bytesOf('value 7'), holder })
    expect(publisher.requests).toHaveLength(length)
    publisher.live(HOUR_MS)
    expect(publisher.get(7)).toEqual({ type: 'no-value' })
  })

  test('gives way in our own get to a newer one that we hold', () => {
    const publisher = new Publisher().join()
    publisher.put(7)
    const store = { type: 'store', key: keyAt(7), ttlSeconds: 60, cached: false } as const
    publisher.ask(contactAt(1), { ...store, value: bytesOf('older'), publication: publicationOf(1) })
    expect(publisher.get(7)).toMatchObject({ value: bytesOf('value 7') })
    publisher.ask(contactAt(1), { ...store, value: bytesOf('newer'), publication: publicationOf(2 ** 50) })
    expect(publisher.get(7)).toMatchObject({ value: bytesOf('newer') })
  })

  test('is in no quota of the values that are held, and has one of its own', () => {
    const publisher = new Publisher({
      config: { maxValues: 0, maxOwnValues: 2, maxOwnValueBytesInSum: 20 },
    }).join()
    publisher.put(7)
    publisher.put(8)
    expect(publisher.engine.size).toMatchObject({ values: 0, own: 2 })
    expect(publisher.outcomes.get(publisher.put(9))).toEqual({ type: 'failed', reason: 'full', failed: [] })
    expect(publisher.outcomes.get(publisher.put(8, FOREVER, 'x'.repeat(14)))).toMatchObject({
      reason: 'full',
    })
    expect(publisher.outcomes.get(publisher.put(8, FOREVER, 'x'.repeat(13)))).toMatchObject({
      type: 'stored',
    })
    publisher.remove(7)
    expect(publisher.outcomes.get(publisher.put(9))).toMatchObject({ type: 'stored' })
  })

  test('in vain is not among our own', () => {
    const publisher = new Publisher({ config: { maxValues: 0 } }).join()
    publisher.answerToStore = () => 'full'
    expect(publisher.outcomes.get(publisher.put(7))).toMatchObject({ type: 'failed', reason: 'not-stored' })
    expect(publisher.owned).toEqual([])
  })

  test('is published by its newest version only when it is put again', () => {
    const publisher = new Publisher().join()
    publisher.put(7, FOREVER, 'old')
    publisher.live(HOUR_MS)
    publisher.put(7)
    publisher.bodies.length = 0
    publisher.live(3 * DAY_MS)
    expect(publisher.bodies.length).toBeGreaterThan(0)
    for (const body of publisher.bodies) expect(body).toEqual(bytesOf('value 7'))
  })

  test('stays when an older one that was put at the same time settles after it', () => {
    const publisher = new Publisher().join()
    publisher.answerToStore = () => undefined
    const older = publisher.put(7, FOREVER, 'older')
    publisher.answerToStore = () => 'stored'
    publisher.put(7, FOREVER, 'newer')
    publisher.live(10_000)
    expect(publisher.outcomes.get(older)).toMatchObject({ type: 'stored' })
    expect(publisher.get(7)).toMatchObject({ value: bytesOf('newer') })
    publisher.bodies.length = 0
    publisher.live(2 * DAY_MS)
    expect(publisher.bodies.length).toBeGreaterThan(0)
    for (const body of publisher.bodies) expect(body).toEqual(bytesOf('newer'))
  })

  test('that is removed while it is being put is not among our own when that is done', () => {
    const publisher = new Publisher().join()
    publisher.answerToStore = () => undefined
    const put = publisher.put(7)
    publisher.remove(7)
    publisher.answerToStore = () => 'stored'
    publisher.live(10_000)
    expect(publisher.outcomes.get(put)).toMatchObject({ type: 'stored' })
    expect([publisher.owned, publisher.own.size]).toEqual([[], 0])
    publisher.put(7)
    expect(publisher.owned).toHaveLength(1)
  })

  test('is published again an hour later at the latest when nobody has stored it', () => {
    const publisher = new Publisher({ config: { maxValues: 0 } }).join()
    publisher.put(7)
    publisher.answerToStore = () => 'full'
    publisher.live(DAY_MS)
    const tries = publisher.republished(7).length
    publisher.answerToStore = () => 'stored'
    publisher.live(HOUR_MS)
    expect(publisher.republished(7).length).toBe(tries + 1)
    publisher.live(12 * HOUR_MS)
    expect(publisher.republished(7).length).toBe(tries + 1)
  })

  test('is not published again before the next day when others have a newer one', () => {
    const publisher = new Publisher({ config: { maxValues: 0 } }).join()
    publisher.put(7)
    publisher.answerToStore = () => 'outdated'
    publisher.live(3 * DAY_MS)
    expect(publisher.republished(7).length).toBeGreaterThanOrEqual(3)
    expect(publisher.republished(7).length).toBeLessThanOrEqual(4)
    expect(publisher.owned).toHaveLength(1)
  })

  test('by a put that was cancelled while it was being kept is not among our own', () => {
    const publisher = new Publisher({ ownStoring: false }).join()
    const put = publisher.put(7)
    expect([publisher.owned.length, publisher.outcomes.has(put)]).toEqual([1, false])
    publisher.input((engine, now) => engine.cancel(now, put))
    expect([publisher.owned, publisher.own.size]).toEqual([[], 0])
    publisher.live(3 * DAY_MS)
    expect(publisher.republished(7)).toEqual([])
  })

  test('that was removed before its put began is not among our own', () => {
    const publisher = new Publisher({ config: { maxActiveOperations: 1 } }).join()
    publisher.answerToStore = () => undefined
    publisher.put(6)
    const waiting = publisher.put(7)
    publisher.remove(7)
    publisher.answerToStore = () => 'stored'
    publisher.live(10_000)
    expect(publisher.outcomes.get(waiting)).toMatchObject({ type: 'stored' })
    expect(publisher.owned.map(({ key }) => key)).toEqual([keyAt(6)])
  })

  test('for which there is no room any more after a restart rests in the storage', () => {
    const publisher = new Publisher({ config: { maxOwnValues: 1 } }).join()
    for (const number of [1, 2]) {
      const restored = { ...recordAt(number, { expiresAt: FOREVER }), publishedAt: publisher.now }
      publisher.own.set(restored.key.toHex(), restored)
      publisher.input((engine, now) => engine.restoreOwn(now, restored))
    }
    expect([publisher.owned.length, publisher.own.size]).toEqual([1, 2])
  })

  test('that the storage has lost is published no more, and somebody is told', () => {
    const publisher = new Publisher().join()
    publisher.put(7)
    publisher.own.clear()
    publisher.live(DAY_MS)
    expect(publisher.owned).toEqual([])
    expect(publisher.events).toContainEqual({ type: 'publication-ended', key: keyAt(7), reason: 'lost' })
  })

  test('is never published again where the configuration says so', () => {
    const publisher = new Publisher({ config: { republishEveryMs: FOREVER } }).join()
    publisher.put(7)
    publisher.live(3 * DAY_MS)
    expect(publisher.republished(7)).toEqual([])
    expect(publisher.owned).toHaveLength(1)
  })
})

describe('after a restart', () => {
  /** The same node again, with what its disk has kept. */
  function again(before: Publisher, options: SoloOptions = {}): Publisher {
    const after = new Publisher(options)
    after.now = before.now
    for (const [name, record] of before.own) {
      after.own.set(name, record)
      after.input((engine, now) => engine.restoreOwn(now, record))
    }
    return after
  }

  test('what was published lately waits for its time', () => {
    const before = new Publisher().join()
    before.put(7)
    before.live(2 * HOUR_MS)
    const after = again(before).join()
    expect(after.owned).toMatchObject([{ key: keyAt(7), publishedAt: before.owned[0]?.publishedAt }])
    after.live(19 * HOUR_MS)
    expect(after.stores).toEqual([])
    after.live(4 * HOUR_MS)
    expect(after.stores).toHaveLength(3)
    expect(after.stores[0]?.version).toBe(before.stores[0]?.version)
  })

  test('what is overdue is published within an hour, a few at once and not all', () => {
    const before = new Publisher().join()
    for (const number of numbers(10, 49)) before.put(number)
    before.now += 2 * DAY_MS
    const after = again(before).join()
    after.input((engine, now) => engine.advance(now))
    after.answerAll()
    expect(after.stores.length).toBeLessThanOrEqual(3 * after.engine.config.maxRepublishing)
    after.live(HOUR_MS + 1)
    expect(after.stores).toHaveLength(3 * 40)
    const minutes = new Set(after.stores.map(({ at }) => Math.floor(at / 60_000)))
    expect(minutes.size).toBeGreaterThan(15)
  })

  test('nothing is published while nobody is known; soon after somebody is, it is', () => {
    const before = new Publisher().join()
    before.put(7)
    before.now += 2 * DAY_MS
    const after = again(before)
    after.live(3 * HOUR_MS)
    expect(after.stores).toEqual([])
    expect(after.owned[0]?.publishedAt).toBe(before.owned[0]?.publishedAt)
    after.join().live(HOUR_MS)
    expect(after.stores).toHaveLength(3)
  })

  test('C.3.10 what has expired meanwhile does not come back', () => {
    const before = new Publisher().join()
    before.put(7, 2 * HOUR_MS)
    before.now += 2 * HOUR_MS
    const after = again(before)
    expect([after.owned, after.own.size]).toEqual([[], 0])
  })

  test('a new put is newer than what was put before, though the clock was set back', () => {
    const before = new Publisher().join()
    before.put(7)
    before.now = 5_000
    const after = again(before).join()
    after.put(8)
    expect(after.stores[0]?.version).toBe((before.stores[0]?.version ?? 0) + 1)
  })

  test('so many at once are under way as the configuration says, when all are due in one moment', () => {
    const publisher = new Publisher({ config: { maxRepublishing: 2 } }).join()
    for (const number of numbers(10, 19)) publisher.put(number)
    publisher.sent.length = 0
    publisher.now += DAY_MS
    publisher.input((engine, now) => engine.advance(now))
    const sought = publisher.requests.map(({ message: { body } }) =>
      body.type === 'find-node' ? body.target.toHex() : '',
    )
    expect(new Set(sought.filter((key) => numbers(10, 19).some((n) => keyAt(n).toHex() === key))).size).toBe(
      2,
    )
  })
})

test('a record of our own that is no longer what we have published is not taken for it', () => {
  const publisher = new Publisher().join()
  publisher.put(7)
  publisher.own.set(keyAt(7).toHex(), recordAt(7, { version: 3 }))
  expect(publisher.get(7)).toEqual({ type: 'no-value' })
  expect(publisher.owned).toEqual([])
})
