/** The journal as text: a head, the names that there were when it was begun, and every write since. */

import { Catalog } from './catalog.ts'
import { seal, unseal } from './sealed-text.ts'

/** The version of the folder: of the journal, and of what stands beside it. */
export const FOLDER_FORMAT = 2

const MAGIC = 'kadkit-journal'

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

  /** Takes the next line, without its end. */
  read(line: string): void {
    this.#lines++
    const text = unseal(line)
    if (this.#lines === 1) this.#readHead(text)
    else if (text === undefined) this.#torn = true
    else this.#readWrite(text)
  }

  /** After the last line; `rest` is what stands behind its end. */
  finish(rest: string): Past {
    return {
      generation: this.#generation,
      newerFormat: this.#newerFormat,
      catalog: this.#catalog,
      whole: this.#whole && this.#lines > 0 && this.#named === this.#count,
      torn: this.#torn || rest !== '',
      lines: this.#lines,
    }
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

  #readWrite(text: string): void {
    // "12 + name"
    const space = text.indexOf(' ')
    const sequence = Number(text.slice(0, space))
    const isPut = text[space + 1] === '+'
    const name = text.slice(space + 3)
    // Damage at the end is half a write, which nobody was told of; damage before a line is a loss.
    if (this.#torn) this.#whole = false
    if (this.#named < this.#count) this.#named++
    else if (sequence !== this.#catalog.sequence + 1) this.#whole = false
    this.#catalog.enter(name, sequence, isPut)
  }
}
