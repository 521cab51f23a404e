/** compact-encoding, with which dht-rpc and hyperdht encode. */

import c from 'compact-encoding'

const requestId = c.fixed(16)

const node = {
  preencode(state, { id, host, port }) {
    c.fixed32.preencode(state, id)
    c.ipv4Address.preencode(state, { host, port })
  },
  encode(state, { id, host, port }) {
    c.fixed32.encode(state, id)
    c.ipv4Address.encode(state, { host, port })
  },
  decode(state) {
    const id = c.fixed32.decode(state)
    const { host, port } = c.ipv4Address.decode(state)
    return { id, host, port }
  },
}
const nodes = c.array(node)

const frame = {
  preencode(state, { id, sender, contacts }) {
    c.uint8.preencode(state, 0)
    requestId.preencode(state, id)
    c.fixed32.preencode(state, sender)
    if (contacts !== undefined) nodes.preencode(state, contacts)
  },
  encode(state, { id, sender, contacts }) {
    c.uint8.encode(state, contacts === undefined ? 0 : 1)
    requestId.encode(state, id)
    c.fixed32.encode(state, sender)
    if (contacts !== undefined) nodes.encode(state, contacts)
  },
  decode(state) {
    const lists = c.uint8.decode(state) === 1
    const id = requestId.decode(state)
    const sender = c.fixed32.decode(state)
    return lists ? { id, sender, contacts: nodes.decode(state) } : { id, sender }
  },
}

export const message = (message) => message

export function create() {
  return { encode: (message) => c.encode(frame, message), decode: (bytes) => c.decode(frame, bytes) }
}
