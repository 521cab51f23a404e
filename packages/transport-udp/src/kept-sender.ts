/**
 * Who sent the last datagrams: the text of an address is made once, and is then one object for all sockets of a process
 * and for all who keep it. Each sender has one place, where a newer one replaces it.
 */

import type { Address } from '@kadkit/transport'
import { senderAddress } from './udp-address.ts'

const PLACE_BITS = 11
const PLACES: number = 2 ** PLACE_BITS

const hosts = new Array<string>(PLACES).fill('')
const ports = new Uint16Array(PLACES)
const addresses = new Array<Address>(PLACES).fill('')

/**
 * The address of a datagram's sender, from the host text of the system; undefined for one that cannot be answered: from port
 * 0, or from a link-local address with its zone. It is one string object for one address, while it is kept.
 */
export function keptSender(host: string, port: number): Address | undefined {
  const place = placeOf(host, port)
  if (ports[place] === port && hosts[place] === host) return addresses[place]
  const made = senderAddress(host, port)
  if (made === undefined) return undefined
  // In one piece: what a template makes, V8 keeps as a chain of its parts, which is slow to compare.
  const address = Buffer.from(made, 'latin1').toString('latin1')
  hosts[place] = host
  ports[place] = port
  addresses[place] = address
  return address
}

/** By the end of the host, in which neighbours differ, and the port. */
function placeOf(host: string, port: number): number {
  let hash = port
  for (let at = Math.max(0, host.length - 6); at < host.length; at++) {
    hash = Math.imul(hash ^ host.charCodeAt(at), 0x9e3779b1)
  }
  return Math.imul(hash ^ (hash >>> 15), 0x85ebca6b) >>> (32 - PLACE_BITS)
}
