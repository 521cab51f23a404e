/** Another node, as this one knows it. */

import type { Key } from '@kadkit/key'

/** A node's key and the address at which it is reached: what the paper calls the (address, id) triple of a contact. */
export interface Contact {
  readonly key: Key
  /** Opaque to all but the transport and the wire format: "127.0.0.1:4000", "[::1]:4000", "memory:7". */
  readonly address: string
}
