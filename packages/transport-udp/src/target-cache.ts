/** From an address as text to what one socket sends to. */

import type { Address } from '@kadkit/transport'
import { parseUdpAddress } from './udp-address.ts'

/** Which versions of IP a socket reaches: "both" is an IPv6 socket that is bound to "::". */
export type Reach = 4 | 6 | 'both'

/** Host and port as the socket wants them. */
export interface Target {
  readonly host: string
  readonly port: number
}

/**
 * Remembers the targets of the last addresses used, oldest out first: to read an IPv6 address takes 4 µs, against
 * some 15 µs to send a datagram and receive it.
 */
export class TargetCache {
  /** One for all sockets of a process that reach the same: nodes of one network send to the same addresses. */
  static readonly shared: { readonly [reach in Reach]: TargetCache } = {
    4: new TargetCache(4),
    6: new TargetCache(6),
    both: new TargetCache('both'),
  }

  readonly #reach: Reach
  readonly #limit: number
  readonly #targets = new Map<Address, Target>()

  constructor(reach: Reach, limit = 4_096) {
    this.#reach = reach
    this.#limit = limit
  }

  get size(): number {
    return this.#targets.size
  }

  /** Undefined for text that is no address, and for an address that the socket does not reach; neither is kept. */
  get(address: Address): Target | undefined {
    const known = this.#targets.get(address)
    if (known !== undefined) return known
    const target = this.#read(address)
    if (target === undefined) return undefined
    if (this.#targets.size >= this.#limit) this.#forgetOldest()
    this.#targets.set(address, target)
    return target
  }

  #read(address: Address): Target | undefined {
    const parsed = parseUdpAddress(address)
    if (parsed === undefined) return undefined
    const { family, host, port } = parsed
    if (this.#reach === 'both' && family === 4) return { host: `::ffff:${host}`, port }
    return this.#reach === 'both' || this.#reach === family ? { host, port } : undefined
  }

  #forgetOldest(): void {
    for (const address of this.#targets.keys()) {
      this.#targets.delete(address)
      return
    }
  }
}
