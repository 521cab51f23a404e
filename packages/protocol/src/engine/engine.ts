/** Everything that a node decides, with no socket, timer, clock, storage or promise in it. */

import { type Key, type RandomBytes, systemRandomBytes } from '@kadkit/key'
import { type Contact, RoutingTable } from '@kadkit/routing'
import { isRequest, type Message, type Request, type RequestId } from '../wire/message.ts'
import type { Publication } from '../wire/publication.ts'
import type { AgedContact } from '../wire/stored-state.ts'
import type { ValueRecord } from '../wire/value-record.ts'
import { Acquaintance } from './acquaintance.ts'
import type { Peer } from './asker.ts'
import { Call } from './call.ts'
import { Checkup } from './checkup.ts'
import { type Config, completeConfig } from './config.ts'
import { Counters, type DropReason, type MessageCounts, type MessageFault } from './counters.ts'
import type { Effect, Ticket } from './effect.ts'
import type { NodeEvent } from './event.ts'
import { Find } from './find.ts'
import { Freight } from './freight.ts'
import { Get } from './get.ts'
import { Intake } from './intake.ts'
import { Join } from './join.ts'
import { checkMode, type Mode } from './mode.ts'
import { nearerThan } from './nearer-than.ts'
import { Notes } from './notes.ts'
import type { Report, Workshop } from './operation.ts'
import { Operations } from './operations.ts'
import type { OperationId } from './outcome.ts'
import { Publications } from './publications.ts'
import { Publish } from './publish.ts'
import { Queue } from './queue.ts'
import { Replication } from './replication.ts'
import { Requests } from './requests.ts'
import { Responder } from './responder.ts'
import { Silences } from './silences.ts'
import type { Snapshot } from './snapshot.ts'
import { takeSnapshot } from './take-snapshot.ts'
import { Upkeep } from './upkeep.ts'
import { Vault } from './vault.ts'
import { Versions } from './versions.ts'

export interface EngineOptions {
  /** Where request ids, refresh targets and jitter come from; by default the platform's random bytes. */
  readonly random?: RandomBytes
  readonly config?: Partial<Config>
  /** 'server'. */
  readonly mode?: Mode
}

/** How an operation is carried out. */
export interface OperationOptions {
  /** Emit a `lookup-step` event for each thing that happens in its lookup. */
  readonly watch?: boolean
}

/** A value to publish, its key, and until when it is to live: Infinity until it is removed. */
export type NewValue = Pick<ValueRecord, 'key' | 'value' | 'expiresAt'>

/**
 * A node's mind. Its inputs are its methods; each takes the time first, in milliseconds of a clock that starts at
 * the wall clock and only runs forward. All that follows comes out of `poll()`: call it after every input until it
 * gives undefined, and call `advance` when `deadline` has come.
 *
 * Unknown tickets, late replies and ids that have ended do nothing.
 */
export class Engine {
  readonly self: Contact
  readonly config: Config
  readonly mode: Mode
  readonly #effects = new Queue<Effect>()
  readonly #counters = new Counters()
  readonly #workshop: Workshop
  readonly #operations: Operations
  readonly #responder: Responder
  readonly #acquaintance: Acquaintance
  readonly #upkeep: Upkeep
  readonly #checkup: Checkup
  readonly #notes: Notes
  readonly #publications: Publications
  readonly #replication: Replication
  readonly #versions = new Versions()

