import type { Contact } from '@kadkit/routing'
import { expect, test } from 'vitest'
import type { OperationId, Outcome } from '../../src/engine/outcome.ts'
import type { Refusal, Request } from '../../src/wire/message.ts'
import { contactAt, numbers } from '../support/contacts.ts'
import { recordAt } from '../support/records.ts'
import { Solo, type SoloOptions } from '../support/solo.ts'

const some = (...each: number[]) => each.map((number) => contactAt(number))

/** So many with the keys next to that of `Putting`'s node. */
const neighbours = (count: number) => numbers(1, count).map((number) => contactAt(2 ** 31 + number))

/** A put of the key 0, by one who knows `known`; none has answered yet. */
class Putting {
  readonly solo: Solo
  readonly operation: OperationId

  constructor(
    known: readonly Contact[],
    { value = 'hello', ...options }: SoloOptions & { value?: string } = {},
  ) {
    this.solo = new Solo({ self: contactAt(2 ** 31), ...options })
    this.solo.meet(...known)
    this.solo.sent.length = 0
    const record = recordAt(0, { value, expiresAt: this.solo.now + 60_000 })
    this.operation = this.solo.input((engine, now) => engine.put(now, record))
  }

  /** The last request to each, as its type and whether it asks for nodes, in the order of asking. */
  get asked(): string[] {
    return this.solo.requests.map(({ to, message }) => {
      const request = message.body as Request
      const what = request.type === 'store' && request.nodes ? 'store and find' : request.type
      return `${what} ${to.slice(7)}`
    })
  }

  get outcome(): Outcome | undefined {
    return this.solo.outcomes.get(this.operation)
  }

  /** It lists nobody. */
  list(...each: number[]): void {
    for (const number of each) this.solo.list(contactAt(number), [])
  }

  store(number: number): void {
    this.solo.answer(this.solo.lastTo(`memory:${number}`), contactAt(number), { type: 'stored' })
  }

  both(number: number, stored: true | Refusal = true, listed: readonly Contact[] = []): void {
    const contacts = listed.map((contact) => ({ ...contact, ageMs: 0 }))
    this.solo.answer(this.solo.lastTo(`memory:${number}`), contactAt(number), {
      type: 'nodes',
      contacts,
      stored,
    })
  }
}

test('a small value goes along with the questions to those who are as near to its key as our k closest to us', () => {
  // The second shares 30 bits with us, and 4 to 7 share 29 with the key: one bit of difference is nothing.
  const putting = new Putting([...some(8, 9), ...neighbours(2)], { config: { k: 2, alpha: 2 } })
  for (const number of [8, 9]) putting.solo.list(contactAt(number), some(4, 7))
  expect(putting.asked).toEqual(['find-node 8', 'find-node 9', 'store and find 4', 'store and find 7'])
  for (const number of [4, 7]) putting.both(number)
  expect(putting.outcome).toEqual({ type: 'stored', stored: some(4, 7), failed: [] })
  expect(putting.asked).toHaveLength(4)
})

test('while we know fewer than k, it goes along with all questions', () => {
  const putting = new Putting([contactAt(2 ** 30), ...neighbours(1)], { config: { k: 3, alpha: 1 } })
  expect(putting.asked).toEqual([`store and find ${2 ** 30}`])
})

test('who was far from the key is sent it on its own, when all of the k closest are asked', () => {
  const putting = new Putting([...some(16, 17, 18), ...neighbours(3)], { config: { k: 3, alpha: 1 } })
  expect(putting.asked).toEqual(['find-node 16'])
  putting.list(16)
  expect(putting.asked.slice(1)).toEqual(['store 16', 'store and find 17', 'store and find 18'])
  for (const number of [17, 18]) putting.both(number)
  expect(putting.outcome).toBeUndefined()
  putting.store(16)
  expect(putting.outcome).toEqual({ type: 'stored', stored: some(16, 17, 18), failed: [] })
})

test('who has answered without a word of the value is sent it on its own, when all of the k closest are asked', () => {
  const putting = new Putting(some(1, 2, 3, 4, 5), { config: { k: 5, alpha: 2 } })
  putting.list(1, 2)
  expect(putting.asked.slice(3)).toEqual(['store 1', 'store 2', 'store and find 4', 'store and find 5'])
})

