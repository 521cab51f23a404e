/** What a node has of the world around it. */

import type { RandomBytes } from '@kadkit/key'
import type { Config, Message, NodeEvent } from '@kadkit/protocol'
import type { Watchdog } from '../checks/watchdog.ts'
import type { Happening } from './agenda.ts'
import type { Inhabitant } from './inhabitant.ts'
import type { Operation } from './operation.ts'

export interface Stage {
  readonly now: number
  /** Since the world began. */
  readonly elapsedMs: number
  readonly random: RandomBytes
  readonly config: Partial<Config>
  /** See `WorldOptions.sliceMs`. */
  readonly sliceMs: number
  /** How long storages take to answer. */
  readonly storageMs: number
  readonly watchdog: Watchdog | undefined
  nodeAt(address: string): Inhabitant | undefined
  /** At a time, to the node of this number. */
  enter(at: number, happening: Happening, node: number): void
  send(from: Inhabitant, to: string, message: Message): void
  /** An engine has said what happened in it. */
  heard(node: Inhabitant, event: NodeEvent): void
  started(node: Inhabitant): void
  crashed(node: Inhabitant): void
  begun(operation: Operation): void
  /** Something else happened to a node: for the trace. */
  tell(node: Inhabitant, what: string, more?: Readonly<Record<string, unknown>>): void
  /** An address to join through. */
  bootstrap(node: Inhabitant): string[]
}
