/** 256 bits as eight 32-bit words, big-endian: the common ground of {@link Key} and {@link Distance}. */

import { hexToBytes } from '@noble/hashes/utils.js'

/** Bits in a key, and in a distance between two keys. */
export const KEY_BITS = 256
/** Bytes in a key, and in a distance between two keys. */
export const KEY_BYTES = 32

const HEX = /^[0-9a-f]{64}$/i
const DIGITS = Uint8Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0))

/** Where digits are put together: all at once, so that the text is one piece. */
const SHEET = new Array<number>(2 * KEY_BYTES).fill(0)

/**
 * Eight fields, not an array, and each a signed word, which V8 keeps inside the object: 104 bytes a key. Unsigned
 * words become boxed doubles, 232 bytes a key and slower to compare; a Uint8Array takes 238 bytes.
 */
export abstract class Words {
  static {
    // console.log in Node.js then prints the digits, not eight fields. A class body cannot declare this name itself:
    // its type could not be written down without inference (isolatedDeclarations).
    Object.defineProperty(Words.prototype, Symbol.for('nodejs.util.inspect.custom'), {
      value(this: Words): string {
        return `${this.constructor.name} ${this.toHex()}`
      },
    })
  }

  /** @internal */ readonly w0: number
  /** @internal */ readonly w1: number
  /** @internal */ readonly w2: number
  /** @internal */ readonly w3: number
  /** @internal */ readonly w4: number
  /** @internal */ readonly w5: number
  /** @internal */ readonly w6: number
  /** @internal */ readonly w7: number
  /** Kept once it was asked for: it is the key's name in maps, which ask for it again and again. */
  #hex: string | undefined

  /** From the 32 bytes at `offset`. @throws TypeError, RangeError when they are not there. */
  protected constructor(bytes: Uint8Array, offset: number) {
    checkRoom(bytes, offset)
    this.w0 = readWord(bytes, offset)
    this.w1 = readWord(bytes, offset + 4)
    this.w2 = readWord(bytes, offset + 8)
    this.w3 = readWord(bytes, offset + 12)
    this.w4 = readWord(bytes, offset + 16)
    this.w5 = readWord(bytes, offset + 20)
    this.w6 = readWord(bytes, offset + 24)
    this.w7 = readWord(bytes, offset + 28)
  }

  /** The 32 bytes, big-endian, in an array of the caller's own. */
  toBytes(): Uint8Array {
    const bytes = new Uint8Array(KEY_BYTES)
    this.writeTo(bytes, 0)
    return bytes
  }

  /** Writes the 32 bytes, big-endian, from `offset` on. @throws TypeError, RangeError when they have no room there. */
  writeTo(bytes: Uint8Array, offset: number): void {
    checkRoom(bytes, offset)
    writeWord(bytes, offset, this.w0)
    writeWord(bytes, offset + 4, this.w1)
    writeWord(bytes, offset + 8, this.w2)
    writeWord(bytes, offset + 12, this.w3)
    writeWord(bytes, offset + 16, this.w4)
    writeWord(bytes, offset + 20, this.w5)
    writeWord(bytes, offset + 24, this.w6)
    writeWord(bytes, offset + 28, this.w7)
  }

  /** The same for who has a view: it takes half the time. @throws RangeError when they have no room there. */
  writeIn(view: DataView, offset: number): void {
    view.setInt32(offset, this.w0)
    view.setInt32(offset + 4, this.w1)
    view.setInt32(offset + 8, this.w2)
    view.setInt32(offset + 12, this.w3)
    view.setInt32(offset + 16, this.w4)
    view.setInt32(offset + 20, this.w5)
    view.setInt32(offset + 24, this.w6)
    view.setInt32(offset + 28, this.w7)
  }

  /** Whether these are the 32 bytes from `offset` on. @throws TypeError, RangeError when there are not so many. */
  isAt(bytes: Uint8Array, offset: number): boolean {
    checkRoom(bytes, offset)
    return (
      this.w0 === readWord(bytes, offset) &&
      this.w1 === readWord(bytes, offset + 4) &&
      this.w2 === readWord(bytes, offset + 8) &&
      this.w3 === readWord(bytes, offset + 12) &&
      this.w4 === readWord(bytes, offset + 16) &&
      this.w5 === readWord(bytes, offset + 20) &&
      this.w6 === readWord(bytes, offset + 24) &&
      this.w7 === readWord(bytes, offset + 28)
    )
  }

