/** One run of a node, from its start to its crash: an engine, and all that a driver is to it. */

import {
  type Config,
  type Effect,
  Engine,
  type Message,
  type NodeEvent,
  type OperationId,
  type Shelf,
  type Ticket,
  type ValueRecord,
} from '@kadkit/protocol'
import type { Contact } from '@kadkit/routing'
import type { Happening } from './agenda.ts'
import type { Inhabitant } from './inhabitant.ts'
import type { Operation } from './operation.ts'
import type { Stage } from './stage.ts'

/** The least step between two instants of the world, which are doubles of about 2^40 ms. */
const FINEST_MS = 2 ** -12

/** What has been entered in the agenda for a life that has ended does nothing. */
export class Life {
  readonly engine: Engine
  readonly startedAt: number
  /** How far its engine's clock is ahead of the world's. */
  readonly skewMs: number
  readonly #node: Inhabitant
  readonly #stage: Stage
  readonly #operations = new Map<OperationId, Operation>()
  /** Which were cancelled by what is just carried out. */
  readonly #cancelled = new Set<OperationId>()
  #wakeAt = Number.POSITIVE_INFINITY
  #stalledUntil = 0
  #draining = false
  #over = false
  #joins = 0

  constructor(node: Inhabitant, stage: Stage, config: Partial<Config>, skewMs: number) {
    this.#node = node
    this.#stage = stage
    this.startedAt = stage.now
    this.skewMs = skewMs
    this.engine = new Engine(node.contact, { random: stage.random, config, mode: node.mode })
  }

  /** What its engine takes for the time now. */
  get clock(): number {
    return this.#stage.now + this.skewMs
  }

  end(): void {
    this.#over = true
  }

  stall(ms: number): void {
    this.#stalledUntil = Math.max(this.#stalledUntil, this.#stage.now + ms)
  }

  /** From when on what comes in is looked at: in the past, unless its event loop stands still. */
  get attentiveFrom(): number {
    return this.#stalledUntil
  }

  /** Whether it is part of a network: it knows somebody, and is not about to join. */
  get atHome(): boolean {
    return this.#joins === 0 && this.engine.size.contacts > 0
  }

