/** Which addresses a table may hold: an answer from a few characters and bits, before all of its contacts are looked at. */

const { imul } = Math
/** Enough for the table of a node in a large network. */
const MIN_WORDS = 128
// No Int32Array: to make one of this size takes ten times as long, and as much memory. Nor `new Array`, after which V8 looks for holes.
const NO_WORDS: readonly number[] = Array.from({ length: MIN_WORDS }, () => 0)
/** With so many bits for each address, four of them set, at most 2 % of the others pass. */
const BITS_AN_ADDRESS = 12
/** Characters at the end of an address that are read first: the port, mostly. */
const END = 4
/** After so many addresses that passed though nobody had them, ends are not enough. */
const MAX_ERRORS = 16

/**
 * A Bloom filter that sets all bits of an address in one word (Putze, Sanders and Singler 2007). It errs only one way: an address
 * that does not pass is not held. A Map of the addresses would never err, but be ten times as large.
 *
 * To read a character costs more than all else here. So it reads the end of an address alone, until it has erred too often,
 * as where all nodes have the same port: from then on it reads to the beginning, if the end has passed.
 */
export class AddressSieve {
  #words = NO_WORDS.slice()
  #room = roomOf(MIN_WORDS)
  #errors = 0

  /** Whether it is to be built anew, of the addresses that are still held, before one more is added. */
  get full(): boolean {
    return this.#room <= 0
  }

  /** Whether it is to be built anew, since it erred too often. */
  get worn(): boolean {
    return this.#errors === MAX_ERRORS
  }

  /** Lets an address with this end pass from now on. */
  add(address: string, end: number): void {
    this.#set(end)
    if (this.#errors > MAX_ERRORS) this.#set(hashOf(address, end))
    this.#room--
  }

  /** The same, and true, for an address that does not pass yet. */
  addNew(address: string, end: number): boolean {
    if (this.#errors > MAX_ERRORS) return this.#addNewAsWhole(address, end)
    const words = this.#words
    const at = placeOf(end) & (words.length - 1)
    const bits = bitsOf(end)
    const word = words[at] as number
    if ((word & bits) === bits) return false
    words[at] = word | bits
    this.#room--
    return true
  }

  #addNewAsWhole(address: string, end: number): boolean {
    if (this.passes(address, end)) return false
    this.add(address, end)
    return true
  }

  /** Whether the address with this end may have been added; false is certain. */
  passes(address: string, end: number): boolean {
    return this.#has(end) && (this.#errors <= MAX_ERRORS || this.#has(hashOf(address, end)))
  }

  /** An address has passed that nobody has. */
  erred(): void {
    if (this.#errors < MAX_ERRORS) this.#errors++
  }

  /** Begins again, with room for twice as many addresses as are to be added. */
  clear(addresses: number): void {
    let words = NO_WORDS.slice()
    while (roomOf(words.length) < 2 * addresses) words = words.concat(words)
    this.#words = words
    this.#room = roomOf(words.length)
    this.#errors = this.#errors >= MAX_ERRORS ? MAX_ERRORS + 1 : 0
  }

  #set(hash: number): void {
    const words = this.#words
    const at = placeOf(hash) & (words.length - 1)
    words[at] = (words[at] as number) | bitsOf(hash)
  }

  #has(hash: number): boolean {
    const words = this.#words
    const bits = bitsOf(hash)
    return ((words[placeOf(hash) & (words.length - 1)] as number) & bits) === bits
  }
}

/** A hash of the last characters of an address. */
export function endOf(address: string): number {
  const { length } = address
  if (length < END) return hashOf(address, 0)
  return mixed(
    address.charCodeAt(length - 1) ^
      (address.charCodeAt(length - 2) << 8) ^
      (address.charCodeAt(length - 3) << 16) ^
      (address.charCodeAt(length - 4) << 24),
  )
}

/** A hash of all characters: FNV-1a, two of them at a time. */
function hashOf(address: string, start: number): number {
  let hash = start | 0
  for (let i = 0; i < address.length; i++) hash = imul(hash ^ address.charCodeAt(i), 0x01000193)
  return mixed(hash)
}

function mixed(word: number): number {
  const hash = imul(word ^ (word >>> 15), 0x2c1b3c6d)
  return imul(hash ^ (hash >>> 12), 0x297a2d39)
}

function bitsOf(hash: number): number {
  return (1 << (hash >>> 27)) | (1 << (hash >>> 22)) | (1 << (hash >>> 17)) | (1 << (hash >>> 12))
}

function placeOf(hash: number): number {
  return hash ^ (hash >>> 16)
}

function roomOf(words: number): number {
  return Math.floor((words * 32) / BITS_AN_ADDRESS)
}
