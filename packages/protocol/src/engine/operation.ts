/** What a node does for its owner: a piece of work that begins, sends requests, and settles once. */

import type { RandomBytes } from '@kadkit/key'
import type { Contact, RoutingTable } from '@kadkit/routing'
import type { Config } from './config.ts'
import type { LookupStep } from './event.ts'
import type { Freight } from './freight.ts'
import type { Intake } from './intake.ts'
import type { Mode } from './mode.ts'
import type { Outcome } from './outcome.ts'
import type { Requests } from './requests.ts'
import type { Silences } from './silences.ts'
import type { Vault } from './vault.ts'

/** What operations work with. */
export interface Workshop {
  readonly self: Contact
  readonly mode: Mode
  readonly config: Config
  readonly random: RandomBytes
  readonly table: RoutingTable
  readonly requests: Requests
  readonly silences: Silences
  readonly vault: Vault
  readonly intake: Intake
  readonly freight: Freight
}

/** Where an operation reports to. */
export interface Report {
  settle(now: number, outcome: Outcome): void
  /** A step of its lookup; undefined when nobody watches. */
  readonly step: ((now: number, step: LookupStep) => void) | undefined
}

export interface Operation {
  begin(now: number): void
  /** Ends it at once, also before it has begun: it sends nothing more and does not settle. */
  cancel(now: number): void
}
