import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Reply, Request } from '../../src/wire/message.ts'
import type { Publication } from '../../src/wire/publication.ts'
import { contactAt, keyAt } from '../support/contacts.ts'
import { publicationOf } from '../support/publication.ts'
import { bytesOf } from '../support/records.ts'
import { Solo, type SoloOptions } from '../support/solo.ts'

const asker = contactAt(1_000)
const key = keyAt(1)
const stored = { type: 'stored' }
const outdated = { type: 'refused', refusal: 'outdated' }

interface Shape {
  readonly ttlSeconds: number
  readonly cached: boolean
}

class Holder extends Solo {
  constructor(options: SoloOptions = {}) {
    super(options)
  }

  store(value: string, publication: Publication, { ttlSeconds = 600, cached = false }: Partial<Shape> = {}) {
    const request: Request = { type: 'store', key, value: bytesOf(value), ttlSeconds, cached, publication }
    return this.ask(asker, request)
  }

  get value(): Reply | undefined {
    return this.ask(asker, { type: 'find-value', key })
  }

  /** Acknowledges the save that was wished for last. */
  saved(ok = true): void {
    this.input((engine, now) => engine.saved(now, this.saves.at(-1)?.ticket ?? 0, ok))
  }
}

describe('a value that is stored again', () => {
  test('C.3.7 the same publication prolongs the life, on the disk too, and tells nobody', () => {
    const holder = new Holder()
    holder.store('a', publicationOf(1), { ttlSeconds: 600 })
    holder.now += 300_000
    holder.events.length = 0
    expect(holder.store('a', publicationOf(1), { ttlSeconds: 600 })).toEqual(stored)
    expect(holder.value).toMatchObject({ value: bytesOf('a'), ttlSeconds: 600 })
    expect(holder.storage.get(key.toHex())?.expiresAt).toBe(holder.now + 600_000)
    expect(holder.events.filter(({ type }) => type.startsWith('value'))).toEqual([])
  })

  test('C.3.5 the same publication with a shorter life does not shorten it, and is not written', () => {
    const holder = new Holder()
    holder.store('a', publicationOf(1), { ttlSeconds: 600 })
    expect(holder.store('a', publicationOf(1), { ttlSeconds: 5 })).toEqual(stored)
    expect(holder.value).toMatchObject({ ttlSeconds: 600 })
    expect(holder.saves).toHaveLength(1)
  })

  test('C.3.5 what comes a little late on its way does not prolong it: no value creeps to immortality', () => {
    const holder = new Holder()
    holder.store('a', publicationOf(1), { ttlSeconds: 3_600 })
    for (let i = 0; i < 100; i++) {
      holder.now += 900
      // Its sender has told what is left, less than a second before.
      expect(holder.store('a', publicationOf(1), { ttlSeconds: 3_600 - Math.floor(0.88 * i) })).toEqual(
        stored,
      )
    }
    expect(holder.saves).toHaveLength(1)
    expect(holder.value).toMatchObject({ ttlSeconds: 3_600 - 90 })
  })

  test('C.3.7 a life that is short is prolonged by less than a minute', () => {
    const holder = new Holder()
    holder.store('a', publicationOf(1), { ttlSeconds: 5 })
    holder.now += 1_000
    holder.store('a', publicationOf(1), { ttlSeconds: 5 })
    expect(holder.value).toMatchObject({ ttlSeconds: 5 })
  })

  test('C.3.7 one publication with other bytes: the bytes that came first stay', () => {
    const holder = new Holder()
    holder.store('first', publicationOf(1), { ttlSeconds: 100 })
    expect(holder.store('second', publicationOf(1), { ttlSeconds: 1_000 })).toEqual(stored)
    expect(holder.value).toMatchObject({ value: bytesOf('first'), ttlSeconds: 1_000 })
  })

  test('C.3.7 also while the first is still on its way to the storage; each is acknowledged when it is kept', () => {
    const holder = new Holder({ storing: false })
    expect(holder.store('first', publicationOf(1))).toBeUndefined()
    expect(holder.store('second', publicationOf(1))).toBeUndefined()
    expect(holder.saves.map(({ record }) => record.value)).toEqual([bytesOf('first'), bytesOf('first')])
    holder.sent.length = 0
    holder.saved()
    expect(holder.sent.filter(({ message }) => message.body.type === 'stored')).toHaveLength(1)
  })

  test('C.3.7 its bytes are written anew when the storage has lost them', () => {
    const holder = new Holder()
    holder.store('a', publicationOf(1), { ttlSeconds: 100 })
    holder.storage.clear()
    expect(holder.store('a', publicationOf(1), { ttlSeconds: 1_000 })).toEqual(stored)
    expect(holder.value).toMatchObject({ value: bytesOf('a'), ttlSeconds: 1_000 })
  })
})

