/** The invariants of nodes, checked after everything that happens to one. */

import type { Key } from '@kadkit/key'
import { isRequest, type Message, type NodeEvent, type Outcome, type ValueRecord } from '@kadkit/protocol'
import type { Contact } from '@kadkit/routing'
import type { Inhabitant } from '../world/inhabitant.ts'
import type { Operation } from '../world/operation.ts'
import { BrokenInvariant, type Invariant } from './broken-invariant.ts'
import { Lifetimes } from './lifetimes.ts'
import { NodeFile } from './node-file.ts'

/** What it has to know of the world. */
export interface Watched {
  readonly seed: number
  readonly elapsedMs: number
  readonly now: number
}

/** The whole table is compared with what events told of it after so many inputs of a node; the events at once. */
const INPUTS_A_CENSUS = 64
const SETTLE_LIMIT_MS = 600_000

/**
 * It believes no engine: what has answered a node it knows from the messages that have arrived, what a table holds
 * from its events, and that these are true from snapshots in between.
 */
export class Watchdog {
  readonly #world: Watched
  readonly #files = new WeakMap<Inhabitant, NodeFile>()
  readonly #lifetimes = new Lifetimes()

  constructor(world: Watched) {
    this.#world = world
  }

  started(node: Inhabitant): void {
    this.#files.set(node, new NodeFile())
  }

  begun(node: Inhabitant, operation: Operation): void {
    this.#fileOf(node).open.add(operation)
    const { type, key, until } = operation
    if (type === 'put' && key !== undefined) this.#lifetimes.promised(key, until)
  }

  received(node: Inhabitant, from: string, message: Message): void {
    const file = this.#fileOf(node)
    file.received++
    const { body, sender } = message
    if (body.type === 'find-value' || body.type === 'fetch') file.askedFor.set(message.id, body.key)
    if (!isRequest(body)) file.answered.set(from, sender)
  }

