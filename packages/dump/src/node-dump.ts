/** A contact, in the words of a dump. */

import type { Contact } from '@kadkit/routing'
import { type HexStyle, hexText } from './hex.ts'

/** A node. */
export interface NodeDump {
  readonly id: string
  /** An IP address, without brackets; or the whole address where the transport speaks of no IP. */
  readonly ip: string
  /** 0 where the transport speaks of no port. */
  readonly port: number
}

const IPV4 = /^((?:\d{1,3}\.){3}\d{1,3}):(\d{1,5})$/
const IPV6 = /^\[([^[\]]+)\]:(\d{1,5})$/
const MAX_PORT = 0xffff

/**
 * "127.0.0.1:4000" and "[::1]:4000" are taken apart. Any other address, such as "memory:7", is another transport's
 * own affair: it stands whole in `ip`, beside port 0.
 */
export function nodeDump(contact: Contact, style: HexStyle): NodeDump {
  const id = hexText(contact.key, style)
  const [, ip, port] = IPV4.exec(contact.address) ?? IPV6.exec(contact.address) ?? []
  if (ip === undefined || Number(port) > MAX_PORT) return { id, ip: contact.address, port: 0 }
  return { id, ip, port: Number(port) }
}
