import { beforeEach, describe, expect, test } from 'vitest'
import { keyAt } from '../support/contacts.ts'
import { publication } from '../support/publication.ts'
import { recordAt } from '../support/records.ts'
import { limits, now, vaultBench } from '../support/vault-bench.ts'

let { vault, answers, out, types, read } = vaultBench()

beforeEach(() => {
  ;({ vault, answers, out, types, read } = vaultBench())
})

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
    const recalled: unknown[] = []
    const recall = () => vault.recall(now, keyAt(1), (at, isKnown) => recalled.push([at, isKnown]))
    recall()
    expect([recalled, out()]).toEqual([[[now, true]], []])
    vault.restoring = true
    recall()
    expect(out()).toMatchObject([{ type: 'load', ticket: 1, key: keyAt(1) }])
    vault.loaded(now + 5, 1, recordAt(1))
    expect(recalled.slice(1)).toEqual([[now + 5, true]])
    expect(vault.ledger.holds(now, keyAt(1))).toBe(true)
    out()
    recall()
    expect([recalled.length, out()]).toEqual([3, []])
  })

  test('that cannot be read now may be there, unless the rest was read meanwhile, or a newer one has come', () => {
    const known: boolean[] = []
    const recall = () => vault.recall(now, keyAt(1), (_, isKnown) => known.push(isKnown))
    vault.restoring = true
    for (let i = 0; i < 3; i++) recall()
    vault.loaded(now, 1, 'unreadable')
    vault.keep(now, recordAt(1, { version: 2 }), () => {})
    vault.loaded(now, 2, 'unreadable')
    vault.saved(now, 4, false)
    vault.restoring = false
    vault.loaded(now, 3, 'unreadable')
    expect(known).toEqual([false, true, true])
  })

  test('is not known to be absent because nothing was read', () => {
    const known: boolean[] = []
    vault.restoring = true
    vault.recall(now, keyAt(1), (_, isKnown) => known.push(isKnown))
    vault.loaded(now, 1, undefined)
    expect(known).toEqual([true])
  })
})
