/** Requests without an engine around them: it notes what they send and tell. */

import { seededRandomBytes } from '@kadkit/key'
import type { Contact } from '@kadkit/routing'
import type { Asker, Peer } from '../../src/engine/asker.ts'
import { Requests, type RequestsOptions } from '../../src/engine/requests.ts'
import type { Message, Reply, Request } from '../../src/wire/message.ts'
import { contactAt, keyAt } from './contacts.ts'

export interface Sending {
  readonly at: number
  readonly to: string
  readonly message: Message
}

export const options: RequestsOptions = {
  retries: 2,
  initialTimeoutMs: 100,
  minTimeoutMs: 10,
  maxTimeoutMs: 1_000,
  maxProgressMs: 2_000,
}

export class RequestsBench {
  now = 0
  readonly requests: Requests
  readonly sent: Sending[] = []
  /** What the host and the askers were told, as "when who what". */
  readonly told: string[] = []
  readonly replies: Reply[] = []

  constructor(given: Partial<RequestsOptions> = {}) {
    this.requests = new Requests(
      keyAt(0),
      seededRandomBytes(1),
      { ...options, ...given },
      {
        send: (to, message) => this.sent.push({ at: this.now, to, message }),
        heard: (now, { address }) => this.#note(now, 'host', `heard ${address}`),
        silent: (now, { address }, askedAt) => this.#note(now, 'host', `silent ${address} since ${askedAt}`),
        displaced: (now, expected, { address }) => {
          const was = expected.equals(contactAt(1).key) ? '1' : 'another'
          this.#note(now, 'host', `displaced ${was} at ${address}`)
        },
      },
    )
  }

  /** Asks, in the name of an asker that notes what it is told. */
  ask(peer: Peer = contactAt(1), request: Request = { type: 'ping' }, name = 'asker'): Asker & Active {
    const asker = {
      active: true,
      answered: (now: number, { address }: Contact, reply: Reply) => {
        this.replies.push(reply)
        this.#note(now, name, `answered ${address}`)
      },
      slow: (now: number, { address }: Peer) => this.#note(now, name, `slow ${address}`),
      failed: (now: number, { address }: Peer) => this.#note(now, name, `failed ${address}`),
    }
    this.requests.ask(this.now, peer, request, asker)
    return asker
  }

  /** What was sent last. */
  get last(): Sending {
    const last = this.sent.at(-1)
    if (last === undefined) throw new Error('nothing was sent')
    return last
  }

  /** A reply comes in; by default the right one to what was sent last. */
  reply(
    body: Reply = { type: 'pong' },
    { to, message }: Sending = this.last,
    { from = to, sender = contactAt(1).key, id = message.id, attempt = message.attempt } = {},
  ): string {
    return this.requests.answer(this.now, from, { id, attempt, sender, body }, body) ?? 'accepted'
  }

  /** Lets time pass, and deals with each deadline at its time. */
  run(ms: number): void {
    const until = this.now + ms
    while (this.requests.deadline <= until) {
      this.now = Math.max(this.now, this.requests.deadline)
      this.requests.advance(this.now)
    }
    this.now = until
  }

  /** Lets time pass, and deals with the deadlines only then. */
  stall(ms: number): void {
    this.now += ms
    this.requests.advance(this.now)
  }

  #note(now: number, who: string, what: string): void {
    this.told.push(`${now} ${who} ${what}`)
  }
}

interface Active {
  active: boolean
}
