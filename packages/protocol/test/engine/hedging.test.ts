import { beforeEach, describe, expect, test } from 'vitest'
import type { Request } from '../../src/wire/message.ts'
import { contactAt, keyAt, numbers } from '../support/contacts.ts'
import { publication } from '../support/publication.ts'
import { bytesOf } from '../support/records.ts'
import { RequestsBench } from '../support/requests-bench.ts'
import { Solo } from '../support/solo.ts'

const findValue: Request = { type: 'find-value', key: keyAt(7) }
const value = { type: 'value', value: bytesOf('hello'), ttlSeconds: 60, publication } as const

let bench: RequestsBench

/** One whose round trips with memory:1 always took 20 ms: most answers would have come after 30, and it waits for 40. */
beforeEach(() => {
  bench = new RequestsBench({ minTimeoutMs: 40 })
  for (const _ of numbers(1, 100)) {
    bench.ask()
    bench.run(20)
    bench.reply()
  }
  bench.run(10_000)
  bench.now = 0
  bench.sent.length = 0
  bench.told.length = 0
})

describe('a find-value', () => {
  test('is slow when most answers would have come, and is sent again no earlier than others', () => {
    bench.ask(contactAt(1), findValue)
    bench.run(39.9)
    expect(bench.told).toEqual([expect.stringMatching(/^30(\.0\d*)? asker slow memory:1$/)])
    expect(bench.sent).toHaveLength(1)
    bench.run(10_000)
    expect(bench.sent.map(({ at }) => at)).toEqual([0, 40, 100])
    expect(bench.told.slice(1)).toEqual(['190 host silent memory:1 since 0', '190 asker failed memory:1'])
  })

  test('that is answered before is slow for nobody', () => {
    bench.ask(contactAt(1), findValue)
    bench.run(29)
    expect(bench.reply(value)).toBe('accepted')
    bench.run(10_000)
    expect(bench.told).toEqual(['29 host heard memory:1', '29 asker answered memory:1'])
    expect(bench.requests.deadline).toBe(Number.POSITIVE_INFINITY)
  })

  test('that is answered when it is slow was no silence, and teaches how long round trips take', () => {
    const before = bench.requests.roundTrips.smoothedMs ?? 0
    bench.ask(contactAt(1), findValue)
    bench.run(36)
    expect(bench.reply(value)).toBe('accepted')
    expect(bench.told.map((line) => line.split(' ')[2])).toEqual(['slow', 'heard', 'answered'])
    expect(bench.requests.roundTrips.smoothedMs).toBeCloseTo(before + 16 / 8, 6)
    bench.run(10_000)
    expect(bench.sent).toHaveLength(1)
  })

  test('of which nobody wants to know any more is one silence, and only after its whole timeout', () => {
    for (const _ of numbers(1, 60)) {
      const asker = bench.ask(contactAt(1), findValue)
      asker.active = false
      bench.run(39)
      expect(bench.reply(value)).toBe('accepted')
    }
    expect(bench.requests.firstTries.enough(3)).toBe(3)
    for (const _ of numbers(1, 60)) {
      bench.ask(contactAt(2), findValue).active = false
      bench.run(10_000)
    }
    expect(bench.requests.firstTries.enough(3)).toBe(9)
    expect(bench.told.filter((line) => line.includes('slow'))).toEqual([])
  })

  test('for which we come late is slow after as much longer: an answer may lie unread', () => {
    bench.ask(contactAt(1), findValue)
    bench.run(20)
    bench.stall(16)
    expect(bench.told).toEqual([])
    bench.run(5.5)
    expect(bench.told).toEqual([])
    bench.run(0.6)
    expect(bench.told).toHaveLength(1)
    expect(bench.sent).toHaveLength(2)
  })

  test('to a stranger, while little was measured, waits for its timeout', () => {
    bench = new RequestsBench()
    bench.ask(contactAt(1), findValue)
    bench.run(99)
    expect(bench.told).toEqual([])
    bench.run(1)
    expect(bench.told).toEqual(['100 asker slow memory:1'])
  })
})

test.each<Request>([
  { type: 'ping' },
  { type: 'find-node', target: keyAt(7) },
  { type: 'fetch', key: keyAt(7) },
])('a $type waits for its timeout, since nobody else can answer in its stead', (request) => {
  bench.ask(contactAt(1), request)
  const { deadline } = bench.requests
  bench.run(deadline - 1)
  expect(bench.told).toEqual([])
  bench.run(1)
  expect(bench.told).toEqual([`${deadline} asker slow memory:1`])
  expect(bench.sent).toHaveLength(2)
})

test('a get whose first are all silent asks the next before any time-out', () => {
  const solo = new Solo({ self: contactAt(2 ** 31) })
  solo.meet(...numbers(1, 40).map((number) => contactAt(number)))
  for (const number of numbers(1, 40)) {
    solo.input((engine, now) => engine.call(now, contactAt(number), { type: 'ping' }))
    solo.run(8)
    solo.answer(solo.lastTo(`memory:${number}`), contactAt(number), { type: 'pong' })
  }
  solo.sent.length = 0
  solo.input((engine, now) => engine.get(now, keyAt(0)))
  expect(solo.requests.map(({ to }) => to)).toEqual(['memory:1', 'memory:2', 'memory:3'])
  solo.run(20)
  expect(solo.requests.map(({ to }) => to).slice(3)).toEqual(
    numbers(4, 9).map((number) => `memory:${number}`),
  )
})
