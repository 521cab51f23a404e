/** The journal as text: a head, the names that there were when it was begun, and every write since. */

import { Catalog } from './catalog.ts'
import { isSealed, SEAL_LENGTH, seal } from './sealed-text.ts'

/** The version of the folder: of the journal, and of what stands beside it. */
export const FOLDER_FORMAT = 2

const MAGIC = 'kadkit-journal'
const LINE_END = 10
const SPACE = 32
const PLUS = 43
const ZERO = 48

/** The first line of a journal. */
export interface JournalHead {
  /** Which database of the folder it is about. */
  readonly generation: number
  /** The last write that its first names account for. */
  readonly sequence: number
  /** How many names those are. */
  readonly count: number
}

/** What a journal says. */
export interface Past {
  /** Undefined when the head is missing or damaged. */
  readonly generation: number | undefined
  /** The format of a later version of this package, if the head says so. */
  readonly newerFormat: number | undefined
  readonly catalog: Catalog
  /** Whether nothing is missing up to its last line. */
  readonly whole: boolean
  /** Whether there is something behind its last line: the half of a write, or damage. */
  readonly torn: boolean
  /** How many lines it has. */
  readonly lines: number
}

export function headLine({ generation, sequence, count }: JournalHead): string {
  return `${seal(`${MAGIC} ${FOLDER_FORMAT} ${generation} ${sequence} ${count}`)}\n`
}

export function writeLine(name: string, sequence: number, isPut: boolean): string {
  return `${seal(`${sequence} ${isPut ? '+' : '-'} ${name}`)}\n`
}

/** Reads a journal line by line, past everything that is damaged. */
export class JournalReader {
  readonly #catalog = new Catalog()
  #generation: number | undefined
  #newerFormat: number | undefined
  #named = 0
  #count = 0
  #lines = 0
  #whole = true
  #torn = false

  /** Takes the lines that end in these bytes; returns where what is behind the last of them begins. */
  read(bytes: Buffer): number {
    let from = 0
    for (let end = bytes.indexOf(LINE_END); end >= 0; end = bytes.indexOf(LINE_END, from)) {
      this.#readLine(bytes, from, end)
      from = end + 1
    }
    return from
  }

  /** After the last line; `isTorn`: whether something stands behind its end. */
  finish(isTorn: boolean): Past {
    return {
      generation: this.#generation,
      newerFormat: this.#newerFormat,
      catalog: this.#catalog,
      whole: this.#whole && this.#lines > 0 && this.#named === this.#count,
      torn: this.#torn || isTorn,
      lines: this.#lines,
    }
  }

  #readLine(bytes: Buffer, from: number, end: number): void {
    this.#lines++
    const sealed = isSealed(bytes, from, end)
    const begin = from + SEAL_LENGTH
    if (this.#lines === 1) this.#readHead(sealed ? bytes.toString('latin1', begin, end) : undefined)
    else if (sealed) this.#readWrite(bytes, begin, end)
    else this.#torn = true
  }

  #readHead(text: string | undefined): void {
    const [magic, format, generation, sequence, count] = text?.split(' ') ?? []
    if (magic !== MAGIC) this.#whole = false
    else if (Number(format) > FOLDER_FORMAT) this.#newerFormat = Number(format)
    else {
      this.#generation = Number(generation)
      this.#catalog.sequence = Number(sequence)
      this.#count = Number(count)
    }
  }

  #readWrite(bytes: Buffer, from: number, end: number): void {
    // "12 + name", read digit by digit: a node that starts waits for this
    let sequence = 0
    let at = from
    for (; at < end && bytes[at] !== SPACE; at++) sequence = sequence * 10 + ((bytes[at] ?? 0) - ZERO)
    const isPut = bytes[at + 1] === PLUS
    const name = bytes.toString('latin1', at + 3, end)
    // Damage at the end is half a write, which nobody was told of; damage before a line is a loss.
    if (this.#torn) this.#whole = false
    if (this.#named < this.#count) this.#named++
    else if (sequence !== this.#catalog.sequence + 1) this.#whole = false
    this.#catalog.enter(name, sequence, isPut)
  }
}
