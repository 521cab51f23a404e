/** Makes a node of its parts. */

import { Codec, Engine } from '@kadkit/protocol'
import { Driver } from './driver.ts'
import type { KademliaNode } from './kademlia-node.ts'
import { type CompleteOptions, completeOptions, type NodeOptions } from './node-options.ts'
import { RunningNode } from './running-node.ts'

/**
 * Opens the transport, enters what the storage holds, and joins the network through the bootstrap addresses.
 *
 * @example
 * await using node = await createNode({ transport: new UdpTransport({ port: 4000 }) })
 *
 * @throws TypeError, RangeError (as a rejection) for a wrong option, before anything is opened
 * @throws TransportError when the transport cannot be opened; NodeError 'no-bootstrap' when no bootstrap address
 *   answers: then everything is closed again. To start alone and go on trying, leave `bootstrap` out and call `join`.
 */
export async function createNode(options: NodeOptions): Promise<KademliaNode> {
  const complete = completeOptions(options)
  const driver = await open(complete)
  const node = new RunningNode(driver, complete)
  try {
    await driver.restore()
    const { bootstrap, signal } = complete
    if (bootstrap.length > 0) await node.join(bootstrap, { signal })
    signal?.throwIfAborted()
    return node
  } catch (error) {
    await node.close()
    throw error
  }
}

async function open({
  transport,
  storage,
  clock,
  key,
  networkId,
  config,
  random,
}: CompleteOptions): Promise<Driver> {
  const codec = new Codec({ networkId, maxMessageBytes: transport.maxMessageBytes })
  let driver: Driver | undefined
  const address = await transport.open({
    receive: (from, message) => driver?.received(from, message),
    progress: (from) => driver?.input((engine, now) => engine.progress(now, from)),
  })
  const engine = new Engine({ key, address }, { random, config })
  driver = new Driver({ engine, codec, transport, storage, clock })
  return driver
}
