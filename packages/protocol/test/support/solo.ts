/** One engine, whose whole world is played by the test. */

import { type Key, seededRandomBytes } from '@kadkit/key'
import type { Contact } from '@kadkit/routing'
import type { Config } from '../../src/engine/config.ts'
import type { Effect } from '../../src/engine/effect.ts'
import { Engine } from '../../src/engine/engine.ts'
import type { NodeEvent } from '../../src/engine/event.ts'
import type { Mode } from '../../src/engine/mode.ts'
import type { OperationId, Outcome } from '../../src/engine/outcome.ts'
import { isRequest, type Message, type Reply, type Request } from '../../src/wire/message.ts'
import type { AgedContact } from '../../src/wire/stored-state.ts'
import type { ValueRecord } from '../../src/wire/value-record.ts'
import { contactAt } from './contacts.ts'

type EffectOf<T extends Effect['type']> = Extract<Effect, { type: T }>
export type Sent = EffectOf<'send'>

export interface SoloOptions {
  readonly self?: Contact
  readonly seed?: number
  readonly config?: Partial<Config>
  readonly mode?: Mode
  /** The storage answers at once; otherwise the test does, with `loads` and `saves`. */
  readonly storing?: boolean
  /** The storage of its own records answers at once; otherwise its saves are never answered. */
  readonly ownStoring?: boolean
}

export class Solo {
  now = 1_000_000
  readonly engine: Engine
  readonly sent: Sent[] = []
  readonly loads: EffectOf<'load'>[] = []
  readonly saves: EffectOf<'save'>[] = []
  readonly drops: Key[] = []
  readonly events: NodeEvent[] = []
  readonly notes: (readonly AgedContact[])[] = []
  readonly outcomes = new Map<OperationId, Outcome>()
  readonly storage = new Map<string, ValueRecord>()
  /** The records of its own, whose storage always answers at once. */
  readonly own = new Map<string, ValueRecord>()
  readonly #storing: boolean
  readonly #ownStoring: boolean
  #requests = 0

  constructor(options: SoloOptions = {}) {
    const { self = contactAt(0), seed = 1, mode = 'server', storing = true, ownStoring = true } = options
    // Nothing is noted unless a test is about it; and answers come after 10 ms and more, which is not to be late.
    const config = { noteEveryMs: Number.POSITIVE_INFINITY, minTimeoutMs: 50, ...options.config }
    this.engine = new Engine(self, { random: seededRandomBytes(seed), config, mode })
    this.#storing = storing
    this.#ownStoring = ownStoring
  }

  /** Carries out what the engine wants done. */
  drain(): void {
    for (let effect = this.engine.poll(); effect !== undefined; effect = this.engine.poll()) {
      this.#carryOut(effect)
    }
  }

  /** Tells the engine something, and carries out what follows. */
  input<T>(tell: (engine: Engine, now: number) => T): T {
    const result = tell(this.engine, this.now)
    this.drain()
    return result
  }

  /** Lets time pass; the engine is woken at each of its deadlines. */
  run(ms: number): void {
    const until = this.now + ms
    while (this.engine.deadline <= until) {
      this.now = Math.max(this.now, this.engine.deadline)
      this.input((engine, now) => engine.advance(now))
    }
    this.now = until
  }

  /** Lets time pass without the engine noticing, and then wakes it once. */
  stall(ms: number): void {
    this.now += ms
    this.input((engine, now) => engine.advance(now))
  }

