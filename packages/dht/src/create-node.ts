/** Makes a node of its parts. */

import { randomKey } from '@kadkit/key'
import { Codec, Engine, type NodeState } from '@kadkit/protocol'
import { Archive } from './archive.ts'
import { continuedClock } from './continued-clock.ts'
import { Driver } from './driver.ts'
import type { KademliaNode } from './kademlia-node.ts'
import { NodeError } from './node-error.ts'
import { type CompleteOptions, completeOptions, type NodeOptions } from './node-options.ts'
import { RunningNode } from './running-node.ts'
import { unlessAborted } from './unless-aborted.ts'

/**
 * Opens the transport, enters what the storage holds, and joins the network through the bootstrap addresses. A node whose
 * storage was used before comes back as itself: with its key, its values, its own ones too, and its routing table, through which it
 * finds its network by itself. It goes on with that after the promise has resolved; `join([])` waits for it.
 *
 * @example
 * await using node = await createNode({ transport: new UdpTransport({ port: 4000 }) })
 *
 * @throws TypeError, RangeError (as a rejection) for a wrong option, before anything is opened
 * @throws TransportError when the transport cannot be opened; what the storage throws when it cannot be read; NodeError
 *   'no-bootstrap' when no bootstrap address answers, and nobody is known from before. Then transport and storage are closed again. To start alone and
 *   go on trying, leave `bootstrap` out and call `join`.
 */
export async function createNode(options: NodeOptions): Promise<KademliaNode> {
  const complete = completeOptions(options)
  const { bootstrap, signal, transport, networkId } = complete
  const codec = new Codec({ networkId, maxMessageBytes: transport.maxMessageBytes })
  let driver: Driver | undefined
  try {
    const archive = new Archive(complete.storage)
    const address = await unlessAborted(
      opening(complete, () => driver),
      signal,
    )
    const state = await unlessAborted(archive.readState(), signal)
    const clock = continuedClock(complete.clock, state)
    const engine = engineOf(complete, address, state)
    driver = new Driver({ engine, codec, transport, archive, clock })
    await unlessAborted(restore(driver, state), signal)
    const node = new RunningNode(driver, complete)
    if (bootstrap.length > 0) await node.join(bootstrap, { signal }).catch(unlessKnown(driver))
    return node
  } catch (error) {
    // How it ends must not hide why.
    await close(driver, complete).catch(() => {})
    throw error
  }
}

function opening({ transport }: CompleteOptions, driver: () => Driver | undefined): Promise<string> {
  return transport.open({
    receive: (from, message) => driver()?.received(from, message),
    progress: (from) => driver()?.input((engine, now) => engine.progress(now, from)),
  })
}

function engineOf(parts: CompleteOptions, address: string, state?: NodeState): Engine {
  const { random, config, mode } = parts
  const key = parts.key ?? state?.key ?? randomKey(random)
  return new Engine({ key, address }, { random, config, mode })
}

async function restore(driver: Driver, state: NodeState | undefined): Promise<void> {
  await driver.restore(state?.contacts ?? [])
  // Killed before it has met anybody, it would come back as somebody else.
  if (state?.key.equals(driver.engine.self.key) !== true) void driver.note(driver.engine.contacts())
}

/** Passes over it that no bootstrap address answers, if others are known. */
function unlessKnown({ engine }: Driver): (error: unknown) => void {
  return (error) => {
    if (!(error instanceof NodeError && error.code === 'no-bootstrap' && engine.size.contacts > 0))
      throw error
  }
}

async function close(driver: Driver | undefined, parts: CompleteOptions): Promise<void> {
  if (driver !== undefined) return driver.close()
  // A transport that refuses to open is closed by itself, or open in the hands of another node.
  if (parts.signal?.aborted) await parts.transport.close()
  await parts.storage.close()
}
