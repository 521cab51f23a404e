/** Nodes on real UDP sockets of this machine. */

// By path: this package does not depend on that transport, only these tests do.
import { UdpTransport, type UdpTransportOptions } from '@kadkit/transport-udp'
import { createNode, type KademliaNode, type NodeOptions } from '../../src/index.ts'

export interface UdpMember {
  readonly node: KademliaNode
  readonly transport: UdpTransport
}

const members: UdpMember[] = []

/** A node on a free port of 127.0.0.1, or as told. {@link closeAll} closes it. */
export async function udpNode(
  options: Partial<NodeOptions> = {},
  udp: UdpTransportOptions = {},
): Promise<UdpMember> {
  const transport = new UdpTransport({ host: '127.0.0.1', ...udp })
  const member = { node: await createNode({ transport, ...options }), transport }
  members.push(member)
  return member
}

/** `size` nodes, joined one after the other through the first one. */
export async function udpNetwork(
  size: number,
  options: (index: number) => Partial<NodeOptions> = () => ({}),
): Promise<UdpMember[]> {
  const network: UdpMember[] = []
  for (let i = 0; i < size; i++) {
    const bootstrap = network.slice(0, 1).map(({ node }) => node.self.address)
    network.push(await udpNode({ bootstrap, ...options(i) }))
  }
  return network
}

export async function closeAll(): Promise<void> {
  await Promise.all(members.splice(0).map(({ node }) => node.close()))
}

/** Does `work` for every item, at most `width` at once; the results are in the items' order. */
export async function spread<T, R>(
  items: readonly T[],
  width: number,
  work: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = []
  const queue = items.entries()
  const run = async () => {
    for (const [index, item] of queue) results[index] = await work(item, index)
  }
  await Promise.all(Array.from({ length: width }, run))
  return results
}

/** The item at `index`, counted around. */
export function at<T>(items: readonly T[], index: number): T {
  const item = items[index % items.length]
  if (item === undefined) throw new Error('there are no items')
  return item
}

/** The value that half of all do not exceed. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length / 2) - 1] ?? Number.NaN
}
