/** What a lookup found, in the shape of the original's `dump_node_and_distance`. */

import { commonPrefixLength, Distance, type Key } from '@kadkit/key'
import type { Contact } from '@kadkit/routing'
import { type DumpOptions, hexStyleOf, hexText } from './hex.ts'
import { type NodeDump, nodeDump } from './node-dump.ts'
import { DUMP_SCHEMA } from './schema.ts'

/** A contact that was found. */
export interface FoundDump {
  /** The XOR of its id and the target, in hex. */
  readonly distance: string
  readonly node: NodeDump
  /** Ours. How many leading bits its id shares with the target: 256 when it is the target. */
  readonly sharedBits?: number
}

/** What a lookup found. In the original's form `sharedBits` and `kadkit` are absent. */
export interface DistancesDump {
  readonly found: readonly FoundDump[]
  readonly target: string
  readonly kadkit?: { readonly schema: number }
}

/**
 * The contacts in the order given (a lookup gives the nearest first), each with its distance to `target`, which is
 * computed here: nobody's word is taken for it.
 *
 * @throws RangeError for an unknown `hex`.
 */
export function distancesDump(
  target: Key,
  found: readonly Contact[],
  options: DumpOptions = {},
): DistancesDump {
  const style = hexStyleOf(options)
  const list = found.map((contact) => {
    const distance = hexText(Distance.between(contact.key, target), style)
    const entry = { distance, node: nodeDump(contact, style) }
    return style === 'original' ? entry : { ...entry, sharedBits: commonPrefixLength(contact.key, target) }
  })
  const dump = { found: list, target: hexText(target, style) }
  return style === 'original' ? dump : { ...dump, kadkit: { schema: DUMP_SCHEMA } }
}
