import { describe, expect, test } from 'vitest'
import { Ledger } from '../../src/engine/ledger.ts'
import { keyAt, numbers } from '../support/contacts.ts'
import { publication } from '../support/publication.ts'
import { recordAt } from '../support/records.ts'

const bytes = (length: number) => new Uint8Array(length)

describe('a ledger', () => {
  test('holds a value until its time has come, and not at that time', () => {
    const ledger = new Ledger()
    expect(ledger.enter(recordAt(1, { expiresAt: 500 }))).toBe(false)
    expect(ledger.holds(499, keyAt(1))).toBe(true)
    expect(ledger.holds(500, keyAt(1))).toBe(false)
    expect(ledger.holds(0, keyAt(2))).toBe(false)
    expect([ledger.expiresAt(keyAt(1)), ledger.expiresAt(keyAt(2))]).toEqual([500, undefined])
  })

  test('strikes out what has expired, the earliest first, and nothing else', () => {
    const ledger = new Ledger()
    for (const number of [3, 1, 2]) ledger.enter(recordAt(number, { expiresAt: number * 100 }))
    expect(ledger.deadline).toBe(100)
    expect(ledger.expire(99)).toBeUndefined()
    expect([ledger.expire(200), ledger.expire(200), ledger.expire(200)]).toEqual([
      keyAt(1),
      keyAt(2),
      undefined,
    ])
    expect([ledger.size, ledger.deadline]).toEqual([1, 300])
  })

  test('has one value for a key: a new one takes the place of the old one, with its life and its size', () => {
    const ledger = new Ledger()
    ledger.enter(recordAt(1, { value: bytes(10), expiresAt: 100 }))
    expect(ledger.enter(recordAt(1, { value: bytes(4), expiresAt: 900 }))).toBe(true)
    expect(ledger.expire(899)).toBeUndefined()
    expect(ledger.values()).toEqual([
      { key: keyAt(1), valueBytes: 4, expiresAt: 900, cached: false, publication },
    ])
    ledger.enter(recordAt(1, { value: bytes(6), expiresAt: 50 }))
    expect(ledger.deadline).toBe(50)
    expect(ledger.expire(1_000)).toEqual(keyAt(1))
    expect(ledger.expire(1_000)).toBeUndefined()
    expect(ledger.deadline).toBe(Number.POSITIVE_INFINITY)
  })

  test('tells replicas from cached copies, and the living from the dead', () => {
    const ledger = new Ledger()
    ledger.enter(recordAt(1, { expiresAt: 100 }))
    ledger.enter(recordAt(2, { expiresAt: 100, cached: true }))
    const replicas = (now: number) => numbers(1, 3).map((number) => ledger.holdsReplica(now, keyAt(number)))
    expect(replicas(99)).toEqual([true, false, false])
    expect(replicas(100)).toEqual([false, false, false])
  })

  test('says whether there was something to remove', () => {
    const ledger = new Ledger()
    ledger.enter(recordAt(1))
    expect([ledger.remove(keyAt(1)), ledger.remove(keyAt(1))]).toEqual([true, false])
    expect(ledger.size).toBe(0)
  })
})
