/** The demo itself: a network, puts and gets, figures, and dumps. */

import { join } from 'node:path'
import type { KademliaNode } from '@kadkit/dht'
import { distancesDump, dumpNode, writeDistancesDump, writeStateDump } from '@kadkit/dump'
import { keyOf } from '@kadkit/key'
import { figuresOf } from './figures.ts'
import { localAddress } from './local-address.ts'
import { startNetwork, stopNetwork } from './local-network.ts'
import { type DemoOptions, UsageError } from './options.ts'
import { getAll, putAll, type Trial } from './put-and-get.ts'

/** Runs it, and tells `print` line by line. Returns whether everything that was put was got. */
export async function demo(options: DemoOptions, print: (line: string) => void): Promise<boolean> {
  const host = options.host === 'lan' ? localAddress() : options.host
  if (host === undefined)
    throw new UsageError('--host lan: this machine has no address in a network; leave it out')
  const network = await startNetwork({ ...options, host }, ({ self }, index, ms) => {
    print(
      `[+] node ${index} on ${self.address}${index === 0 ? ' (bootstrap)' : `, joined in ${ms.toFixed(1)} ms`}`,
    )
  })
  try {
    const trials: Trial[] = []
    const told = (mark: string) => (trial: Trial) => {
      trials.push(trial)
      print(`${trial.ok ? mark : '[!]'} ${trial.text} (${trial.ms.toFixed(1)} ms)`)
    }
    await putAll(network, told('[+]'))
    await getAll(network, told('[*]'))
    const times = trials.map(({ ms }) => ms)
    print(figuresOf(network, times))
    for (const path of await writeDumps(network, options.dumps)) print(`dumped ${path}`)
    return trials.every(({ ok }) => ok)
  } finally {
    await stopNetwork(network)
  }
}

/** The state of the last node, and the distances of a lookup that it makes. Returns the paths. */
async function writeDumps(network: readonly KademliaNode[], directory: string): Promise<string[]> {
  const index = network.length - 1
  const node = network[index]
  if (node === undefined) return []
  const target = keyOf('key_0')
  const found = await node.find(target)
  const state = await writeStateDump(join(directory, `node${index}.json`), await dumpNode(node))
  const lookup = await writeDistancesDump(join(directory, 'lookup.json'), distancesDump(target, found))
  return [state.json, state.plantUml, lookup.json, lookup.plantUml]
}
