/** Which addresses a table may hold: an answer from a few bits, before all of its contacts are looked at. */

/** Enough for the table of a node in a large network. */
const MIN_BITS = 4_096
// No Int32Array: to make one of this size takes ten times as long, and as much memory.
const NO_BITS = new Array<number>(MIN_BITS / 32).fill(0)
/** With so many bits for each address, three of them set, at most 2 % of the others pass. */
const BITS_AN_ADDRESS = 10

/**
 * A Bloom filter with three hash functions made of two (Kirsch and Mitzenmacher 2006). It errs only one way: an address that does
 * not pass is not held. A Map of the addresses would never err, but be ten times as large.
 */
export class AddressSieve {
  #bits = NO_BITS.slice()
  #added = 0
  /** What was hashed last: who asks for an address often adds it then. */
  #address: string | undefined
  #hash = 0

  /** Whether so many were added that it is to be built anew, of those that are still held. */
  get crowded(): boolean {
    return this.#added * BITS_AN_ADDRESS > this.#bits.length * 32
  }

  /** Lets this address pass from now on. */
  add(address: string): void {
    const hash = this.#hashOf(address)
    const step = stepOf(hash)
    this.#set(hash)
    this.#set(hash + step)
    this.#set(hash + 2 * step)
    this.#added++
  }

  /** Whether the address may have been added; false is certain. */
  passes(address: string): boolean {
    const hash = this.#hashOf(address)
    if (!this.#isSet(hash)) return false
    const step = stepOf(hash)
    return this.#isSet(hash + step) && this.#isSet(hash + 2 * step)
  }

  /** Begins again, with room for twice as many addresses as are to be added. */
  clear(addresses: number): void {
    let bits = MIN_BITS
    while (bits < 2 * addresses * BITS_AN_ADDRESS) bits *= 2
    this.#bits = bits === MIN_BITS ? NO_BITS.slice() : new Array<number>(bits / 32).fill(0)
    this.#added = 0
  }

  #set(bit: number): void {
    const at = (bit >>> 5) & (this.#bits.length - 1)
    this.#bits[at] = (this.#bits[at] ?? 0) | (1 << (bit & 31))
  }

  #isSet(bit: number): boolean {
    return (((this.#bits[(bit >>> 5) & (this.#bits.length - 1)] ?? 0) >>> (bit & 31)) & 1) === 1
  }

  /** FNV-1a over two characters at a time, and its high bits mixed into the low ones, which are those that count. */
  #hashOf(address: string): number {
    if (address === this.#address) return this.#hash
    let hash = 0x811c9dc5
    const paired = address.length & ~1
    for (let i = 0; i < paired; i += 2) {
      hash = Math.imul(hash ^ address.charCodeAt(i) ^ (address.charCodeAt(i + 1) << 16), 0x01000193)
      hash ^= hash >>> 15
    }
    if (paired < address.length) hash = Math.imul(hash ^ address.charCodeAt(paired), 0x01000193)
    this.#address = address
    this.#hash = hash ^ (hash >>> 15)
    return this.#hash
  }
}

/** Odd, so that it leads through all bits. */
function stepOf(hash: number): number {
  return (Math.imul(hash, 0x9e3779b1) >>> 15) | 1
}