test('who was far from the key and left the value is not asked for it again', () => {
  const putting = new Putting(some(7, 8), { config: { k: 2, alpha: 2 } })
  putting.solo.list(contactAt(7), some(1, 2))
  putting.solo.list(contactAt(8), some(1, 2))
  expect(putting.asked.slice(2)).toEqual(['store and find 1', 'store and find 2'])
  for (const number of [1, 2]) putting.both(number)
  expect(putting.outcome).toEqual({ type: 'stored', stored: some(1, 2), failed: [] })
  expect(putting.asked).toHaveLength(4)
})

test('a value of 256 bytes is small, one of 257 goes to those only who answered', () => {
  const [small, large] = [256, 257].map((length) => {
    const putting = new Putting(some(1, 2, 3), { config: { k: 3, alpha: 2 }, value: 'a'.repeat(length) })
    putting.list(1, 2)
    return putting.asked
  })
  expect(small?.slice(3)).toEqual(['store 1', 'store 2'])
  expect(large?.slice(3)).toEqual([])
})

test('who turns out to be farther has it as well, and says so', () => {
  const putting = new Putting(some(2, 3, 4), { config: { k: 2, alpha: 1 } })
  putting.list(2)
  expect(putting.asked.slice(1)).toEqual(['store 2', 'store and find 3'])
  putting.both(3, true, some(1))
  putting.store(2)
  expect(putting.asked.at(-1)).toBe('store and find 1')
  putting.both(1)
  expect(putting.outcome).toEqual({ type: 'stored', stored: some(1, 2, 3), failed: [] })
})

test('who refuses the value but lists nodes has answered the lookup, and gives way to the next', () => {
  const putting = new Putting(some(1, 2, 3), { config: { k: 2, alpha: 1 } })
  putting.list(1)
  putting.both(2, 'full', some(3))
  putting.store(1)
  // Of those that answered, we ourselves are the next.
  expect(putting.outcome).toEqual({
    type: 'stored',
    stored: [...some(1), contactAt(2 ** 31)],
    failed: some(2),
  })
})

test('who holds a newer value gets no substitute', () => {
  const putting = new Putting(some(1, 2), { config: { k: 2, alpha: 1 } })
  putting.list(1)
  putting.both(2, 'outdated')
  putting.store(1)
  expect(putting.outcome).toEqual({ type: 'stored', stored: some(1), failed: some(2) })
})

test('who stores it and lists nobody has answered the lookup', () => {
  const putting = new Putting(some(1, 2), { config: { k: 2, alpha: 1 } })
  putting.list(1)
  putting.store(2)
  putting.store(1)
  expect(putting.outcome).toEqual({ type: 'stored', stored: some(1, 2), failed: [] })
})

test('who lists nodes and does not say what became of it is asked to store it', () => {
  const putting = new Putting(some(1, 2), { config: { k: 2, alpha: 1 } })
  putting.list(1)
  putting.list(2)
  expect(putting.asked.at(-1)).toBe('store 2')
})

test('who is silent is no copy, and the next closest is asked', () => {
  const putting = new Putting(some(1, 2), { config: { k: 2, alpha: 1 } })
  putting.solo.list(contactAt(1), some(3))
  putting.store(1)
  putting.solo.run(100)
  expect(putting.asked.at(-1)).toBe('store and find 3')
  putting.both(3)
  putting.solo.run(10_000)
  expect(putting.outcome).toEqual({ type: 'stored', stored: some(1, 3), failed: some(2) })
})

test('one that is cancelled sends it to nobody else', () => {
  const putting = new Putting(some(...numbers(1, 6)), { config: { k: 3, alpha: 1 } })
  putting.list(1)
  const { length } = putting.asked
  putting.solo.input((engine, now) => engine.cancel(now, putting.operation))
  putting.both(2, true, some(4))
  putting.solo.run(20_000)
  expect([putting.asked.length, putting.outcome]).toEqual([length, undefined])
})
