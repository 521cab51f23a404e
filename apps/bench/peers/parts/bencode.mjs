/** bencode, with which bittorrent-dht encodes: nodes are packed, as BEP 5 has them. */

import bencode from 'bencode'
import { packNodes, unpackNodes } from './packed-nodes.mjs'

export const message = (message) => message

export function create() {
  return {
    encode({ id, sender, contacts }) {
      return contacts === undefined
        ? bencode.encode({ a: { id: sender }, q: 'ping', t: id, y: 'q' })
        : bencode.encode({ r: { id: sender, nodes: packNodes(contacts) }, t: id, y: 'r' })
    },
    decode(bytes) {
      const { a, r, t } = bencode.decode(bytes)
      return r === undefined
        ? { id: t, sender: a.id }
        : { id: t, sender: r.id, contacts: unpackNodes(r.nodes) }
    },
  }
}