describe('two values of one key', () => {
  test('C.3.7 an older publication is refused as outdated, and changes nothing', () => {
    const holder = new Holder()
    holder.store('new', publicationOf(2, 1), { ttlSeconds: 100 })
    expect(holder.store('old', publicationOf(1, 2), { ttlSeconds: 9_000 })).toEqual(outdated)
    expect(holder.store('old', publicationOf(1, 2), { ttlSeconds: 9_000, cached: true })).toEqual(stored)
    expect(holder.value).toMatchObject({ value: bytesOf('new'), ttlSeconds: 100 })
  })

  test('C.3.7 a newer publication takes the place, also with a shorter life', () => {
    const holder = new Holder()
    holder.store('old', publicationOf(1), { ttlSeconds: 900 })
    expect(holder.store('new', publicationOf(2), { ttlSeconds: 100 })).toEqual(stored)
    expect(holder.value).toMatchObject({
      value: bytesOf('new'),
      ttlSeconds: 100,
      publication: publicationOf(2),
    })
  })

  test('C.3.7 an older one is refused also while the newer is on its way to the storage', () => {
    const holder = new Holder({ storing: false })
    expect(holder.store('new', publicationOf(2))).toBeUndefined()
    expect(holder.store('old', publicationOf(1))).toEqual(outdated)
  })

  test('C.3.7 a newer one that comes while the older is read for a longer life is not overwritten', () => {
    const holder = new Holder({ storing: false })
    holder.store('old', publicationOf(1), { ttlSeconds: 100 })
    holder.saved()
    expect(holder.store('old', publicationOf(1), { ttlSeconds: 900 })).toBeUndefined()
    holder.store('new', publicationOf(2))
    holder.saved()
    const { ticket = 0 } = holder.loads.at(-1) ?? {}
    const newer = holder.saves.at(-1)?.record
    holder.input((engine, now) => (newer ? engine.loaded(now, ticket, newer) : undefined))
    expect(holder.saves.map(({ record }) => record.publication.version)).toEqual([1, 2])
  })

  test('C.3.7 when the newer has expired, the older is taken', () => {
    const holder = new Holder()
    holder.store('new', publicationOf(2), { ttlSeconds: 5 })
    holder.now += 5_000
    expect(holder.store('old', publicationOf(1))).toEqual(stored)
    expect(holder.value).toMatchObject({ value: bytesOf('old') })
  })

  test('C.3.7 in whatever order they come, every holder ends with the same one, and never goes back', () => {
    const publication = fc.record({
      version: fc.integer({ min: 1, max: 4 }),
      publisher: fc.integer({ min: 1, max: 3 }),
    })
    fc.assert(
      fc.property(
        fc.uniqueArray(publication, { selector: (p) => 9 * p.version + p.publisher, minLength: 1 }),
        (all) => {
          const holder = new Holder()
          const rank = (p: { version: number; publisher: number }) => 9 * p.version + p.publisher
          let best = 0
          for (const p of all) {
            const reply = holder.store(String(rank(p)), publicationOf(p.version, p.publisher))
            expect(reply).toEqual(rank(p) > best ? stored : outdated)
            best = Math.max(best, rank(p))
            expect(holder.value).toMatchObject({ value: bytesOf(String(best)) })
          }
        },
      ),
      { numRuns: 100 },
    )
  })
})

describe('our own put', () => {
  function putting(): { solo: Solo; put(): number } {
    const solo = new Solo({ self: contactAt(2 ** 31), config: { k: 2 } })
    solo.meet(contactAt(1), contactAt(2))
    const put = () => {
      const value = { key: keyAt(0), value: bytesOf('mine'), expiresAt: solo.now + 60_000 }
      const operation = solo.input((engine, now) => engine.put(now, value))
      for (const number of [1, 2]) solo.list(contactAt(number), [])
      return operation
    }
    return { solo, put }
  }

  test('C.3.7 has a version of its own, which is higher than that of the last', () => {
    const { solo, put } = putting()
    for (let i = 0; i < 3; i++) put()
    const versions = solo.requests.flatMap(({ to, message: { body } }) =>
      body.type === 'store' && !body.nodes && to === 'memory:1' ? [body.publication.version] : [],
    )
    expect(versions).toEqual([solo.now, solo.now + 1, solo.now + 2])
  })

  test('C.3.7 fails as outdated when nobody stores it because a newer one is there; nobody else is asked instead', () => {
    const { solo, put } = putting()
    const operation = put()
    for (const number of [1, 2])
      solo.answer(solo.lastTo(`memory:${number}`), contactAt(number), {
        type: 'refused',
        refusal: 'outdated',
      })
    expect(solo.outcomes.get(operation)).toEqual({
      type: 'failed',
      reason: 'outdated',
      failed: [contactAt(1), contactAt(2)],
    })
  })

  test('C.3.7 is refused by ourselves too, where we hold a newer one', () => {
    const solo = new Solo()
    const request = {
      type: 'store',
      key: keyAt(0),
      value: bytesOf('theirs'),
      ttlSeconds: 60,
      cached: false,
    } as const
    solo.ask(asker, { ...request, publication: publicationOf(2 * solo.now) })
    const record = { key: keyAt(0), value: bytesOf('mine'), expiresAt: solo.now + 60_000 }
    const operation = solo.input((engine, now) => engine.put(now, record))
    expect(solo.outcomes.get(operation)).toMatchObject({ type: 'failed', reason: 'outdated' })
  })
})
