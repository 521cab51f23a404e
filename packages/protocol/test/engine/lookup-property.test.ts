import { compareDistance, type Key, randomKey, seededRandomBytes } from '@kadkit/key'
import type { Contact } from '@kadkit/routing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Lookup } from '../../src/engine/lookup.ts'
import { addressesOf } from '../support/contacts.ts'
import { Dice } from '../support/dice.ts'
import { ModelNetwork } from '../support/model-network.ts'

const seeds = fc.integer({ min: 0, max: 2 ** 31 })
const networks = fc.record({
  size: fc.integer({ min: 1, max: 60 }),
  k: fc.integer({ min: 1, max: 20 }),
  alpha: fc.integer({ min: 1, max: 10 }),
  seed: seeds,
})
type Shape = typeof networks extends fc.Arbitrary<infer T> ? T : never
type Fate = 'answers' | 'fails' | 'is slow' | 'answers late'

/** Shares out what is under way to whatever may become of it, in any order, and notes what a lookup did. */
class Run {
  readonly network: ModelNetwork
  readonly shape: Shape
  readonly lookup: Lookup
  readonly target: Key
  readonly dice: Dice
  readonly asked: Contact[] = []
  readonly open: Contact[] = []
  readonly learned = new Map<string, Contact>()
  readonly answered = new Set<string>()
  readonly failed = new Set<Contact>()

  constructor(shape: Shape) {
    this.shape = shape
    this.network = new ModelNetwork(shape.size, shape.k, shape.seed)
    this.target = randomKey(seededRandomBytes(shape.seed + 2))
    this.dice = new Dice(shape.seed + 3)
    this.lookup = new Lookup(this.target, { ...shape, staleAfterMs: 1_000 })
    const start = this.dice.pick(this.network.contacts)
    for (const contact of [start, ...this.network.answer(start.address, this.target)]) this.#learn(contact)
    for (const contact of this.learned.values()) this.lookup.learn(this.#aged(contact))
  }

  /** To the end: `fate` says what becomes of one that was asked, or of one that has failed before. */
  finish(fate: (dice: Dice) => Fate): void {
    for (let steps = 0; !this.lookup.done || this.open.length > 0; steps++) {
      if (steps > 10_000) throw new Error('the lookup does not end')
      for (let next = this.lookup.next(); next !== undefined; next = this.lookup.next()) {
        this.asked.push(next)
        this.open.push(next)
      }
      if (this.open.length > 0) this.#goOn(fate(this.dice))
    }
  }

  /** The k closest of all that were ever named and have not failed. */
  closestLearned(): Contact[] {
    const failed = new Set(addressesOf([...this.failed]))
    return [...this.learned.values()]
      .filter(({ address }) => !failed.has(address))
      .sort((a, b) => compareDistance(this.target, a.key, b.key))
      .slice(0, this.shape.k)
  }

  #goOn(fate: Fate): void {
    const [late] = fate === 'answers late' ? this.dice.some([...this.failed], 1) : []
    const contact = late ?? this.dice.pick(this.open)
    if (fate === 'is slow') {
      this.lookup.slow(contact)
      return
    }
    if (late === undefined) this.open.splice(this.open.indexOf(contact), 1)
    if (fate === 'fails') {
      this.failed.add(contact)
      this.lookup.failed(contact)
    } else {
      this.#answer(contact)
    }
  }

  #answer(contact: Contact): void {
    this.failed.delete(contact)
    this.answered.add(contact.address)
    const listed = this.network.answer(contact.address, this.target)
    for (const each of listed) this.#learn(each)
    this.lookup.answered(
      contact,
      listed.map((each) => this.#aged(each)),
    )
  }

  #learn(contact: Contact): void {
    this.learned.set(contact.address, contact)
  }

  #aged(contact: Contact): Contact & { ageMs: number } {
    return { ...contact, ageMs: this.dice.below(2_000) }
  }
}

describe('a lookup among nodes that each know a part', () => {
  test('finds exactly the true k closest, in whatever order they answer, slow or not', () => {
    fc.assert(
      fc.property(networks, (shape) => {
        const run = new Run(shape)
        run.finish((dice) => (dice.draw() < 0.3 ? 'is slow' : 'answers'))
        expect(addressesOf(run.lookup.closest)).toEqual(addressesOf(run.network.closest(run.target)))
      }),
      { numRuns: 200 },
    )
  })

  test('ends, whatever becomes of whom; and then the k closest that have not failed have all answered', () => {
    fc.assert(
      fc.property(networks, fc.double({ min: 0, max: 1, noNaN: true }), (shape, failing) => {
        const run = new Run(shape)
        run.finish((dice) => {
          if (dice.draw() < 0.3) return dice.draw() < 0.5 ? 'is slow' : 'answers late'
          return dice.draw() < failing ? 'fails' : 'answers'
        })
        const closest = run.closestLearned()
        expect(addressesOf(run.lookup.closest)).toEqual(addressesOf(closest))
        expect(closest.every(({ address }) => run.answered.has(address))).toBe(true)
      }),
      { numRuns: 200 },
    )
  })

  test('never asks the same contact twice, and never has more than alpha slots taken before it widens', () => {
    fc.assert(
      fc.property(networks, (shape) => {
        const run = new Run(shape)
        const { lookup } = run
        const waiting = new Set<Contact>()
        while (!lookup.done) {
          for (let next = lookup.next(); next !== undefined; next = lookup.next()) {
            run.asked.push(next)
            waiting.add(next)
            expect(waiting.size).toBeLessThanOrEqual(lookup.widened ? shape.k : shape.alpha)
          }
          const contact = run.dice.pick([...waiting])
          waiting.delete(contact)
          lookup.answered(contact, run.network.answer(contact.address, run.target))
        }
        expect(new Set(addressesOf(run.asked)).size).toBe(run.asked.length)
      }),
      { numRuns: 60 },
    )
  })

  test('takes no more messages than k and a few', () => {
    const [size, k, alpha] = [60, 8, 3]
    const counts = Array.from({ length: 40 }, (_, seed) => {
      const run = new Run({ size, k, alpha, seed })
      run.finish(() => 'answers')
      return run.asked.length
    })
    const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length
    expect(mean).toBeLessThan(k + 6)
  })
})
