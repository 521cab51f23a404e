/** Contacts in an order, with what is known of their answers: a small table, kept by columns. */

import { type Key, wordFrom } from '@kadkit/key'
import type { Contact } from './contact.ts'
import type { Entry } from './entry.ts'

/** Places that are made for the first entry, or as many as usual: making more later costs more than they do. */
const FIRST_PLACES = 20
/** References of an entry: its key, and its address. */
const REFERENCES = 2
/** Numbers of an entry: its head, and when it was seen. */
const NUMBERS = 2

const BLANK_REFERENCES = new Array<Key | string | undefined>(REFERENCES * FIRST_PLACES).fill(undefined)
// Not an integer: times are not.
const BLANK_NUMBERS = new Array<number>(NUMBERS * FIRST_PLACES).fill(0.5)
// Never written to: the first entry brings arrays of its own.
const NO_REFERENCES = BLANK_REFERENCES.slice(0, 0)
const NO_NUMBERS = BLANK_NUMBERS.slice(0, 0)

/**
 * Two arrays for all entries: one of references, and one of numbers, which V8 keeps as they are. With an
 * object for each entry it would be twice as large, and a search for a key would follow three references at each step:
 * where thousands of tables share one process, that is three misses of the processor's cache. Here it passes over one
 * array of numbers. A contact is made when somebody asks for it.
 */
export class Roster {
  #length = 0
  #references: (Key | string | undefined)[] = NO_REFERENCES
  /** The head of a key is 32 bits of it from bit `from` on. */
  #numbers: number[] = NO_NUMBERS
  /** Made when the first fails: most rosters never need it. */
  #failures: number[] | undefined
  readonly #from: number
  readonly #usual: number

  /**
   * Of keys that share all bits before `from`, 0 to 256: the bits that follow tell nearly all of them apart. There will
   * be no more than `usual`, usually.
   */
  constructor(from: number, usual: number) {
    this.#from = from
    this.#usual = usual
  }

  get length(): number {
    return this.#length
  }

  /** Whether any contact may have failed. */
  get flawed(): boolean {
    return this.#failures !== undefined
  }

  /** The bits of a key by which `headAt` tells keys apart. */
  headOf(key: Key): number {
    return wordFrom(key, this.#from)
  }

  headAt(index: number): number {
    return this.#numbers[NUMBERS * index] ?? 0
  }

  keyAt(index: number): Key {
    return this.#references[REFERENCES * index] as Key
  }

  addressAt(index: number): string {
    return this.#references[REFERENCES * index + 1] as string
  }

  seenAt(index: number): number {
    return this.#numbers[NUMBERS * index + 1] ?? 0
  }

  /** How often the contact at `index` has failed since it was seen. */
  failures(index: number): number {
    return this.#failures === undefined ? 0 : (this.#failures[index] ?? 0)
  }

  /** Where the contact with this key is; -1 when it is not here. */
  indexOf(key: Key): number {
    const numbers = this.#numbers
    const head = wordFrom(key, this.#from)
    const end = NUMBERS * this.#length
    for (let at = 0; at < end; at += NUMBERS) {
      if (numbers[at] === head && this.keyAt(at / NUMBERS).equals(key)) return at / NUMBERS
    }
    return -1
  }

  /** The contact at `index`; undefined for -1. */
  contact(index: number): Contact | undefined {
    if (index < 0 || index >= this.#length) return undefined
    return { key: this.keyAt(index), address: this.addressAt(index) }
  }

  /** All that is known of the contact at `index`; undefined for -1. */
  entry(index: number): Entry | undefined {
    if (index < 0 || index >= this.#length) return undefined
    const contact = { key: this.keyAt(index), address: this.addressAt(index) }
    return { contact, seenAt: this.seenAt(index), failures: this.failures(index) }
  }

  /** All entries, in an array of the caller's own. */
  entries(): Entry[] {
    return Array.from({ length: this.#length }, (_, index) => this.entry(index) as Entry)
  }

  /** The contact at `index` has failed once more. */
  fail(index: number): void {
    this.#failures ??= this.#counts()
    this.#failures[index] = (this.#failures[index] ?? 0) + 1
  }

  /** Puts an entry before the one at `index`, or at the end. */
  insert(index: number, entry: Entry): void {
    if (REFERENCES * this.#length === this.#references.length) this.#grow()
    for (let at = this.#length; at > index; at--) this.#move(at - 1, at)
    this.#length++
    this.replace(index, entry)
  }

  /** Puts an entry in the place of the one at `index`. */
  replace(index: number, { contact: { key, address }, seenAt, failures }: Entry): void {
    this.#references[REFERENCES * index] = key
    this.#references[REFERENCES * index + 1] = address
    this.#numbers[NUMBERS * index] = wordFrom(key, this.#from)
    this.#numbers[NUMBERS * index + 1] = seenAt
    if (failures > 0) this.#failures ??= this.#counts()
    if (this.#failures !== undefined) this.#failures[index] = failures
  }

  /** The entry at `index` was seen again, later than all others: moves it to the end. */
  renew(index: number, seenAt: number): void {
    const last = this.#length - 1
    const [key, address, head] = [this.keyAt(index), this.addressAt(index), this.headAt(index)]
    for (let at = index; at < last; at++) this.#move(at + 1, at)
    this.#references[REFERENCES * last] = key
    this.#references[REFERENCES * last + 1] = address
    this.#numbers[NUMBERS * last] = head
    this.#numbers[NUMBERS * last + 1] = seenAt
    if (this.#failures !== undefined) this.#failures[last] = 0
  }

  /** Takes out the entry at `index`. */
  remove(index: number): void {
    const last = --this.#length
    for (let at = index; at < last; at++) this.#move(at + 1, at)
    this.#references[REFERENCES * last] = undefined
    this.#references[REFERENCES * last + 1] = undefined
  }

  /** Begins with the one at `index`; those before it follow the last. */
  rotate(index: number): void {
    for (const entry of this.entries().slice(0, index)) {
      this.remove(0)
      this.insert(this.#length, entry)
    }
  }

  #move(from: number, to: number): void {
    this.#references[REFERENCES * to] = this.#references[REFERENCES * from]
    this.#references[REFERENCES * to + 1] = this.#references[REFERENCES * from + 1]
    this.#numbers[NUMBERS * to] = this.headAt(from)
    this.#numbers[NUMBERS * to + 1] = this.seenAt(from)
    if (this.#failures !== undefined) this.#failures[to] = this.#failures[from] ?? 0
  }

  #counts(): number[] {
    return new Array<number>(this.#length).fill(0)
  }

  /** An array that grows by itself takes half of its length and 16 places more: here it is what is usual, then the double. */
  #grow(): void {
    const held = this.#length
    const places = held < this.#usual ? Math.min(Math.max(FIRST_PLACES, 2 * held), this.#usual) : 2 * held
    this.#references = grown(this.#references, BLANK_REFERENCES, REFERENCES * places)
    this.#numbers = grown(this.#numbers, BLANK_NUMBERS, NUMBERS * places)
  }
}

/** A copy of another length. Empty, it is one of `blank`, from which V8 knows what it is to hold. */
function grown<T>(array: readonly T[], blank: readonly T[], length: number): T[] {
  if (array.length === 0) return blank.slice(0, length)
  // Never more than twice as long; what stands in the new places means nothing.
  return array.concat(array).slice(0, length)
}
