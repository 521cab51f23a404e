/** A Kademlia network on this machine: one bootstrap node, and others that join through it. */

import { createNode, type KademliaNode } from '@kadkit/dht'
import { keyFromAddress } from '@kadkit/key'
import { TransportError } from '@kadkit/transport'
import { UdpTransport } from '@kadkit/transport-udp'

export interface NetworkOptions {
  readonly nodes: number
  readonly host: string
  /** Where ports are looked for, upwards; 0 leaves the choice to the system. */
  readonly port: number
}

const LAST_PORT = 65_535

/** Starts the nodes one after the other; `started` hears of each. @throws TransportError when the ports run out */
export async function startNetwork(
  { nodes, host, port }: NetworkOptions,
  started: (node: KademliaNode, index: number, ms: number) => void,
): Promise<KademliaNode[]> {
  const network: KademliaNode[] = []
  let next = port
  try {
    while (network.length < nodes) {
      const before = performance.now()
      const bootstrap = network.slice(0, 1).map(({ self }) => self.address)
      const node = await startAt(host, next, bootstrap)
      next = next === 0 ? 0 : portOf(node) + 1
      network.push(node)
      started(node, network.length - 1, performance.now() - before)
    }
    return network
  } catch (error) {
    await stopNetwork(network)
    throw error
  }
}

export async function stopNetwork(network: readonly KademliaNode[]): Promise<void> {
  await Promise.all(network.map((node) => node.close()))
}

/** A node on the first free port from `port` on. */
async function startAt(host: string, port: number, bootstrap: readonly string[]): Promise<KademliaNode> {
  for (let free = port; free <= LAST_PORT; free++) {
    try {
      // The original's rule for ids, so that the dumps can be checked by hand; it needs a port that is known before.
      const key =
        free === 0 ? undefined : keyFromAddress(host.includes(':') ? `[${host}]:${free}` : `${host}:${free}`)
      return await createNode({ transport: new UdpTransport({ host, port: free }), key, bootstrap })
    } catch (error) {
      const inUse = error instanceof TransportError && error.code === 'address-in-use'
      if (!inUse || free === 0) throw error
    }
  }
  throw new TransportError('address-in-use', `${host} has no free UDP port from ${port} on`)
}

function portOf({ self }: KademliaNode): number {
  return Number(self.address.slice(self.address.lastIndexOf(':') + 1))
}
