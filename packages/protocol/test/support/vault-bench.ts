/** A vault whose storage is played by the test. */

import type { Effect, Ticket } from '../../src/engine/effect.ts'
import { Vault } from '../../src/engine/vault.ts'
import type { ValueRecord } from '../../src/wire/value-record.ts'
import { keyAt } from './contacts.ts'

/** What the clock of a bench says. */
export const now = 1_000_000

export const limits = {
  maxValues: 10,
  maxValueBytesInSum: 100,
  maxTickets: 3,
  ttlMs: 5_000_000,
  storageTimeoutMs: 10_000,
}

export interface VaultBench {
  readonly vault: Vault
  /** What has come out since `out` or `types` was last called. */
  readonly effects: Effect[]
  /** What `keep` and `read` were told, and whatever a test adds. */
  readonly answers: unknown[]
  /** Takes what came out since the last time. */
  readonly out: () => Effect[]
  /** The same: only the types, of events their own. */
  readonly types: () => string[]
  /** Keeps a record, without an answer from the storage yet; returns its ticket. */
  readonly keep: (record: ValueRecord, at?: number) => Ticket
  readonly hold: (record: ValueRecord) => void
  /** Reads a key; returns the ticket, if the storage is asked. */
  readonly read: (number: number) => Ticket | undefined
}

export function vaultBench(): VaultBench {
  const effects: Effect[] = []
  const answers: unknown[] = []
  const vault = new Vault(keyAt(0), limits, (effect) => effects.push(effect))
  const out = () => effects.splice(0)
  const keep = (record: ValueRecord, at = now) => {
    vault.keep(at, record, (_, ok) => answers.push(ok))
    const effect = effects.at(-1)
    if (effect?.type !== 'save') throw new Error('nothing is to be saved')
    return effect.ticket
  }
  return {
    vault,
    effects,
    answers,
    out,
    types: () => out().map((effect) => (effect.type === 'emit' ? effect.event.type : effect.type)),
    keep,
    hold: (record) => {
      vault.saved(now, keep(record), true)
      out()
    },
    read: (number) => {
      vault.read(now, keyAt(number), (_, record) => answers.push(record))
      const effect = effects.at(-1)
      return effect?.type === 'load' ? effect.ticket : undefined
    },
  }
}
