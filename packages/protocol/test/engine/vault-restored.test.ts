import { beforeEach, describe, expect, test } from 'vitest'
import type { Effect } from '../../src/engine/effect.ts'
import { Vault } from '../../src/engine/vault.ts'
import type { ValueRecord } from '../../src/wire/value-record.ts'
import { keyAt } from '../support/contacts.ts'
import { publication } from '../support/publication.ts'
import { recordAt } from '../support/records.ts'

const now = 1_000_000
const limits = {
  maxValues: 10,
  maxValueBytesInSum: 100,
  maxTickets: 3,
  ttlMs: 5_000_000,
  storageTimeoutMs: 10_000,
}

let effects: Effect[]
let vault: Vault
let answers: (ValueRecord | undefined)[]

beforeEach(() => {
  effects = []
  answers = []
  vault = new Vault(keyAt(0), limits, (effect) => effects.push(effect))
})

/** What came out since the last time. */
const out = () => effects.splice(0)
const types = () => out().map((effect) => (effect.type === 'emit' ? effect.event.type : effect.type))

/** Reads a key; returns the ticket, if the storage is asked. */
function read(number: number): number | undefined {
  vault.read(now, keyAt(number), (_, record) => answers.push(record))
  const effect = effects.at(-1)
  return effect?.type === 'load' ? effect.ticket : undefined
}

describe('a record from before', () => {
  test('is entered as it is', () => {
    const source = '192.0.2.0/24'
    vault.restore(now, { ...recordAt(1, { cached: true }), source })
    expect(types()).toEqual(['value-held'])
    expect(vault.ledger.values()).toEqual([
      { key: keyAt(1), valueBytes: 7, expiresAt: 2_000_000, cached: true, publication, source },
    ])
  })

  test('is dropped when it has expired, or when there is no room', () => {
    vault.restore(now, recordAt(1, { expiresAt: now }))
    vault.restore(now, recordAt(2, { value: new Uint8Array(101) }))
    expect(out()).toEqual([
      { type: 'drop', shelf: 'held', key: keyAt(1) },
      { type: 'drop', shelf: 'held', key: keyAt(2) },
    ])
  })

  test('of several for which there is no room, the nearest stay, whichever is told first', () => {
    for (const number of [9, 1, 8, 2]) vault.restore(now, recordAt(number, { value: new Uint8Array(50) }))
    expect(vault.ledger.values().map(({ key }) => key)).toEqual([keyAt(1), keyAt(2)])
  })

  test('lives no longer than any other, though the clock was set back by ten years', () => {
    const record = recordAt(1, { expiresAt: now + 10 * 365 * 86_400_000 })
    vault.restore(now, record)
    expect(vault.ledger.expiresAt(keyAt(1))).toBe(now + limits.ttlMs)
    vault.loaded(now, read(1) ?? 0, record)
    expect(answers).toEqual([{ ...record, expiresAt: now + limits.ttlMs }])
  })

  test('does not take the place of a newer one that has come while the rest was read', () => {
    const newer = recordAt(1, { version: 2 })
    vault.keep(now, newer, () => {})
    vault.restore(now, recordAt(1))
    expect(vault.newest(now, keyAt(1))).toBe(newer.publication)
    vault.saved(now, 1, true)
    vault.restore(now, recordAt(1))
    expect(vault.ledger.publication(keyAt(1))).toBe(newer.publication)
    expect(types()).not.toContain('drop')
  })

  test('is looked for where it may not have been told yet, once', () => {
    const recalled: number[] = []
    const recall = () => vault.recall(now, keyAt(1), (at) => recalled.push(at))
    recall()
    expect([recalled, out()]).toEqual([[now], []])
    vault.restoring = true
    recall()
    expect(out()).toMatchObject([{ type: 'load', ticket: 1, key: keyAt(1) }])
    vault.loaded(now + 5, 1, recordAt(1))
    expect([recalled, vault.ledger.holds(now, keyAt(1))]).toEqual([[now, now + 5], true])
    out()
    recall()
    expect([recalled.length, out()]).toEqual([3, []])
  })
})
