/** Makes a node of its parts. */

import { Codec, Engine } from '@kadkit/protocol'
import { Driver } from './driver.ts'
import type { KademliaNode } from './kademlia-node.ts'
import { type CompleteOptions, completeOptions, type NodeOptions } from './node-options.ts'
import { RunningNode } from './running-node.ts'
import { unlessAborted } from './unless-aborted.ts'

/**
 * Opens the transport, enters what the storage holds, and joins the network through the bootstrap addresses.
 *
 * @example
 * await using node = await createNode({ transport: new UdpTransport({ port: 4000 }) })
 *
 * @throws TypeError, RangeError (as a rejection) for a wrong option, before anything is opened
 * @throws TransportError when the transport cannot be opened; what the storage throws when it cannot be read; NodeError
 *   'no-bootstrap' when no bootstrap address answers. Then transport and storage are closed again. To start alone and
 *   go on trying, leave `bootstrap` out and call `join`.
 */
export async function createNode(options: NodeOptions): Promise<KademliaNode> {
  const complete = completeOptions(options)
  const { bootstrap, signal, transport, networkId } = complete
  const codec = new Codec({ networkId, maxMessageBytes: transport.maxMessageBytes })
  let driver: Driver | undefined
  try {
    driver = await open(complete, codec)
    const node = new RunningNode(driver, complete)
    await unlessAborted(driver.restore(), signal)
    if (bootstrap.length > 0) await node.join(bootstrap, { signal })
    return node
  } catch (error) {
    // How it ends must not hide why.
    await close(driver, complete).catch(() => {})
    throw error
  }
}

async function close(driver: Driver | undefined, parts: CompleteOptions): Promise<void> {
  if (driver !== undefined) return driver.close()
  // A transport that refuses to open is closed by itself, or open in the hands of another node.
  if (parts.signal?.aborted) await parts.transport.close()
  await parts.storage.close()
}

async function open(
  { transport, storage, clock, key, config, random, signal }: CompleteOptions,
  codec: Codec,
): Promise<Driver> {
  let driver: Driver | undefined
  const opening = transport.open({
    receive: (from, message) => driver?.received(from, message),
    progress: (from) => driver?.input((engine, now) => engine.progress(now, from)),
  })
  const address = await unlessAborted(opening, signal)
  const engine = new Engine({ key, address }, { random, config })
  driver = new Driver({ engine, codec, transport, storage, clock })
  return driver
}
