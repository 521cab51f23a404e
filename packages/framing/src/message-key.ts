/** What messages are looked up by. */

import type { Address } from '@kadkit/transport'
import type { MessageId } from './frame.ts'

/** One text for a message and who is at its other end: the same id at two addresses is two messages. */
export function keyOf(id: MessageId, address: Address): string {
  return id + address
}
