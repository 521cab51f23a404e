import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Effect, Ticket } from '../../src/engine/effect.ts'
import { Vault } from '../../src/engine/vault.ts'
import type { ValueRecord } from '../../src/wire/value-record.ts'
import { keyAt } from '../support/contacts.ts'
import { recordAt } from '../support/records.ts'

const limits = {
  maxValues: 6,
  maxValueBytesInSum: 60,
  maxTickets: 1_000,
  ttlMs: 5_000_000,
  storageTimeoutMs: 100,
}

const store = fc.record({
  number: fc.integer({ min: 1, max: 12 }),
  length: fc.nat(25),
  lifeMs: fc.integer({ min: 1, max: 300 }),
  source: fc.constantFrom('a', 'b', 'c'),
  cached: fc.boolean(),
})
const commands = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ type: fc.constant('store' as const), store }) },
    { weight: 2, arbitrary: fc.record({ type: fc.constant('renew' as const), store }) },
    { weight: 1, arbitrary: fc.record({ type: fc.constant('restore' as const), store }) },
    { weight: 1, arbitrary: fc.record({ type: fc.constant('read' as const), store }) },
    {
      weight: 5,
      arbitrary: fc.record({ type: fc.constant('answer' as const), which: fc.nat(), ok: fc.boolean() }),
    },
    { weight: 1, arbitrary: fc.record({ type: fc.constant('wait' as const), ms: fc.nat(60) }) },
  ),
  { minLength: 20, maxLength: 80, size: 'max' },
)

/** A vault whose storage answers when it likes, in any order, and not always. */
class Trial {
  now = 1_000_000
  readonly vault: Vault = new Vault(keyAt(0), limits, (effect) => this.#effects.push(effect))
  readonly #effects: Effect[] = []
  readonly #saving = new Map<Ticket, ValueRecord>()
  readonly #askedAt = new Map<Ticket, number>()
  readonly #loading = new Map<Ticket, ValueRecord | undefined>()
  readonly #disk = new Map<string, ValueRecord>()
  #version = 0

  do(command: typeof commands extends fc.Arbitrary<(infer C)[]> ? C : never): void {
    const { vault } = this
    if (command.type === 'answer') this.#answer(command.which, command.ok)
    else if (command.type === 'wait') this.#wait(command.ms)
    else {
      const { number, length, lifeMs, ...shape } = command.store
      const expiresAt = this.now + lifeMs
      const version = ++this.#version
      const record = { ...recordAt(number, { value: new Uint8Array(length), expiresAt, version }), ...shape }
      const publication = vault.ledger.publication(record.key) ?? record.publication
      if (command.type === 'store' && vault.makeRoom(record)) vault.keep(this.now, record, () => {})
      if (command.type === 'renew') vault.renew(this.now, { ...record, publication }, () => {})
      if (command.type === 'read') vault.read(this.now, record.key, () => {})
      if (command.type === 'restore' && vault.newest(this.now, record.key) === undefined) {
        // What is restored is what the storage has.
        this.#disk.set(record.key.toHex(), record)
        vault.restore(this.now, record)
      }
    }
    this.#drain()
  }

  /** What each source has, by looking at all that is held and all that is on its way. */
  recount(): { source: string; count: number; bytes: number }[] {
    const shares = new Map<string, { source: string; count: number; bytes: number }>()
    const held = this.vault.ledger.values()
    const pending = [...this.#saving.values()]
    for (const name of new Set([...held, ...pending].map(({ key }) => key.toHex()))) {
      const [kept] = held.filter(({ key }) => key.toHex() === name)
      const coming = pending.filter(({ key }) => key.toHex() === name)
      const { source = '' } = coming.at(-1) ?? kept ?? {}
      const share = shares.get(source) ?? { source, count: 0, bytes: 0 }
      share.count++
      share.bytes += Math.max(kept?.valueBytes ?? 0, ...coming.map(({ value }) => value.length))
      shares.set(source, share)
    }
    return [...shares.values()]
  }

  #answer(which: number, ok: boolean): void {
    const tickets = [...this.#saving.keys(), ...this.#loading.keys()]
    const ticket = tickets[which % tickets.length]
    if (ticket === undefined) return
    const record = this.#saving.get(ticket)
    if (record !== undefined) {
      this.#saving.delete(ticket)
      if (ok) this.#disk.set(record.key.toHex(), record)
      this.vault.saved(this.now, ticket, ok)
    } else {
      const found = this.#loading.get(ticket)
      this.#loading.delete(ticket)
      this.vault.loaded(this.now, ticket, ok ? found : undefined)
    }
  }

  #wait(ms: number): void {
    this.now += ms
    this.vault.advance(this.now)
    // What has waited for so long has failed: nothing of it is under way.
    for (const [ticket, at] of this.#askedAt)
      if (at + limits.storageTimeoutMs <= this.now) this.#saving.delete(ticket)
  }

  #drain(): void {
    for (const effect of this.#effects.splice(0)) {
      if (effect.type === 'save') {
        this.#saving.set(effect.ticket, effect.record)
        this.#askedAt.set(effect.ticket, this.now)
      } else if (effect.type === 'load') {
        this.#loading.set(effect.ticket, this.#disk.get(effect.key.toHex()))
      } else if (effect.type === 'drop') {
        this.#disk.delete(effect.key.toHex())
      }
    }
  }
}

test('whatever the storage answers, and when, each source has on its account what is held and on its way', () => {
  let [evicted, most] = [0, 0]
  fc.assert(
    fc.property(commands, (sequence) => {
      const trial = new Trial()
      for (const command of sequence) {
        const before = trial.vault.ledger.size
        trial.do(command)
        const { ledger, quota } = trial.vault
        if (command.type === 'store') evicted += Math.max(0, before - ledger.size)
        const bySource = (a: { source: string }, b: { source: string }) => (a.source < b.source ? -1 : 1)
        expect(quota.shares().sort(bySource)).toEqual(trial.recount().sort(bySource))
        expect(quota.count).toBeLessThanOrEqual(limits.maxValues)
        expect(quota.bytes).toBeLessThanOrEqual(limits.maxValueBytesInSum)
        expect(ledger.size).toBeLessThanOrEqual(quota.count)
        most = Math.max(most, quota.bytes)
      }
    }),
    { numRuns: 300 },
  )
  // Otherwise nothing was tried.
  expect(evicted).toBeGreaterThan(100)
  expect(most).toBe(limits.maxValueBytesInSum)
})