  sent(node: Inhabitant, to: string, message: Message): void {
    this.#expect(node, 'no-self-sent', to !== node.contact.address, () => `it writes to itself`)
    const { body } = message
    const isClient = node.mode === 'client'
    const asItIs = (message.client === true) === isClient && (isRequest(body) || !isClient)
    this.#expect(node, 'client-silent', asItIs, () => `a ${node.mode} sends ${body.type}`)
    if (body.type === 'nodes') this.#checkList(node, to, body.contacts)
    if (body.type === 'value' || body.type === 'held') this.#checkValue(node, message.id, body.ttlSeconds)
    if (body.type === 'store' || body.type === 'offer') {
      const { key, ttlSeconds, publication } = body
      const cached = body.type === 'store' && body.cached
      const end = this.#world.now + 1_000 * ttlSeconds
      const isOwn = publication.publisher.equals(node.contact.key) && !cached
      if (isOwn) this.#publish(node, key, end)
      else this.#checkLife(node, key, ttlSeconds)
      const isCopy = !isOwn && !cached && this.#fileOf(node).copies.has(key.toHex())
      this.#expect(
        node,
        'copies-stay',
        !isCopy,
        () => 'it passes on a copy beside a path as if it were a replica',
      )
    }
  }

  /** Its wall clock was set. */
  clockStepped(ms: number): void {
    if (ms < 0) this.#lifetimes.setBack(-ms)
  }

  /** Its storage has answered. */
  loaded(node: Inhabitant, { key, expiresAt }: ValueRecord): void {
    this.#fileOf(node).expiries.set(key.toHex(), expiresAt)
  }

  event(node: Inhabitant, event: NodeEvent): void {
    const file = this.#fileOf(node)
    if (event.type === 'contact-added') {
      const { contact } = event
      const isSelf = contact.key.equals(node.contact.key) || contact.address === node.contact.address
      this.#expect(node, 'table-verified', !isSelf, () => 'its table has itself')
      this.#expect(node, 'table-verified', file.hasAnswered(contact), () => told(contact))
      const wasIn = file.table.has(contact.address)
      file.table.add(contact.address)
      this.#expect(node, 'table-bounded', !wasIn, () => `${told(contact)} was added twice`)
    } else if (event.type === 'contact-restored') {
      file.table.add(event.contact.address)
    } else if (event.type === 'value-held' && event.cached) {
      file.copies.add(event.key.toHex())
    } else if (event.type === 'value-held' || event.type === 'value-dropped') {
      file.copies.delete(event.key.toHex())
    } else if (event.type === 'contact-removed') {
      const wasIn = file.table.delete(event.contact.address)
      this.#expect(node, 'table-bounded', wasIn, () => `${told(event.contact)} was removed, but not in`)
    }
  }

  /** A node has dealt with its deadlines; the next is so many milliseconds ahead. */
  advanced(node: Inhabitant, aheadMs: number): void {
    this.#expect(node, 'deadline-ahead', aheadMs > 0, () => `a deadline is ${-aheadMs} ms old`)
  }

  settled(node: Inhabitant, operation: Operation | undefined, outcome: Outcome): void {
    this.#expect(node, 'settles-once', operation !== undefined, () => `${outcome.type} twice`)
    if (operation !== undefined) this.ended(node, operation)
  }

  /** An operation has settled, or was cancelled. */
  ended(node: Inhabitant, operation: Operation): void {
    this.#fileOf(node).open.delete(operation)
  }

  /** An input and all that followed from it is done. */
  after(node: Inhabitant): void {
    const file = this.#fileOf(node)
    const { engine } = node
    const { config, size } = engine
    const limit = config.maxOwnValues + config.maxActiveOperations
    const isBounded =
      size.values <= config.maxValues && size.own <= limit && size.contacts === file.table.size
    this.#expect(node, 'table-bounded', isBounded, () => `${size.contacts} contacts, told ${file.table.size}`)
    if (++file.inputs % INPUTS_A_CENSUS === 0) this.#takeCensus(node, file)
  }

  /** Looks at the whole of a node. */
  #takeCensus(node: Inhabitant, file: NodeFile): void {
    const { engine } = node
    const { config } = engine
    const { buckets, pending } = engine.snapshot(node.clock)
    for (const { index, contacts, understudies } of buckets) {
      const isBounded =
        contacts.length <= 2 * config.bucketSize && understudies.length <= 2 * config.bucketSize
      this.#expect(node, 'table-bounded', isBounded, () => `bucket ${index} has ${contacts.length}`)
      const strangers = contacts.filter(({ address }) => !file.table.has(address))
      this.#expect(
        node,
        'table-bounded',
        strangers.length === 0,
        () => `no event told of ${strangers.map(told)}`,
      )
    }
    const limit = (config.maxActiveOperations + 2) * (config.k + config.alpha)
    this.#expect(node, 'bounded', pending.length <= limit, () => `${pending.length} requests are pending`)
    const counts = engine.counts()
    const dropped = Object.values(counts.dropped).reduce((sum, count) => sum + count, 0)
    this.#expect(
      node,
      'counted-once',
      counts.accepted + dropped === file.received,
      () => `${file.received} came in, ${counts.accepted} accepted, ${dropped} dropped`,
    )
    for (const { type, startedAt } of file.open) {
      const isLate = this.#world.now - startedAt > SETTLE_LIMIT_MS
      this.#expect(node, 'settles-once', !isLate, () => `a ${type} has not settled for ten minutes`)
    }
  }

  #checkList(node: Inhabitant, to: string, contacts: readonly Contact[]): void {
    const { k } = node.engine.config
    const addresses = new Set(contacts.map(({ address }) => address))
    const isRight =
      contacts.length <= k &&
      addresses.size === contacts.length &&
      !addresses.has(node.contact.address) &&
      !addresses.has(to)
    this.#expect(node, 'list-right', isRight, () => `${contacts.map(told)} for ${to}`)
    const file = this.#fileOf(node)
    const stranger = contacts.find((contact) => !file.hasAnswered(contact))
    this.#expect(node, 'list-verified', stranger === undefined, () => told(stranger))
  }

  #checkValue(node: Inhabitant, id: string, ttlSeconds: number): void {
    const key = this.#fileOf(node).askedFor.get(id)
    if (key === undefined) return
    const leftMs = (this.#fileOf(node).expiries.get(key.toHex()) ?? 0) - node.clock
    const isAlive = leftMs >= 1_000 * ttlSeconds
    this.#expect(node, 'value-alive', isAlive, () => `it promises ${ttlSeconds} s, and has ${leftMs} ms`)
    this.#checkLife(node, key, ttlSeconds)
  }

  #publish(node: Inhabitant, key: Key, end: number): void {
    const isLet = this.#lifetimes.lets(key, end)
    this.#expect(node, 'value-alive', isLet, () => 'it publishes a value for longer than that is to live')
    this.#lifetimes.given(key, end)
  }

  #checkLife(node: Inhabitant, key: Key, ttlSeconds: number): void {
    const isAllowed = this.#lifetimes.allows(key, this.#world.now + 1_000 * ttlSeconds)
    this.#expect(
      node,
      'value-alive',
      isAllowed,
      () => `it promises ${ttlSeconds} s, which nobody has granted`,
    )
  }

  #fileOf(node: Inhabitant): NodeFile {
    const file = this.#files.get(node)
    if (file === undefined) throw new Error(`node ${node.id} has never started`)
    return file
  }

  #expect(node: Inhabitant, invariant: Invariant, holds: boolean, detail: () => string): void {
    if (holds) return
    throw new BrokenInvariant(invariant, node.id, this.#world.elapsedMs, this.#world.seed, detail())
  }
}

function told(contact: Contact | undefined): string {
  return `${contact?.key.toHex().slice(0, 8)} at ${contact?.address}`
}
