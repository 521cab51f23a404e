import { beforeEach, describe, expect, test } from 'vitest'
import type { ValueRecord } from '../../src/wire/value-record.ts'
import { keyAt } from '../support/contacts.ts'
import { recordAt } from '../support/records.ts'
import { limits, now, vaultBench } from '../support/vault-bench.ts'

let { vault, effects, answers, out, types, keep, hold, read } = vaultBench()

beforeEach(() => {
  ;({ vault, effects, answers, out, types, keep, hold, read } = vaultBench())
})

describe('keeping a record', () => {
  test('enters it when the storage has kept it, and not before', () => {
    const record = recordAt(1)
    const ticket = keep(record)
    expect(out()).toEqual([{ type: 'save', ticket, shelf: 'held', record }])
    expect(vault.ledger.size).toBe(0)
    vault.saved(now, ticket, true)
    expect(out()).toEqual([
      { type: 'emit', event: { type: 'value-held', key: keyAt(1), valueBytes: 7, cached: false } },
    ])
    expect(answers).toEqual([true])
    expect(vault.ledger.holds(now, keyAt(1))).toBe(true)
  })

  test('tells that an older one was replaced', () => {
    hold(recordAt(1))
    vault.saved(now, keep(recordAt(1, { value: 'new', version: 2 })), true)
    expect(types()).toEqual(['save', 'value-dropped', 'value-held'])
    expect(vault.ledger.size).toBe(1)
  })

  test('that fails drops what may be left of it, unless an older one is held or a newer one is on its way', () => {
    vault.saved(now, keep(recordAt(1)), false)
    expect(out().at(-1)).toEqual({ type: 'drop', shelf: 'held', key: keyAt(1) })
    const [first, second] = [keep(recordAt(2)), keep(recordAt(2))]
    vault.saved(now, first, false)
    expect(types()).toEqual(['save', 'save'])
    vault.saved(now, second, true)
    vault.saved(now, keep(recordAt(2)), false)
    expect(types()).toEqual(['value-held', 'save'])
    expect(answers).toEqual([false, false, true, false])
    expect(vault.ledger.size).toBe(1)
  })

  test('answers each ticket once, and an unknown one never', () => {
    const ticket = keep(recordAt(1))
    vault.saved(now, ticket + 1, true)
    vault.loaded(now, ticket, recordAt(1))
    expect(answers).toEqual([])
    vault.saved(now, ticket, true)
    vault.saved(now, ticket, false)
    expect(answers).toEqual([true])
    expect(vault.ledger.size).toBe(1)
  })

  test('makes it busy at the limit of tickets, until one is answered', () => {
    const tickets = [1, 2, 3].map((number) => keep(recordAt(number)))
    expect(vault.busy).toBe(true)
    vault.saved(now, tickets[1] ?? 0, false)
    expect(vault.busy).toBe(false)
  })

  test('takes room from the beginning, so that many at once do not exceed the limits together', () => {
    const ticket = keep(recordAt(1, { value: new Uint8Array(60) }))
    const hasRoom = (length: number) => vault.makeRoom(recordAt(2, { value: new Uint8Array(length) }))
    expect([hasRoom(40), hasRoom(41)]).toEqual([true, false])
    vault.saved(now, ticket, false)
    expect([hasRoom(100), hasRoom(101)]).toEqual([true, false])
  })

  test('that replaces one, or prolongs its life, takes as much as the longer one, and not both', () => {
    hold(recordAt(1, { value: new Uint8Array(60) }))
    const hasRoom = (length: number) => vault.makeRoom(recordAt(2, { value: new Uint8Array(length) }))
    const shorter = keep(recordAt(1, { value: new Uint8Array(10), version: 2 }))
    expect([hasRoom(40), hasRoom(41)]).toEqual([true, false])
    vault.saved(now, shorter, true)
    expect([hasRoom(90), hasRoom(91)]).toEqual([true, false])
    const longer = keep(recordAt(1, { value: new Uint8Array(30), version: 3 }))
    expect([hasRoom(70), hasRoom(71)]).toEqual([true, false])
    vault.saved(now, longer, false)
    expect([hasRoom(90), hasRoom(91)]).toEqual([true, false])
    vault.renew(now, { ...recordAt(1, { version: 2, expiresAt: 3_000_000 }) }, () => {})
    vault.loaded(now, 4, recordAt(1, { value: new Uint8Array(10), version: 2 }))
    expect(types().slice(-2)).toEqual(['load', 'save'])
    expect([hasRoom(90), hasRoom(91)]).toEqual([true, false])
  })

  test('counts as a replica from the beginning', () => {
    const cached = keep(recordAt(1, { cached: true }))
    expect(vault.holdsReplica(now, keyAt(1))).toBe(false)
    vault.saved(now, cached, true)
    expect(vault.holdsReplica(now, keyAt(1))).toBe(false)
    const replica = keep(recordAt(1))
    expect(vault.holdsReplica(now, keyAt(1))).toBe(true)
    vault.saved(now, replica, true)
    expect(vault.holdsReplica(now, keyAt(1))).toBe(true)
  })
})

