/** Our own codec, as it is measured. */

import { Key } from '@kadkit/key'
import { Codec, type Message } from '@kadkit/protocol'
import type { CodecPart, Said } from './codec-part.ts'

export function message({ id, sender, contacts }: Said): Message {
  const frame = { id: Buffer.from(id).toString('hex'), attempt: 0, sender: Key.fromBytes(sender) }
  if (contacts === undefined) return { ...frame, body: { type: 'ping' } }
  const listed = contacts.map(({ id, host, port }, i) => ({
    key: Key.fromBytes(id),
    address: `${host}:${port}`,
    ageMs: 1_000 * i,
  }))
  return { ...frame, body: { type: 'nodes', contacts: listed } }
}

export function create(): CodecPart {
  const codec = new Codec()
  return {
    encode: (message) => codec.encode(message as Message),
    decode: (bytes) => codec.decode(bytes),
    said(decoded) {
      const { id, sender, body } = decoded as Message
      const said = { id: Buffer.from(id, 'hex'), sender: sender.toBytes() }
      if (body.type !== 'nodes') return said
      const contacts = body.contacts.map(({ key, address }) => {
        const [host = '', port] = address.split(':')
        return { id: key.toBytes(), host, port: Number(port) }
      })
      return { ...said, contacts }
    },
  }
}
