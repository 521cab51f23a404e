/** What a node answers when others ask. */

import { compareDistance, type Key } from '@kadkit/key'
import type { Contact } from '@kadkit/routing'
import { SHORT_VALUE_BYTES } from '../wire/max-value-bytes.ts'
import {
  type ListedContact,
  MAX_AGE_SECONDS,
  type Message,
  type Reply,
  type Request,
} from '../wire/message.ts'
import type { Workshop } from './operation.ts'
import { secondsLeft } from './seconds-left.ts'
import { sourceOf } from './source.ts'

/** Answers every request once; replies go out through `send`. */
export class Responder {
  readonly #workshop: Workshop
  readonly #send: (to: string, message: Message) => void

  constructor(workshop: Workshop, send: (to: string, message: Message) => void) {
    this.#workshop = workshop
    this.#send = send
  }

  respond(now: number, asker: Contact, message: Message, request: Request): void {
    const reply = (body: Reply) => {
      const { id, attempt } = message
      this.#send(asker.address, { id, attempt, sender: this.#workshop.self.key, body })
    }
    const body = this.#answer(now, asker, request, reply)
    if (body !== undefined) reply(body)
  }

  /** The answer, or undefined when the storage has to be asked first: then it comes through `later`. */
  #answer(now: number, asker: Contact, request: Request, later: (body: Reply) => void): Reply | undefined {
    switch (request.type) {
      case 'ping':
        return { type: 'pong' }
      case 'find-node':
        return this.#nodes(now, asker, request.target)
      case 'find-value':
        return this.#recalled(now, request.key, later, (at) => this.#value(at, asker, request.key, later))
      case 'fetch':
        return this.#recalled(now, request.key, later, (at) => this.#whole(at, request.key, later))
      case 'store':
        return this.#store(now, asker, request, later)
      case 'offer':
        return this.#offer(now, asker, request, later)
    }
  }

  /** The k closest that we know and that answer, without the asker (and never ourselves: we are in no bucket). */
  #nodes(now: number, asker: Contact, target: Key): Reply & { type: 'nodes' } {
    const { table, config } = this.#workshop
    // Thousands of answers may be on their way: grown by push, each would have twice the room that it needs.
    const contacts = new Array<ListedContact>(config.k)
    let count = 0
    table.visitClosest(target, config.k, { except: asker.key, answering: true }, (key, address, seenAt) => {
      contacts[count++] = { key, address, ageMs: listedAge(now - seenAt) }
    })
    if (count < config.k) contacts.length = count
    return { type: 'nodes', contacts }
  }

  /** While the storage is still being read through, it is asked for this key first. */
  #recalled(
    now: number,
    key: Key,
    later: (body: Reply) => void,
    answer: (now: number) => Reply | undefined,
  ): Reply | undefined {
    const { vault } = this.#workshop
    if (!vault.restoring) return answer(now)
    vault.recall(now, key, (at) => {
      const body = answer(at)
      if (body !== undefined) later(body)
    })
    return undefined
  }

  #value(now: number, asker: Contact, key: Key, later: (body: Reply) => void): Reply | undefined {
    const { vault } = this.#workshop
    if (!vault.ledger.holds(now, key)) return this.#nodes(now, asker, key)
    const long = this.#held(now, key)
    if (long !== undefined) return long
    if (vault.busy) return { type: 'refused', refusal: 'busy' }
    vault.read(now, key, (then, record) => {
      const ttlSeconds = record === undefined ? 0 : secondsLeft(then, record.expiresAt)
      if (record === undefined || ttlSeconds === 0) later(this.#nodes(then, asker, key))
      else later({ type: 'value', value: record.value, ttlSeconds, publication: record.publication })
    })
    return undefined
  }

  /** What is said of a long value; undefined when it is short, or about to end. */
  #held(now: number, key: Key): Reply | undefined {
    const { ledger } = this.#workshop.vault
    const [valueBytes = 0, publication] = [ledger.valueBytes(key), ledger.publication(key)]
    const ttlSeconds = secondsLeft(now, ledger.expiresAt(key) ?? now)
    if (publication === undefined || valueBytes <= SHORT_VALUE_BYTES || ttlSeconds === 0) return undefined
    return { type: 'held', valueBytes, ttlSeconds, publication }
  }

  #whole(now: number, key: Key, later: (body: Reply) => void): Reply | undefined {
    const { vault } = this.#workshop
    if (vault.busy) return { type: 'refused', refusal: 'busy' }
    vault.read(now, key, (then, record) => {
      const ttlSeconds = record === undefined ? 0 : secondsLeft(then, record.expiresAt)
      if (record === undefined || ttlSeconds === 0) later({ type: 'refused', refusal: 'absent' })
      else later({ type: 'value', value: record.value, ttlSeconds, publication: record.publication })
    })
    return undefined
  }

  /**
   * Acknowledged only when the storage has kept it. One that came ahead, with a question, is left when we know k others
   * that are nearer to its key, the asker among them.
   */
  #store(
    now: number,
    asker: Contact,
    request: Request & { type: 'store' },
    later: (body: Reply) => void,
  ): Reply | undefined {
    const { key, value, ttlSeconds, cached, publication } = request
    const list = request.nodes ? this.#nodes(now, asker, key) : undefined
    if (list !== undefined && this.#isForOthers(key, asker, list.contacts)) return list
    const expiresAt = now + 1_000 * ttlSeconds
    const record = { key, value, expiresAt, cached, publication, source: sourceOf(asker.address) }
    this.#workshop.intake.take(now, record, (_then, refusal) => {
      if (list !== undefined) later({ type: 'nodes', contacts: list.contacts, stored: refusal ?? true })
      else later(refusal === undefined ? { type: 'stored' } : { type: 'refused', refusal })
    })
    return undefined
  }

  #isForOthers(key: Key, asker: Contact, closest: readonly Contact[]): boolean {
    const { self, config } = this.#workshop
    const isNearer = (other: Contact) => compareDistance(key, other.key, self.key) < 0
    const others = isNearer(asker) ? config.k - 1 : config.k
    const last = others === 0 ? asker : closest[others - 1]
    return last !== undefined && isNearer(last)
  }

  #offer(
    now: number,
    asker: Contact,
    request: Request & { type: 'offer' },
    later: (body: Reply) => void,
  ): undefined {
    const { key, valueBytes, ttlSeconds, publication } = request
    const expiresAt = now + 1_000 * ttlSeconds
    const offer = { key, valueBytes, publication, expiresAt, source: sourceOf(asker.address) }
    this.#workshop.intake.offered(now, offer, (_then, answer) => {
      if (answer === 'stored' || answer === 'wanted') later({ type: answer })
      else later({ type: 'refused', refusal: answer })
    })
  }
}

/** An age as a list can tell it: see {@link ListedContact}. */
function listedAge(ageMs: number): number {
  return Math.min(Math.max(0, Math.floor(ageMs / 1_000)), MAX_AGE_SECONDS) * 1_000
}