describe('reading a record', () => {
  test('that is not held asks nobody', () => {
    hold(recordAt(2, { expiresAt: now }))
    expect([read(1), read(2)]).toEqual([undefined, undefined])
    expect(answers.slice(1)).toEqual([undefined, undefined])
    expect(out()).toEqual([])
  })

  test('gives what the storage has', () => {
    const record = recordAt(1)
    hold(record)
    const ticket = read(1)
    expect(out()).toEqual([{ type: 'load', ticket, shelf: 'held', key: keyAt(1) }])
    vault.loaded(now, ticket ?? 0, record)
    vault.loaded(now, ticket ?? 0, record)
    expect(answers.slice(1)).toEqual([record])
  })

  test.each([
    ['is gone', undefined],
    ['is another key’s', recordAt(2)],
  ])('that %s gives nothing, and strikes it out', (_, record) => {
    hold(recordAt(1))
    const ticket = read(1) ?? 0
    out()
    vault.loaded(now, ticket, record)
    expect(answers.at(-1)).toBeUndefined()
    expect(out()).toEqual([{ type: 'emit', event: { type: 'value-dropped', key: keyAt(1), reason: 'lost' } }])
    expect(vault.ledger.size).toBe(0)
  })

  test('that is gone while a newer one is on its way does not strike that out', () => {
    hold(recordAt(1))
    const [load, save] = [read(1) ?? 0, keep(recordAt(1, { version: 2 }))]
    out()
    vault.loaded(now, load, undefined)
    vault.saved(now, save, true)
    expect(types()).toEqual(['value-dropped', 'value-held'])
    expect(vault.ledger.holds(now, keyAt(1))).toBe(true)
  })

  test('that was gone, while a newer one has been kept by now, does not strike that out', () => {
    hold(recordAt(1))
    const ticket = read(1) ?? 0
    hold(recordAt(1, { value: 'newer', version: 2 }))
    vault.loaded(now, ticket, undefined)
    expect(out()).toEqual([])
    expect(vault.ledger.publication(keyAt(1))?.version).toBe(2)
  })

  test('that expired meanwhile gives nothing', () => {
    hold(recordAt(1, { expiresAt: now + 10 }))
    const ticket = read(1) ?? 0
    vault.loaded(now + 10, ticket, recordAt(1, { expiresAt: now + 10 }))
    expect(answers.at(-1)).toBeUndefined()
    expect(vault.ledger.size).toBe(1)
  })

  test('gives it no longer life than it was entered with', () => {
    hold(recordAt(1, { expiresAt: now + 100 }))
    vault.loaded(now, read(1) ?? 0, recordAt(1, { expiresAt: now + 900 }))
    expect(answers.at(-1)).toEqual(recordAt(1, { expiresAt: now + 100 }))
  })
})

