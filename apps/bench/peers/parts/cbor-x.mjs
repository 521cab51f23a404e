/** cbor-x, with its records, and nodes packed as BEP 5 has them: the faster of its ways. */

import { Encoder } from 'cbor-x'
import { packNodes, unpackNodes } from './packed-nodes.mjs'

export const message = (message) => message

export function create() {
  const encoder = new Encoder({ structures: [] })
  return {
    encode: ({ id, sender, contacts }) =>
      contacts === undefined
        ? encoder.encode({ id, sender, asks: 'ping' })
        : encoder.encode({ id, sender, nodes: packNodes(contacts) }),
    decode(bytes) {
      const { id, sender, nodes } = encoder.decode(bytes)
      return nodes === undefined ? { id, sender } : { id, sender, contacts: unpackNodes(nodes) }
    },
  }
}
