/** Who asks, and who is asked. */

import type { Key } from '@kadkit/key'
import type { Contact } from '@kadkit/routing'
import type { Reply } from '../wire/message.ts'

/** Who wants an answer. Once not `active`, it hears no more, and nothing is sent again for it. */
export interface Asker {
  readonly active: boolean
  /** The answer, also one that comes after `slow` or `failed`. */
  answered(now: number, contact: Contact, reply: Reply): void
  /**
   * It takes longer than usual, which is told once: the request was sent again, or bytes of its answer flow. Of a
   * `find-value`, which any other may answer as well, it is told already when most answers would have come: the lookup
   * hedges (Dean and Barroso, "The Tail at Scale", 2013).
   */
  slow(now: number, peer: Peer): void
  /** No answer came, after all retries. */
  failed(now: number, peer: Peer): void
}

/** Whom to ask. Without a key, whoever answers at the address is right: so a bootstrap address is asked. */
export interface Peer {
  readonly key?: Key
  readonly address: string
}

/** Whether it is known who should answer. */
export function isContact(peer: Peer): peer is Contact {
  return peer.key !== undefined
}