describe('a longer life', () => {
  const lease = (number: number, expiresAt: number, cached = false) => ({
    ...recordAt(number),
    expiresAt,
    cached,
  })

  /** Renews a record; returns the ticket of what is to be loaded for it. */
  function renew(record: ValueRecord): number {
    vault.renew(now, record, (_, end) => answers.push(end))
    const effect = effects.at(-1)
    if (effect?.type !== 'load') throw new Error('nothing is to be loaded')
    return effect.ticket
  }

  const lastSaved = () => out().findLast((effect) => effect.type === 'save')

  test('is written, with the bytes that are held', () => {
    hold(recordAt(1))
    vault.loaded(now, renew(lease(1, 3_000_000)), recordAt(1))
    const saved = lastSaved()
    expect(saved).toMatchObject({ record: { value: recordAt(1).value, expiresAt: 3_000_000 } })
    vault.saved(now, saved?.type === 'save' ? saved.ticket : 0, true)
    expect(answers).toEqual([true, 'kept'])
    expect(vault.ledger.expiresAt(keyAt(1))).toBe(3_000_000)
  })

  test.each(['still on its way to the storage', 'kept by then'])(
    'of a value in whose place a newer one has come, which is %s, writes nothing',
    (state) => {
      hold(recordAt(1))
      const load = renew(lease(1, 3_000_000))
      const newer = recordAt(1, { value: 'newer', version: 2 })
      const save = keep(newer)
      if (state === 'kept by then') vault.saved(now, save, true)
      out()
      vault.loaded(now, load, recordAt(1))
      expect(out()).toEqual([])
      expect(answers.at(-1)).toBe('kept')
      vault.saved(now, save, true)
      expect(vault.ledger.publication(keyAt(1))).toEqual(newer.publication)
    },
  )

  test.each([true, false])(
    'is not made shorter by another that was asked for at the same time (%s)',
    (isKept) => {
      hold(recordAt(1, { cached: true }))
      const loads = [renew(lease(1, 4_000_000)), renew(lease(1, 3_000_000, true))]
      vault.loaded(now, loads[0] ?? 0, recordAt(1, { cached: true }))
      const first = lastSaved()
      if (first?.type !== 'save') throw new Error('nothing is saved')
      if (isKept) vault.saved(now, first.ticket, true)
      vault.loaded(now, loads[1] ?? 0, recordAt(1, { cached: true }))
      expect(lastSaved()).toMatchObject({ record: { expiresAt: 4_000_000, cached: false } })
    },
  )

  test('of a value that is gone is told to be lost, unless it is on its way to the storage', () => {
    hold(recordAt(1))
    vault.loaded(now, renew(lease(1, 3_000_000)), undefined)
    expect(answers).toEqual([true, 'lost'])
    hold(recordAt(2))
    const load = renew(lease(2, 3_000_000))
    keep(recordAt(2))
    vault.loaded(now, load, undefined)
    expect(lastSaved()).toMatchObject({ record: { expiresAt: 3_000_000 } })
  })
})

