/** A node as the rest of its world sees it. */

import type { Engine, Message, Mode } from '@kadkit/protocol'
import type { Contact } from '@kadkit/routing'
import type { Station } from '../network/network.ts'
import type { SimStorage } from './sim-storage.ts'
import type { Traffic } from './traffic.ts'

export interface Inhabitant extends Station {
  /** Its number in the world, from 1. */
  readonly id: number
  readonly contact: Contact
  readonly mode: Mode
  readonly storage: SimStorage
  /** What it has sent. */
  readonly traffic: Traffic
  /** Bytes of the messages that have come in. */
  readonly receivedBytes: number
  /** Whether it runs. */
  readonly up: boolean
  /** When it last started, in milliseconds of the world. @throws Error when it is down. */
  readonly startedAt: number
  /** Its engine, to look at: what is called on it from outside does not show in the trace. @throws Error when it is down. */
  readonly engine: Engine
  /** What its engine takes for the time now. @throws Error when it is down. */
  readonly clock: number
  /** @internal Whether a message from there gets through to it now. */
  letsIn(from: string): boolean
  /** @internal From when on what comes in is looked at: in the past, unless its event loop stands still. */
  readonly attentiveFrom: number
  /** @internal A message has arrived, and is looked at. */
  receive(from: string, message: Message, bytes: number): void
  /** @internal It sends. */
  send(to: string, message: Message): void
}
