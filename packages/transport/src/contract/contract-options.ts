/** What the contract suite has to know of the transport that it examines. */

import type { Address, Transport } from '../transport.ts'

/** How to make the transports under examination, and how long to wait for them. */
export interface TransportContractOptions {
  /** Makes a transport that is not open yet; all that it makes can reach each other. */
  create(): Transport | Promise<Transport>
  /** An address of the right kind at which nobody listens, or a function that finds one. */
  readonly deadAddress: Address | (() => Address | Promise<Address>)
  /** Texts that are no address of this kind, beside those that are no address of any kind. */
  readonly badAddresses?: readonly string[]
  /** Called again and again while the suite waits: moves time on where the network stands on a ManualClock. */
  settle?(): void | Promise<void>
  /** How long a case waits for what must come, in milliseconds; it sends five times meanwhile. Default 5,000. */
  readonly waitMs?: number
}