describe('a storage that does not answer for so long as is set', () => {
  const dueAt = now + limits.storageTimeoutMs

  test('has failed to keep a record, and may drop what is left of it', () => {
    keep(recordAt(1))
    out()
    vault.advance(dueAt - 1)
    expect([answers, out()]).toEqual([[], []])
    vault.advance(dueAt)
    expect(answers).toEqual([false])
    expect(out()).toEqual([{ type: 'drop', shelf: 'held', key: keyAt(1) }])
    expect(vault.ledger.size).toBe(0)
  })

  test('has failed to keep a newer record, and the older one stays', () => {
    hold(recordAt(1))
    keep(recordAt(1, { value: 'new' }))
    out()
    vault.advance(dueAt)
    expect(answers).toEqual([true, false])
    expect(out()).toEqual([])
    expect(vault.ledger.holds(dueAt, keyAt(1))).toBe(true)
  })

  test('gives nothing for what is read, and the value stays, to be read another time', () => {
    const record = recordAt(1)
    hold(record)
    read(1)
    out()
    vault.advance(dueAt - 1)
    expect(answers).toEqual([true])
    vault.advance(dueAt)
    expect(answers).toEqual([true, undefined])
    expect(out()).toEqual([])
    expect(vault.ledger.holds(dueAt, keyAt(1))).toBe(true)
    vault.loaded(dueAt, read(1) ?? 0, record)
    expect(answers.at(-1)).toEqual(record)
  })

  test('is not listened to any more', () => {
    hold(recordAt(2))
    const [saving, loading] = [keep(recordAt(1)), read(2) ?? 0]
    vault.advance(dueAt)
    out()
    vault.saved(dueAt, saving, true)
    vault.loaded(dueAt, loading, undefined)
    expect(answers).toEqual([true, false, undefined])
    expect(out()).toEqual([])
    expect(vault.ledger.values().map(({ key }) => key)).toEqual([keyAt(2)])
  })

  test('gives back the tickets and the room that it took', () => {
    const hasRoom = (length: number) => vault.makeRoom(recordAt(4, { value: new Uint8Array(length) }))
    for (const number of [1, 2, 3]) keep(recordAt(number, { value: new Uint8Array(30) }))
    expect([vault.busy, hasRoom(30)]).toEqual([true, false])
    vault.advance(dueAt)
    expect([vault.busy, hasRoom(100), vault.holdsReplica(dueAt, keyAt(1))]).toEqual([false, true, false])
  })

  test('is asked one thing at a time from then on, until it answers: what was given up may be before it still', () => {
    keep(recordAt(1))
    vault.advance(dueAt)
    expect(vault.busy).toBe(false)
    const second = keep(recordAt(2), dueAt)
    expect(vault.busy).toBe(true)
    vault.advance(dueAt + limits.storageTimeoutMs)
    expect(vault.busy).toBe(false)
    // an answer to what was given up is none
    vault.saved(dueAt, second, true)
    const third = keep(recordAt(3), 2 * dueAt)
    expect(vault.busy).toBe(true)
    vault.saved(2 * dueAt, third, false)
    keep(recordAt(4), 2 * dueAt)
    keep(recordAt(5), 2 * dueAt)
    expect(vault.busy).toBe(false)
  })

  test('is given up for each wish at its own time, and only for those that it has not answered', () => {
    const tickets = [0, 10, 20].map((ms) => keep(recordAt(ms + 1, { expiresAt: now + ms + 50 }), now + ms))
    expect(vault.deadline).toBe(dueAt)
    vault.saved(now + 30, tickets[0] ?? 0, true)
    expect(vault.deadline).toBe(now + 50)
    vault.advance(now + 50)
    expect(vault.deadline).toBe(dueAt + 10)
    vault.advance(dueAt + 19)
    expect([answers, vault.deadline]).toEqual([[true, false], dueAt + 20])
    vault.advance(dueAt + 20)
    expect([answers, vault.deadline]).toEqual([[true, false, false], Number.POSITIVE_INFINITY])
  })

  test('that is asked anew as soon as it is given up has its full time again', () => {
    hold(recordAt(1))
    const again = (then: number) => {
      answers.push(then)
      if (then < dueAt + 50_000) vault.read(then, keyAt(1), again)
    }
    vault.read(now, keyAt(1), again)
    vault.advance(dueAt)
    expect([answers, vault.deadline]).toEqual([[true, dueAt], dueAt + 10_000])
    vault.advance(dueAt + 60_000)
    expect(answers).toEqual([true, dueAt, dueAt + 60_000])
  })
})

describe('prolonging a life', () => {
  test.each([
    ['is kept', true],
    ['is on its way', false],
  ])('does not bring back an older value than one that %s when it has been read', (_, isKept) => {
    hold(recordAt(1))
    const ends: string[] = []
    vault.renew(now, recordAt(1, { expiresAt: 3_000_000 }), (_then, end) => ends.push(end))
    const load = out()[0]
    const save = keep(recordAt(1, { value: 'newer', version: 2 }))
    if (isKept) vault.saved(now, save, true)
    out()
    vault.loaded(now, load?.type === 'load' ? load.ticket : 0, recordAt(1))
    expect([ends, out()]).toEqual([['kept'], []])
  })
})