  /** Calls something on the engine that begins an operation. */
  begin(operation: Operation, begin: (engine: Engine, now: number) => OperationId): void {
    this.input(() => {
      if (operation.cancelled) return
      if (operation.type === 'join') this.#joins++
      const id = begin(this.engine, this.clock)
      this.#operations.set(id, operation)
      operation.begun(() => this.#cancel(operation, id))
      this.#stage.watchdog?.begun(this.#node, operation)
      const { type, key } = operation
      this.#stage.tell(this.#node, 'begin', { operation: id, type, ...(key && { key: key.toHex() }) })
    })
  }

  /** Runs something on the engine, and all that follows from it; as soon as the event loop runs again. */
  input(run: () => void): void {
    if (this.#over) return
    if (this.#stalledUntil > this.#stage.now) {
      this.#stage.enter(this.#stalledUntil, { happen: () => this.input(run) }, this.#node.id)
      return
    }
    run()
    this.#follow()
  }

  receive(from: string, message: Message): void {
    this.#stage.watchdog?.received(this.#node, from, message)
    this.engine.receive(this.clock, from, message)
    this.#follow()
  }

  /**
   * Lets the engine ping these, and each of them answer after its time; the last answer comes now. All that the engine
   * wants done about it is left undone.
   */
  introduce(others: readonly { readonly contact: Contact; readonly rttMs: number }[]): void {
    const { engine } = this
    let now = this.clock - others.reduce((sum, { rttMs }) => sum + rttMs, 0)
    for (const { contact, rttMs } of others) {
      engine.call(now, contact, { type: 'ping' })
      const question = engine.poll()
      now += rttMs
      if (question?.type !== 'send') continue
      const answer: Message = { ...question.message, sender: contact.key, body: { type: 'pong' } }
      this.#stage.watchdog?.received(this.#node, contact.address, answer)
      engine.receive(now, contact.address, answer)
      for (let effect = engine.poll(); effect !== undefined; effect = engine.poll()) {
        if (effect.type === 'emit') this.#stage.watchdog?.event(this.#node, effect.event)
      }
    }
    this.#wake()
  }

  /** The deadline that was entered for `at` has come. */
  awake(at: number, waking: Happening): void {
    if (this.#over || this.#wakeAt !== at) return
    if (this.#stalledUntil > this.#stage.now) {
      this.#stage.enter(this.#stalledUntil, waking, this.#node.id)
      return
    }
    this.#wakeAt = Number.POSITIVE_INFINITY
    const now = this.clock
    // Its request may have been answered since.
    if (this.engine.deadline <= now) {
      this.engine.advance(now)
      this.#stage.watchdog?.advanced(this.#node, this.engine.deadline - now)
      this.#follow()
    } else {
      this.#wake()
    }
  }

  #follow(): void {
    // What the listener of an operation begins is carried out by the loop that called it.
    if (this.#draining) return
    this.#draining = true
    const { engine } = this
    for (let effect = engine.poll(); effect !== undefined && !this.#over; effect = engine.poll()) {
      this.#carryOut(effect)
    }
    this.#draining = false
    // Clearing makes a new table, even of an empty set.
    if (this.#cancelled.size > 0) this.#cancelled.clear()
    if (this.#over) return
    this.#stage.watchdog?.after(this.#node)
    this.#wake()
  }

  #carryOut(effect: Effect): void {
    const { storage } = this.#node
    switch (effect.type) {
      case 'send':
        this.#node.send(effect.to, effect.message)
        break
      case 'load':
        this.#answer(storage.load(effect.shelf, effect.key), (record) =>
          this.#loaded(effect.shelf, effect.ticket, record),
        )
        break
      case 'save':
        this.#answer(storage.save(effect.shelf, effect.record), (ok) =>
          this.engine.saved(this.clock, effect.ticket, ok),
        )
        break
      case 'drop':
        storage.drop(effect.shelf, effect.key)
        break
      case 'note':
        storage.note(effect.contacts)
        break
      case 'settle':
        this.#settle(effect)
        break
      case 'emit':
        this.#hear(effect.event)
    }
  }

  /** What a storage answers comes after `storageMs`; what it never answers never comes. */
  #answer<T>(answer: T | undefined, then: (answer: T) => void): void {
    if (answer === undefined) return
    const { storageMs, now } = this.#stage
    if (storageMs === 0) then(answer)
    else this.#stage.enter(now + storageMs, { happen: () => this.input(() => then(answer)) }, this.#node.id)
  }

  #cancel(operation: Operation, id: OperationId): void {
    if (this.#over) return
    this.#stage.tell(this.#node, 'cancel', { operation: id })
    this.#stage.watchdog?.ended(this.#node, operation)
    this.input(() => {
      this.engine.cancel(this.clock, id)
      this.#forget(id)
      this.#cancelled.add(id)
    })
  }

  #forget(id: OperationId): Operation | undefined {
    const operation = this.#operations.get(id)
    if (this.#operations.delete(id) && operation?.type === 'join') this.#joins--
    return operation
  }

  #loaded(shelf: Shelf, ticket: Ticket, record: ValueRecord | 'none'): void {
    if (record === 'none') {
      this.engine.loaded(this.clock, ticket)
      return
    }
    if (shelf === 'held') this.#stage.watchdog?.loaded(this.#node, record)
    this.engine.loaded(this.clock, ticket, record)
  }

  #settle({ operation: id, outcome }: Effect & { type: 'settle' }): void {
    const operation = this.#forget(id)
    // It had settled already when it was cancelled, and this was on its way.
    if (operation?.cancelled === true || this.#cancelled.has(id)) return
    this.#stage.tell(this.#node, 'settle', { operation: id, outcome: outcome.type })
    this.#stage.watchdog?.settled(this.#node, operation, outcome)
    operation?.settle(this.#stage.now, outcome)
  }

  #hear(event: NodeEvent): void {
    this.#stage.watchdog?.event(this.#node, event)
    if (event.type === 'lookup-step') {
      const { operation, at, step } = event
      this.#operations.get(operation)?.stepped(at - this.skewMs, step)
    } else {
      this.#stage.heard(this.#node, event)
    }
  }

  /** One happening waits for the deadline: an earlier deadline enters another, and makes the old one void. */
  #wake(): void {
    const { deadline } = this.engine
    let at = deadline - this.skewMs
    // A clock far behind the world's can tell instants apart that the world's can't.
    if (at + this.skewMs < deadline) at += FINEST_MS
    if (at >= this.#wakeAt) return
    this.#wakeAt = at
    this.#stage.enter(Math.max(at, this.#stage.now), new Waking(this, at), this.#node.id)
  }
}

class Waking implements Happening {
  readonly #life: Life
  readonly #at: number

  constructor(life: Life, at: number) {
    this.#life = life
    this.#at = at
  }

  happen(): void {
    this.#life.awake(this.#at, this)
  }
}
