/** One request to one node, and its answer. */

import type { Contact } from '@kadkit/routing'
import type { Reply, Request } from '../wire/message.ts'
import type { Asker, Peer } from './asker.ts'
import type { Operation, Report, Workshop } from './operation.ts'

export class Call implements Operation, Asker {
  readonly #workshop: Workshop
  readonly #peer: Peer
  readonly #request: Request
  readonly #report: Report
  #active = true

  constructor(workshop: Workshop, peer: Peer, request: Request, report: Report) {
    this.#workshop = workshop
    this.#peer = peer
    this.#request = request
    this.#report = report
  }

  get active(): boolean {
    return this.#active
  }

  begin(now: number): void {
    this.#workshop.requests.ask(now, this.#peer, this.#request, this)
  }

  cancel(): void {
    this.#active = false
  }

  answered(now: number, contact: Contact, reply: Reply): void {
    this.#active = false
    this.#report.settle(now, { type: 'answered', reply, from: contact })
  }

  slow(): void {}

  failed(now: number): void {
    this.#active = false
    this.#report.settle(now, { type: 'failed', reason: 'no-answer', failed: [] })
  }
}