  /** The same for who has a view: it takes half the time. @throws RangeError when the first bytes are these, but there are not so many. */
  isIn(view: DataView, offset: number): boolean {
    return (
      this.w0 === view.getInt32(offset) &&
      this.w1 === view.getInt32(offset + 4) &&
      this.w2 === view.getInt32(offset + 8) &&
      this.w3 === view.getInt32(offset + 12) &&
      this.w4 === view.getInt32(offset + 16) &&
      this.w5 === view.getInt32(offset + 20) &&
      this.w6 === view.getInt32(offset + 24) &&
      this.w7 === view.getInt32(offset + 28)
    )
  }

  /** All 64 lower-case hex digits; leading zeros are kept. */
  toHex(): string {
    this.#hex ??= this.#digits()
    return this.#hex
  }

  #digits(): string {
    writeDigits(0, this.w0)
    writeDigits(8, this.w1)
    writeDigits(16, this.w2)
    writeDigits(24, this.w3)
    writeDigits(32, this.w4)
    writeDigits(40, this.w5)
    writeDigits(48, this.w6)
    writeDigits(56, this.w7)
    // Not by concatenation: V8 keeps such a string as a chain of its parts, and a map with such names takes 890 bytes
    // an entry, rather than 110.
    return String.fromCharCode(...SHEET)
  }

  /** The hex digits: what a template string prints. */
  toString(): string {
    return this.toHex()
  }

  /** The hex digits: what JSON.stringify writes. */
  toJSON(): string {
    return this.toHex()
  }
}

/** @throws TypeError, RangeError unless `bytes` are exactly 32 bytes. */
export function checkWhole(bytes: Uint8Array): void {
  checkBytes(bytes)
  if (bytes.length !== KEY_BYTES) {
    throw new RangeError(`bytes must be ${KEY_BYTES} bytes long, got ${bytes.length}`)
  }
}

function checkBytes(bytes: Uint8Array): void {
  if (!(bytes instanceof Uint8Array)) throw new TypeError(`bytes must be a Uint8Array, got ${typeof bytes}`)
}

/** @throws TypeError, RangeError unless there are 32 bytes from `offset` on. */
function checkRoom(bytes: Uint8Array, offset: number): void {
  checkBytes(bytes)
  if (Number.isInteger(offset) && offset >= 0 && offset + KEY_BYTES <= bytes.length) return
  throw new RangeError(
    `offset must leave ${KEY_BYTES} of ${bytes.length} bytes, and be an integer of at least 0, got ${String(offset)}`,
  )
}

/** The 32 bytes that 64 hex digits of either case stand for. @throws TypeError, RangeError for anything else. */
export function bytesOfHex(hex: string): Uint8Array {
  if (typeof hex !== 'string') throw new TypeError(`hex must be a string, got ${typeof hex}`)
  if (!HEX.test(hex)) {
    throw new RangeError(`hex must be ${KEY_BYTES * 2} hex digits, got ${JSON.stringify(hex.slice(0, 80))}`)
  }
  return hexToBytes(hex)
}

// Shifts, not a DataView: making one costs several times as much as reading all 32 bytes.
function readWord(bytes: Uint8Array, at: number): number {
  return (
    ((bytes[at] ?? 0) << 24) |
    ((bytes[at + 1] ?? 0) << 16) |
    ((bytes[at + 2] ?? 0) << 8) |
    (bytes[at + 3] ?? 0)
  )
}

function writeDigits(at: number, word: number): void {
  for (let digit = 0; digit < 8; digit++) SHEET[at + digit] = DIGITS[(word >>> (28 - 4 * digit)) & 15] ?? 0
}

function writeWord(bytes: Uint8Array, at: number, word: number): void {
  bytes[at] = word >>> 24
  bytes[at + 1] = word >>> 16
  bytes[at + 2] = word >>> 8
  bytes[at + 3] = word
}
