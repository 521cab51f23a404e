/** The sockets of udx-native, which dht-rpc and hyperdht use. */

import { createRequire } from 'node:module'
import { freePort } from './free-port.mjs'

const UDXSocket = createRequire(import.meta.url)('udx-native/lib/socket')

export const sockets = [{ prototype: UDXSocket.prototype, sends: ['send', 'trySend'] }]

/**
 * A node of a class that is, or extends, dht-rpc's. Unless it is told so, a node on loopback stays out of all tables,
 * and the first one cannot know its own address.
 */
export async function nodeOf(DHT, first) {
  const host = '127.0.0.1'
  return first === undefined
    ? DHT.bootstrapper(await freePort(), host, { host })
    : new DHT({ ephemeral: false, firewalled: false, host, bootstrap: [addressOf(first)] })
}

export function addressOf(node) {
  return `127.0.0.1:${node.address().port}`
}

/** The ids that a query ended on, nearest first. */
export async function closestOf(query) {
  await query.finished()
  return query.closestNodes.map(({ id }) => id)
}

export async function ping(node, address) {
  const [host, port] = address.split(':')
  await node.ping({ host, port: Number(port) })
}