  constructor(self: Contact, options: EngineOptions = {}) {
    const { random = systemRandomBytes, mode = 'server' } = options
    const config = completeConfig(options.config)
    this.self = self
    this.config = config
    this.mode = checkMode(mode)
    const vault = new Vault(self.key, config, (effect) => this.#effects.push(effect))
    const table = new RoutingTable(self.key, config)
    const requests = new Requests(self.key, random, config, {
      send: (to, message) => this.#send(to, mode === 'client' ? { ...message, client: true } : message),
      heard: (now, contact) => this.#acquaintance.heard(now, contact),
      silent: (now, contact, askedAt) => this.#acquaintance.silent(now, contact, askedAt),
      displaced: (now, expected, contact) => this.#acquaintance.displaced(now, expected, contact),
    })
    const silences = new Silences(config.probeEveryMs)
    const freight = new Freight(config.maxOutgoingBytes)
    const intake = new Intake(config, vault, {
      nearer: (key, most) => nearerThan(self.key, table, key, most),
      brought: (now, key) => this.#replication.brought(now, key),
    })
    this.#workshop = { self, mode, config, random, table, requests, silences, vault, intake, freight }
    this.#operations = new Operations(config, (effect) => this.#effects.push(effect))
    this.#responder = new Responder(this.#workshop, (to, message) => this.#send(to, message))
    this.#replication = new Replication(this.#workshop)
    const emit = (event: NodeEvent) => this.#effects.push({ type: 'emit', event })
    this.#acquaintance = new Acquaintance(this.#workshop, {
      emit,
      heard: (now) => this.#acquainted(now),
      met: (now, contact) => this.#replication.met(now, contact),
    })
    this.#upkeep = new Upkeep(this.#workshop)
    this.#checkup = new Checkup(this.#workshop, (now) => this.#upkeep.rejoin(now))
    this.#notes = new Notes(this.#workshop)
    this.#publications = new Publications(this.#workshop, emit)
  }

  /** Becomes part of the network that these addresses belong to; settles as `joined`, or fails. */
  join(now: number, addresses: readonly string[], options?: OperationOptions): OperationId {
    return this.#operations.start(now, options, (report) => {
      const settle: Report['settle'] = (then, outcome) => {
        report.settle(then, outcome)
        if (outcome.type === 'joined') this.#upkeep.joined(then)
      }
      return new Join(this.#workshop, addresses, { ...report, settle })
    })
  }

  /** Looks for the k contacts nearest to `target`; settles as `found-nodes`. */
  find(now: number, target: Key, options?: OperationOptions): OperationId {
    return this.#operations.start(now, options, (report) => new Find(this.#workshop, target, report))
  }

  /** Looks for the value of `key`; settles as `found-value` or `no-value`. */
  get(now: number, key: Key, options?: OperationOptions): OperationId {
    return this.#operations.start(now, options, (report) => {
      return new Get(this.#workshop, this.#publications, key, report)
    })
  }

  /**
   * Publishes a value: stores it on the k contacts nearest to its key, and again each day until it expires or is
   * removed. Settles as `stored`, or fails if nobody stored it. It is newer than all that this engine has put before.
   */
  put(now: number, { key, value, expiresAt }: NewValue, options?: OperationOptions): OperationId {
    const record = { key, value, expiresAt, cached: false, publication: this.publication(now) }
    return this.#operations.start(now, options, (report) => {
      return new Publish(this.#workshop, this.#publications, record, report)
    })
  }

  /** A publication of ours, newer than all before: for a `store` that is sent by `call`. */
  publication(now: number): Publication {
    return { publisher: this.self.key, version: this.#versions.next(now) }
  }

  /** Asks one node one thing; settles as `answered`, or fails. */
  call(now: number, peer: Peer, request: Request): OperationId {
    return this.#operations.start(now, undefined, (report) => new Call(this.#workshop, peer, request, report))
  }

  /** Ends an operation without settling it. Who was asked for it is not blamed for what it can't answer now. */
  cancel(now: number, operation: OperationId): void {
    this.#operations.cancel(now, operation)
  }

  /** A message has come. */
  receive(now: number, from: string, message: Message): void {
    const { sender } = message
    const fault = sender.equals(this.self.key) ? 'own-key' : this.#takeIn(now, from, message)
    if (fault === undefined) this.#counters.accept()
    else this.discard(from, fault)
  }

  /** Something has come that is no message: it is counted. */
  discard(from: string, reason: DropReason): void {
    this.#counters.drop(reason)
    this.#effects.push({ type: 'emit', event: { type: 'message-dropped', from, reason } })
  }

  /** A `send` was impossible: its request fails at once. */
  unsent(now: number, id: RequestId): void {
    this.#workshop.requests.unsent(now, id)
  }

  /** Bytes of a long message to or from this address are still flowing. */
  progress(now: number, from: string): void {
    this.#workshop.requests.progress(now, from)
  }

  /** The answer to a `load`; no record if there is none. What cannot be read now, but perhaps later, is 'unreadable'. */
  loaded(now: number, ticket: Ticket, record?: ValueRecord | 'unreadable'): void {
    this.#workshop.vault.loaded(now, ticket, record)
  }

  /** The answer to a `save`. */
  saved(now: number, ticket: Ticket, ok: boolean): void {
    this.#workshop.vault.saved(now, ticket, ok)
  }

  /** Whether the storage may hold more from before than was told yet: who asks for something is answered from there. */
  set restoring(isRestoring: boolean) {
    this.#workshop.vault.restoring = isRestoring
  }

  /** A record that the storage holds from before. A client leaves it there, unread. */
  restore(now: number, record: ValueRecord): void {
    const { vault } = this.#workshop
    if (this.mode === 'client') vault.pass(now, record)
    else vault.restore(now, record)
    if (!record.cached) this.#replication.restored(now, record.key)
  }

  /** A record of our own that the storage holds from before: it is published again when its time has come. */
  restoreOwn(now: number, record: ValueRecord): void {
    this.#versions.seen(record.publication.version)
    this.#publications.restore(now, record)
  }

  /**
   * The contacts that were known before a restart, the nearest first. All are in doubt until they have answered, and
   * are asked from now on; with the first answer the node looks around itself, as after a join.
   */
  restoreContacts(now: number, contacts: readonly AgedContact[]): void {
    for (const contact of contacts) this.#acquaintance.restored(now, contact)
    this.#checkup.begin(now)
  }

  /** All contacts of the table, to be kept for the next start. */
  contacts(): AgedContact[] {
    return this.#notes.contacts()
  }

  /** Publishes our value of this key no more. What others hold of it dies by itself. */
  remove(now: number, key: Key): void {
    this.#publications.remove(now, key)
  }

  /** Deals with every deadline that has come. If that was long ago, we have slept, and everybody is in doubt. */
  advance(now: number): void {
    this.#checkup.woken(now, this.deadline)
    this.#workshop.requests.advance(now)
    this.#workshop.vault.advance(now)
    this.#upkeep.advance(now)
    this.#publications.advance(now)
    this.#replication.advance(now)
    this.#checkup.advance(now)
    if (this.#notes.isDue(now)) this.#effects.push({ type: 'note', contacts: this.contacts() })
  }

  /** When to call `advance` next; Infinity if there is nothing to wait for. */
  get deadline(): number {
    const { requests, vault } = this.#workshop
    const values = Math.min(vault.deadline, this.#publications.deadline, this.#replication.deadline)
    const others = Math.min(this.#upkeep.deadline, this.#checkup.deadline, this.#notes.deadline)
    return Math.min(requests.deadline, values, others)
  }

  /** The next thing to do; undefined when there is nothing more for now. */
  poll(): Effect | undefined {
    return this.#effects.take()
  }

  /** The whole state, as plain data. */
  snapshot(now: number): Snapshot {
    return takeSnapshot(now, this.#workshop, this.#publications.values())
  }

  /** How many contacts are in the table, and how many values are held and how many are our own. */
  get size(): { readonly contacts: number; readonly values: number; readonly own: number } {
    const { table, vault } = this.#workshop
    return { contacts: table.size, values: vault.ledger.size, own: this.#publications.size }
  }

  /** Where every message went so far. */
  counts(): MessageCounts {
    return this.#counters.read()
  }

  #acquainted(now: number): void {
    this.#upkeep.acquainted(now)
    this.#notes.acquainted(now)
  }

  #takeIn(now: number, from: string, message: Message): MessageFault | undefined {
    const { body, sender } = message
    if (!isRequest(body)) return this.#workshop.requests.answer(now, from, message, body)
    if (this.mode === 'client') return 'unserved'
    const asker = { key: sender, address: from }
    this.#responder.respond(now, asker, message, body)
    if (message.client) this.#acquaintance.resigned(now, asker)
    else this.#acquaintance.approached(now, asker)
    return undefined
  }

  #send(to: string, message: Message): void {
    this.#counters.send(message.body.type)
    this.#effects.push({ type: 'send', to, message })
  }
}