describe('when there is no room', () => {
  const bytes = (length: number) => new Uint8Array(length)
  const keys = () => vault.ledger.values().map(({ key }) => key)

  test('the farther value goes, from the storage too, and is told of as evicted', () => {
    hold(recordAt(9, { value: bytes(60) }))
    hold(recordAt(2, { value: bytes(40) }))
    expect(vault.makeRoom(recordAt(1, { value: bytes(10) }))).toBe(true)
    expect(out()).toEqual([
      { type: 'drop', shelf: 'held', key: keyAt(9) },
      { type: 'emit', event: { type: 'value-dropped', key: keyAt(9), reason: 'evicted' } },
    ])
    expect(keys()).toEqual([keyAt(2)])
    expect(vault.makeRoom(recordAt(1, { value: bytes(60) }))).toBe(true)
    expect(out()).toEqual([])
  })

  test('what is on its way does not go, nor does what is held until that has replaced it', () => {
    hold(recordAt(9, { value: bytes(60) }))
    const ticket = keep(recordAt(9, { value: bytes(60), version: 2 }))
    keep(recordAt(8, { value: bytes(40) }))
    expect(vault.makeRoom(recordAt(1, { value: bytes(10) }))).toBe(false)
    vault.saved(now, ticket, true)
    expect(vault.makeRoom(recordAt(1, { value: bytes(10) }))).toBe(true)
    expect(keys()).toEqual([])
  })

  test('what is refused displaces nothing', () => {
    hold(recordAt(1, { value: bytes(60) }))
    hold(recordAt(9, { value: bytes(40) }))
    out()
    expect(vault.makeRoom(recordAt(2, { value: bytes(41) }))).toBe(false)
    expect(vault.mayTake({ key: keyAt(2), valueBytes: 101, cached: false, expiresAt: 2_000_000 })).toBe(false)
    expect([out(), keys()]).toEqual([[], [keyAt(1), keyAt(9)]])
  })

  test.each([
    ['expired', () => vault.advance(2_000_000)],
    ['was lost', () => vault.loaded(now, read(1) ?? 0, undefined)],
  ])('there is again after a value %s', (_, end) => {
    hold(recordAt(1, { value: bytes(100) }))
    expect(vault.makeRoom(recordAt(9, { value: bytes(100) }))).toBe(false)
    end()
    expect(vault.makeRoom(recordAt(9, { value: bytes(100) }))).toBe(true)
  })
})

describe('when its time has come, a record', () => {
  test('is dropped', () => {
    hold(recordAt(1, { expiresAt: now + 10 }))
    hold(recordAt(2, { expiresAt: now + 20 }))
    vault.advance(now + 10)
    expect(out()).toEqual([
      { type: 'drop', shelf: 'held', key: keyAt(1) },
      { type: 'emit', event: { type: 'value-dropped', key: keyAt(1), reason: 'expired' } },
    ])
  })

  test('is struck out but not dropped while a newer one is on its way', () => {
    hold(recordAt(1, { expiresAt: now + 10 }))
    const ticket = keep(recordAt(1, { value: 'new' }))
    out()
    vault.advance(now + 10)
    expect(types()).toEqual(['value-dropped'])
    vault.saved(now + 11, ticket, true)
    expect(vault.ledger.holds(now + 11, keyAt(1))).toBe(true)
  })

  test('is dropped in the end, when the newer one could not be kept', () => {
    hold(recordAt(1, { expiresAt: now + 10 }))
    const ticket = keep(recordAt(1))
    vault.advance(now + 10)
    out()
    vault.saved(now + 11, ticket, false)
    expect(types()).toEqual(['drop'])
  })
})