  /** `contact` sends a request; what it gets for an answer at once. */
  ask(contact: Contact, body: Request, { client = false }: { client?: boolean } = {}): Reply | undefined {
    const id = (++this.#requests).toString(16).padStart(32, '0')
    const before = this.sent.length
    const message = { id, attempt: 0, sender: contact.key, ...(client && { client }), body }
    this.input((engine, now) => engine.receive(now, contact.address, message))
    const answer = this.sent.slice(before).find((effect) => effect.message.id === id)
    return answer === undefined || isRequest(answer.message.body) ? undefined : answer.message.body
  }

  /** `contact` answers one of our requests; where it is not who was asked, say from where. */
  answer({ to, message }: Sent, contact: Pick<Contact, 'key'>, body: Reply, from: string = to): void {
    this.hear(from, { id: message.id, attempt: message.attempt, sender: contact.key, body })
  }

  hear(from: string, message: Message): void {
    this.input((engine, now) => engine.receive(now, from, message))
  }

  /** `contact` writes to us, is pinged, and answers: now it is in the table, if there is room. */
  meet(...contacts: Contact[]): void {
    for (const contact of contacts) {
      this.ask(contact, { type: 'ping' })
      const ping = this.requestsTo(contact.address).at(-1)
      if (ping?.message.body.type === 'ping') this.answer(ping, contact, { type: 'pong' })
    }
    this.sent.length = 0
    this.events.length = 0
  }

  /** What we have sent that is no answer, since `sent` was last emptied. */
  get requests(): Sent[] {
    return this.sent.filter(({ message }) => isRequest(message.body))
  }

  requestsTo(address: string): Sent[] {
    return this.requests.filter(({ to }) => to === address)
  }

  /** Our last request to this address. @throws Error if there is none. */
  lastTo(address: string): Sent {
    const last = this.requestsTo(address).at(-1)
    if (last === undefined) throw new Error(`nothing was asked of ${address}`)
    return last
  }

  /** `contact`, which was asked, lists these. */
  list(contact: Contact, listed: readonly Contact[]): void {
    const contacts = listed.map((each) => ({ ...each, ageMs: 0 }))
    this.answer(this.lastTo(contact.address), contact, { type: 'nodes', contacts })
  }

  /** The requests since the last time. */
  takeRequests(): Sent[] {
    const { requests } = this
    this.sent.length = 0
    return requests
  }

  /** The contacts in the table, by address. */
  get known(): string[] {
    const { buckets } = this.engine.snapshot(this.now)
    return buckets.flatMap(({ contacts }) => contacts.map(({ address }) => address)).sort()
  }

  /**
   * How long we wait for the next thing from `since` on, as a part of the usual time between two looks at the buckets:
   * 0.9 to 1.1 when somebody was first heard then, and nothing but the upkeep is due.
   */
  waitForUpkeep(since: number): number {
    const { deadline, config } = this.engine
    return (deadline - since) / (config.refreshEveryMs / 8)
  }

  /** How many messages were dropped for this reason. */
  dropped(reason: keyof ReturnType<Engine['counts']>['dropped']): number {
    return this.engine.counts().dropped[reason] ?? 0
  }

  #carryOut(effect: Effect): void {
    if (effect.type === 'send') this.sent.push(effect)
    else if (effect.type === 'settle') this.outcomes.set(effect.operation, effect.outcome)
    else if (effect.type === 'emit') this.events.push(effect.event)
    else if (effect.type === 'note') this.notes.push(effect.contacts)
    else if (effect.shelf === 'own') this.#carryOutOwn(effect)
    else if (effect.type === 'drop') this.#drop(effect.key)
    else if (effect.type === 'load') this.#load(effect)
    else this.#save(effect)
  }

  #carryOutOwn(effect: EffectOf<'load' | 'save' | 'drop'>): void {
    if (effect.type === 'drop') {
      this.own.delete(effect.key.toHex())
    } else if (effect.type === 'load') {
      this.engine.loaded(this.now, effect.ticket, this.own.get(effect.key.toHex()))
    } else {
      this.own.set(effect.record.key.toHex(), effect.record)
      if (this.#ownStoring) this.engine.saved(this.now, effect.ticket, true)
    }
  }

  #drop(key: Key): void {
    this.drops.push(key)
    this.storage.delete(key.toHex())
  }

  #load(effect: EffectOf<'load'>): void {
    this.loads.push(effect)
    if (this.#storing) this.engine.loaded(this.now, effect.ticket, this.storage.get(effect.key.toHex()))
  }

  #save(effect: EffectOf<'save'>): void {
    this.saves.push(effect)
    if (!this.#storing) return
    this.storage.set(effect.record.key.toHex(), effect.record)
    this.engine.saved(this.now, effect.ticket, true)
  }
}
