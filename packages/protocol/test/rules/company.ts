/** One engine among contacts that answer by themselves, one round trip after they were asked. */

import type { Contact } from '@kadkit/routing'
import type { Engine } from '../../src/engine/engine.ts'
import type { OperationId, Outcome } from '../../src/engine/outcome.ts'
import type { ListedContact, Reply, Request } from '../../src/wire/message.ts'
import { isRequest } from '../../src/wire/message.ts'
import { type Sent, Solo, type SoloOptions } from '../support/solo.ts'

/** What a contact says to a request; undefined if it is silent. */
export type Behaviour = (contact: Contact, request: Request) => Reply | undefined

export interface CompanyOptions extends SoloOptions {
  readonly contacts: readonly Contact[]
  /** From a request to its answer, in milliseconds; 0. */
  readonly rttMs?: number
  readonly behaviour?: Behaviour
}

/** A request as the contacts see it; a retry is another one, with the same id. */
export interface Asked {
  readonly at: number
  readonly id: string
  readonly to: string
  readonly request: Request
}

interface Coming {
  readonly at: number
  readonly sent: Sent
  readonly contact: Contact
  readonly reply: Reply
}

export class Company {
  readonly solo: Solo
  /** What was asked so far. */
  readonly asked: Asked[] = []
  behaviour: Behaviour
  readonly rttMs: number
  readonly #contacts = new Map<string, Contact>()
  readonly #coming: Coming[] = []

  constructor(options: CompanyOptions) {
    const { contacts, rttMs = 0 } = options
    this.solo = new Solo(options)
    this.rttMs = rttMs
    this.behaviour = options.behaviour ?? ((_, request) => politely(request, contacts))
    for (const contact of contacts) this.#contacts.set(contact.address, contact)
  }

  /** The engine joins through the first of the contacts, and all that follows comes to rest. */
  joined(): this {
    const [first] = this.#contacts.keys()
    this.start((engine, now) => engine.join(now, first === undefined ? [] : [first]))
    this.run(60_000)
    this.asked.length = 0
    return this
  }

  /** Begins an operation. */
  start(begin: (engine: Engine, now: number) => OperationId): OperationId {
    const operation = this.solo.input(begin)
    this.#collect()
    return operation
  }

  /** Carries an operation out. @throws Error if it takes more than an hour. */
  settle(begin: (engine: Engine, now: number) => OperationId): Outcome {
    const operation = this.start(begin)
    const until = this.solo.now + 3_600_000
    for (;;) {
      const outcome = this.solo.outcomes.get(operation)
      if (outcome !== undefined) return outcome
      if (!this.#step(until)) throw new Error(`operation ${operation} does not settle within an hour`)
    }
  }

  /** Lets time pass. */
  run(ms: number): void {
    const until = this.solo.now + ms
    while (this.#step(until)) {}
    this.solo.now = until
  }

  /** Goes on to the next answer or deadline; false if there is none by then. */
  #step(until: number): boolean {
    const { solo } = this
    const [coming] = this.#coming
    const at = Math.min(coming?.at ?? Number.POSITIVE_INFINITY, solo.engine.deadline)
    if (at > until) return false
    solo.now = Math.max(solo.now, at)
    if (coming !== undefined && coming.at <= solo.now) {
      this.#coming.shift()
      solo.answer(coming.sent, coming.contact, coming.reply)
    } else {
      solo.input((engine, now) => engine.advance(now))
    }
    this.#collect()
    return true
  }

  #collect(): void {
    for (const sent of this.solo.takeRequests()) {
      const { id, body } = sent.message
      if (!isRequest(body)) continue
      this.asked.push({ at: this.solo.now, id, to: sent.to, request: body })
      const contact = this.#contacts.get(sent.to)
      const reply = contact && this.behaviour(contact, body)
      if (contact === undefined || reply === undefined) continue
      this.#coming.push({ at: this.solo.now + this.rttMs, sent, contact, reply })
    }
  }
}

/** What somebody answers who knows `known` and stores whatever it is given. */
export function politely(request: Request, known: readonly Contact[]): Reply {
  if (request.type === 'ping') return { type: 'pong' }
  if (request.type === 'store') return request.nodes ? { ...nodes(known), stored: true } : { type: 'stored' }
  return nodes(known)
}

/** A list of contacts of which all were just heard. */
export function nodes(contacts: readonly (Contact | ListedContact)[]): Reply & { type: 'nodes' } {
  return { type: 'nodes', contacts: contacts.map((contact) => ({ ageMs: 0, ...contact })) }
}
