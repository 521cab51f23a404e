/** From an address as text to what one socket sends to. */

import type { Address } from '@kadkit/transport'
import { parseUdpAddress, type UdpAddress } from '@kadkit/transport-udp'

/** Remembers the last addresses used, oldest out first: to read one takes up to a third of the time to send to it. */
export class Targets {
  readonly #reaches: (family: 4 | 6) => boolean
  readonly #limit: number
  readonly #known = new Map<Address, UdpAddress>()

  /** For a socket that is bound to this host: "::" reaches both versions of IP, any other host its own. */
  constructor({ family, host }: Pick<UdpAddress, 'family' | 'host'>, limit = 4_096) {
    this.#reaches = (other) => host === '::' || other === family
    this.#limit = limit
  }

  get size(): number {
    return this.#known.size
  }

  /** Undefined for text that is no address, and for an address that the socket does not reach; neither is kept. */
  get(address: Address): UdpAddress | undefined {
    const known = this.#known.get(address)
    if (known !== undefined) return known
    const target = parseUdpAddress(address)
    if (target === undefined || !this.#reaches(target.family)) return undefined
    if (this.#known.size >= this.#limit) this.#forgetOldest()
    this.#known.set(address, target)
    return target
  }

  #forgetOldest(): void {
    const [oldest] = this.#known.keys()
    if (oldest !== undefined) this.#known.delete(oldest)
  }
}
