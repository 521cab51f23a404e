/** Where every datagram went. */

import type { FrameFault } from '../wire/codec.ts'

/** Why the engine let a well-formed message fall. */
export type MessageFault =
  /** A reply to nothing that we asked, or asked long ago. */
  | 'unsolicited'
  /** A second reply to an attempt that was answered already. */
  | 'duplicate'
  /** A reply from another address than the one that was asked. */
  | 'wrong-address'
  /** A reply by another node than the one that was asked. */
  | 'wrong-sender'
  /** A reply of a type that does not answer its request. */
  | 'wrong-type'
  /** A message that bears our own key. */
  | 'own-key'

/** Why a datagram was dropped, in the wire format or in the engine. Dropped ones get no answer and change nothing. */
export type DropReason = FrameFault | MessageFault
