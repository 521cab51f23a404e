/** A network of a thousand nodes as the paper describes them, made at once: what they would answer to a lookup. */

import { compareDistance, differAt, Key, type RandomBytes, randomKey } from '@kadkit/key'
import type { Contact } from '@kadkit/routing'

const ZERO = Key.fromBytes(new Uint8Array(32))

/**
 * Each node knows, of every bucket, k contacts at random, or all if there are no more (paper, section 2.2). The space is
 * halved bit by bit, so that nobody has to be compared with everybody.
 */
export class PaperNetwork {
  readonly contacts: readonly Contact[]
  readonly #k: number
  readonly #known = new Map<string, Contact[]>()

  constructor(size: number, k: number, random: RandomBytes) {
    this.contacts = Array.from({ length: size }, (_, i) => ({
      key: randomKey(random),
      address: `memory:${i}`,
    }))
    this.#k = k
    for (const { address } of this.contacts) this.#known.set(address, [])
    this.#acquaint(this.contacts, 0, random)
  }

  /** The true k closest, by brute force. */
  closest(target: Key): Contact[] {
    return nearest(this.contacts, target).slice(0, this.#k)
  }

  /** What the node at `address` lists. */
  answer(address: string, target: Key): Contact[] {
    return nearest(this.#known.get(address) ?? [], target).slice(0, this.#k)
  }

  /** Lets each half of those who agree in all bits before `bit` know k of the other half, and goes on in both. */
  #acquaint(contacts: readonly Contact[], bit: number, random: RandomBytes): void {
    if (contacts.length < 2) return
    const halves = [true, false].map((one) => contacts.filter(({ key }) => differAt(key, ZERO, bit) === one))
    const [ones = [], zeros = []] = halves
    for (const { address } of ones) this.#known.get(address)?.push(...some(zeros, this.#k, random))
    for (const { address } of zeros) this.#known.get(address)?.push(...some(ones, this.#k, random))
    for (const half of halves) this.#acquaint(half, bit + 1, random)
  }
}

/** The nearest first, in an array of its own. */
export function nearest(contacts: readonly Contact[], target: Key): Contact[] {
  return [...contacts].sort((a, b) => compareDistance(target, a.key, b.key))
}

function some(contacts: readonly Contact[], count: number, random: RandomBytes): Iterable<Contact> {
  if (contacts.length <= count) return contacts
  const taken = new Set<Contact>()
  while (taken.size < count) {
    const [low = 0, high = 0] = random(2)
    const contact = contacts[(low + 256 * high) % contacts.length]
    if (contact !== undefined) taken.add(contact)
  }
  return taken
}
