/** Where every message went. */

import type { FrameFault } from '../wire/frame-fault.ts'
import type { MessageType } from '../wire/message.ts'

/** Why the engine let a well-formed message fall. */
export type MessageFault =
  /** A reply to nothing that we asked, or to what we asked long ago. */
  | 'unsolicited'
  /** A second reply to one request, which is among the last 32 that were answered, or was sent again. */
  | 'duplicate'
  /** A reply from another address than the one that was asked. */
  | 'wrong-address'
  /** A reply by another node than the one that was asked. */
  | 'wrong-sender'
  /** A reply of a type that does not answer its request. */
  | 'wrong-type'
  /** A message that bears our own key. */
  | 'own-key'
  /** A request, and we are a client. */
  | 'unserved'

/** Why a received message was dropped: in the wire format, or in the engine. It gets no answer. */
export type DropReason = FrameFault | MessageFault

/** received = accepted + the sum of all that was dropped: nothing is lost without a name. */
export interface MessageCounts {
  readonly received: number
  readonly accepted: number
  readonly dropped: Readonly<Partial<Record<DropReason, number>>>
  readonly sent: number
  readonly sentByType: Readonly<Partial<Record<MessageType, number>>>
}

export class Counters {
  #accepted = 0
  #sent = 0
  readonly #dropped: Partial<Record<DropReason, number>> = {}
  readonly #sentByType: Partial<Record<MessageType, number>> = {}

  accept(): void {
    this.#accepted++
  }

  drop(reason: DropReason): void {
    this.#dropped[reason] = (this.#dropped[reason] ?? 0) + 1
  }

  send(type: MessageType): void {
    this.#sent++
    this.#sentByType[type] = (this.#sentByType[type] ?? 0) + 1
  }

  read(): MessageCounts {
    const dropped = { ...this.#dropped }
    const droppedInSum = Object.values(dropped).reduce((sum, count) => sum + count, 0)
    return {
      received: this.#accepted + droppedInSum,
      accepted: this.#accepted,
      dropped,
      sent: this.#sent,
      sentByType: { ...this.#sentByType },
    }
  }
}
