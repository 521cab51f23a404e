/** Which values this node holds, and until when; never their bytes, which are in the storage. */

import type { Key } from '@kadkit/key'
import type { Publication } from '../wire/publication.ts'
import type { ValueRecord } from '../wire/value-record.ts'
import type { Claim } from './quota.ts'
import type { HeldValue } from './snapshot.ts'
import { type Due, Timetable } from './timetable.ts'

interface Holding extends Due {
  readonly key: Key
  readonly valueBytes: number
  readonly cached: boolean
  readonly expiresAt: number
  readonly publication: Publication
  readonly source: string | undefined
  readonly duty: Duty
}

/** When a replica is to be offered to others. */
interface Duty extends Due {
  readonly key: Key
}

export class Ledger {
  readonly #holdings = new Map<string, Holding>()
  readonly #timetable = new Timetable<Holding>()
  readonly #duties = new Timetable<Duty>()

  /** Whether a value of this key is held and alive. */
  holds(now: number, key: Key): boolean {
    const holding = this.#holdings.get(key.toHex())
    return holding !== undefined && holding.dueAt > now
  }

  /** Whether a replica, not only a cached copy, is held and alive. */
  holdsReplica(now: number, key: Key): boolean {
    return this.holds(now, key) && this.isReplica(key)
  }

  /** Whether what is held is a replica, whether or not it is alive. */
  isReplica(key: Key): boolean {
    return this.#holdings.get(key.toHex())?.cached === false
  }

  /** Until when the value of this key is held; undefined if there is none. */
  expiresAt(key: Key): number | undefined {
    return this.#holdings.get(key.toHex())?.dueAt
  }

  /** Which publication of this key is held; undefined if there is none. */
  publication(key: Key): Publication | undefined {
    return this.#holdings.get(key.toHex())?.publication
  }

  /** How long the value of this key is; undefined if there is none. */
  valueBytes(key: Key): number | undefined {
    return this.#holdings.get(key.toHex())?.valueBytes
  }

  /** The room that the value of this key takes; undefined if there is none. */
  claim(key: Key): Claim | undefined {
    return this.#holdings.get(key.toHex())
  }

  /** Enters a record, in place of the one of the same key. Returns whether there was one. */
  enter({ key, value, expiresAt, cached, publication, source }: ValueRecord): boolean {
    const replaced = this.remove(key)
    const holding = {
      key,
      valueBytes: value.length,
      cached,
      expiresAt,
      publication,
      source,
      dueAt: expiresAt,
      slot: -1,
      duty: { key, dueAt: Number.POSITIVE_INFINITY, slot: -1 },
    }
    this.#holdings.set(key.toHex(), holding)
    this.#timetable.add(holding)
    return replaced
  }

  /** Strikes a key out. Returns whether it was there. */
  remove(key: Key): boolean {
    const name = key.toHex()
    const holding = this.#holdings.get(name)
    if (holding === undefined) return false
    this.#holdings.delete(name)
    this.#timetable.dismiss(holding)
    this.#duties.dismiss(holding.duty)
    return true
  }

  /** Strikes out and returns a key whose time has come, if there is one. */
  expire(now: number): Key | undefined {
    const holding = this.#timetable.take(now)
    if (holding !== undefined) this.remove(holding.key)
    return holding?.key
  }

  /** Sets when this value is to be offered to others, while it is held. */
  setDuty(key: Key, at: number): void {
    const duty = this.#holdings.get(key.toHex())?.duty
    if (duty === undefined) return
    duty.dueAt = at
    this.#duties.add(duty)
  }

  /** Takes out a key that is to be offered now, if there is one. */
  takeDuty(now: number): Key | undefined {
    return this.#duties.take(now)?.key
  }

  /** When the next value is to be offered. */
  get dutyDeadline(): number {
    return this.#duties.next
  }

  get size(): number {
    return this.#holdings.size
  }

  /** When the next value expires. */
  get deadline(): number {
    return this.#timetable.next
  }

  values(): HeldValue[] {
    return [...this.#holdings.values()].map(heldOf)
  }
}

function heldOf({ key, valueBytes, expiresAt, cached, publication, source }: Holding): HeldValue {
  const value = { key, valueBytes, expiresAt, cached, publication }
  return source === undefined ? value : { ...value, source }
}
