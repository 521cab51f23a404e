/** Which addresses a table may hold: an answer from a few bits, before all of its contacts are looked at. */

const MIN_BITS = 1_024
/** With so many bits for each address, 6 % of the others pass. */
const BITS_AN_ADDRESS = 16

/**
 * A Bloom filter with one hash function. It errs only one way: an address that does not pass is not held. A Map of
 * the addresses would never err, but be ten times as large.
 */
export class AddressSieve {
  #bits = new Int32Array(MIN_BITS / 32)
  #added = 0

  /** Whether so many were added that it is to be built anew, of those that are still held. */
  get crowded(): boolean {
    return this.#added * BITS_AN_ADDRESS > this.#bits.length * 32
  }

  /** Lets this address pass from now on. */
  add(address: string): void {
    const bit = this.#bitOf(address)
    this.#bits[bit >>> 5] = (this.#bits[bit >>> 5] ?? 0) | (1 << (bit & 31))
    this.#added++
  }

  /** Whether the address may have been added; false is certain. */
  passes(address: string): boolean {
    const bit = this.#bitOf(address)
    return (((this.#bits[bit >>> 5] ?? 0) >>> (bit & 31)) & 1) === 1
  }

  /** Begins again, with room for twice as many addresses as are to be added. */
  clear(addresses: number): void {
    let bits = MIN_BITS
    while (bits < 2 * addresses * BITS_AN_ADDRESS) bits *= 2
    this.#bits = new Int32Array(bits / 32)
    this.#added = 0
  }

  /** FNV-1a, and its high bits mixed into the low ones, which are those that count. */
  #bitOf(address: string): number {
    let hash = 0x811c9dc5
    for (let i = 0; i < address.length; i++) hash = Math.imul(hash ^ address.charCodeAt(i), 0x01000193)
    return (hash ^ (hash >>> 15)) & (this.#bits.length * 32 - 1)
  }
}
