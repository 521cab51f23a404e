import { describe, expect, test } from 'vitest'
import type { Request } from '../../src/wire/message.ts'
import { contactAt, keyAt, numbers } from '../support/contacts.ts'
import { Solo } from '../support/solo.ts'

const ping: Request = { type: 'ping' }
const pong = { type: 'pong' } as const
const FAR = 2 ** 31

/** Answers the ping that is under way to this contact. */
function answerPing(solo: Solo, number: number, address = `memory:${number}`): void {
  solo.answer(solo.lastTo(address), contactAt(number), pong)
}

/** A full bucket of two, 0 and 1 in the far half, and what is done to its contacts. */
function full(): Solo {
  const solo = new Solo({ config: { k: 2 } })
  solo.meet(contactAt(FAR), contactAt(FAR + 1))
  solo.run(60_000)
  return solo
}

const far = (...each: number[]) => each.map((number) => `memory:${FAR + number}`)

describe('who merely writes to us', () => {
  test('is pinged, and enters the table when it answers, not before', () => {
    const solo = new Solo()
    solo.ask(contactAt(5), ping)
    expect(solo.requests).toHaveLength(1)
    expect(solo.requests[0]).toMatchObject({ to: 'memory:5', message: { body: ping } })
    expect(solo.known).toEqual([])
    answerPing(solo, 5)
    expect(solo.known).toEqual(['memory:5'])
    expect(solo.events).toEqual([{ type: 'contact-added', contact: contactAt(5), bucket: 29 }])
  })

  test('is not pinged again once it is known', () => {
    const solo = new Solo()
    solo.meet(contactAt(5))
    solo.run(100_000)
    solo.ask(contactAt(5), ping)
    expect(solo.requests).toEqual([])
  })

  test('never enters when it does not answer', () => {
    const solo = new Solo()
    solo.ask(contactAt(5), ping)
    solo.run(30_000)
    expect(solo.requestsTo('memory:5')).toHaveLength(3)
    expect(solo.known).toEqual([])
  })

  test('earns at most one probe a minute for its address, whatever keys it bears', () => {
    const solo = new Solo()
    for (const number of numbers(1, 100)) {
      solo.ask(contactAt(number, 'memory:x'), ping)
      solo.run(500)
    }
    expect(solo.requestsTo('memory:x')).toHaveLength(3)
    solo.run(10_000)
    solo.ask(contactAt(7, 'memory:x'), ping)
    solo.run(10_000)
    expect(solo.requestsTo('memory:x')).toHaveLength(6)
  })

  test('cannot make us flood a victim: 100,000 messages in its name are worth three datagrams', () => {
    const solo = new Solo()
    for (const number of numbers(1, 100_000)) {
      const message = { id: 'ab'.repeat(16), attempt: 0, sender: keyAt(number), body: ping }
      solo.engine.receive(solo.now, 'memory:victim', message)
      if (number % 1_000 === 0) solo.run(500)
    }
    solo.run(9_000)
    expect(solo.requestsTo('memory:victim')).toHaveLength(3)
  })

  test('finds at most 64 probes under way at once', () => {
    const solo = new Solo()
    for (const number of numbers(1, 1_000)) solo.ask(contactAt(number), ping)
    expect(solo.requests).toHaveLength(64)
    answerPing(solo, 1)
    solo.ask(contactAt(2_000), ping)
    solo.ask(contactAt(2_001), ping)
    expect(solo.requests).toHaveLength(65)
    solo.run(30_000)
    solo.sent.length = 0
    solo.ask(contactAt(2_002), ping)
    expect(solo.requests).toHaveLength(1)
  })

  test('frees its place among those 64 once, though it answers after it had failed', () => {
    const solo = new Solo()
    for (const number of numbers(1, 64)) solo.ask(contactAt(number), ping)
    solo.run(2_400)
    for (const number of numbers(1, 64)) answerPing(solo, number)
    solo.sent.length = 0
    for (const number of numbers(100, 1_000)) solo.ask(contactAt(number), ping)
    expect(solo.requests).toHaveLength(64)
  })

  test('is asked again when it had gone silent and writes: so a contact that restarts comes back', () => {
    const solo = new Solo()
    solo.meet(contactAt(5), contactAt(6))
    solo.run(60_000)
    solo.input((engine, now) => engine.call(now, contactAt(5), ping))
    solo.input((engine, now) => engine.call(now, contactAt(6), ping))
    answerPing(solo, 6)
    solo.run(30_000)
    const failures = () => solo.engine.snapshot(solo.now).buckets[0]?.contacts.map((entry) => entry.failures)
    expect(failures()).toEqual([1, 0])
    solo.sent.length = 0
    solo.ask(contactAt(5), ping)
    answerPing(solo, 5)
    expect(failures()).toEqual([0, 0])
  })
})

describe('who does not answer', () => {
  /**
   * The contact 5 is asked twice, the second time `gapMs` after the first, and answers one of these questions,
   * `afterMs` after it is put. Another one is heard at the end, so that the link is known to be up.
   */
  function answeringOnly(question: 'first' | 'second', afterMs: number, gapMs = 20): Solo {
    const solo = new Solo()
    solo.meet(contactAt(5), contactAt(6))
    solo.run(60_000)
    for (const each of ['first', 'second']) {
      solo.input((engine, now) => engine.call(now, contactAt(5), ping))
      const request = solo.lastTo('memory:5')
      solo.run(afterMs)
      if (each === question) solo.answer(request, contactAt(5), pong)
      solo.run(gapMs - afterMs)
    }
    solo.input((engine, now) => engine.call(now, contactAt(6), ping))
    answerPing(solo, 6)
    solo.run(30_000)
    expect(solo.requestsTo('memory:5')).toHaveLength(4)
    return solo
  }

  /** How often the contact 5 has failed. */
  function failuresOf5(solo: Solo): number | undefined {
    const [bucket] = solo.engine.snapshot(solo.now).buckets
    return bucket?.contacts.find(({ address }) => address === 'memory:5')?.failures
  }

  test.each([0, 10])(
    'has not failed if it has answered another question since, %d ms after that was put',
    (afterMs) => {
      expect(failuresOf5(answeringOnly('second', afterMs))).toBe(0)
    },
  )

  test('has not failed if it has answered another question that was put in the same millisecond', () => {
    expect(failuresOf5(answeringOnly('second', 0, 0))).toBe(0)
  })

  test('has failed at an address where it is silent, though it answers at another', () => {
    const solo = new Solo()
    solo.meet(contactAt(5))
    solo.run(60_000)
    solo.ask(contactAt(5, 'memory:new'), ping)
    answerPing(solo, 5, 'memory:new')
    answerPing(solo, 5)
    const understudies = () => solo.engine.snapshot(solo.now).buckets[0]?.understudies.length
    solo.run(60_000)
    for (const address of ['memory:new', 'memory:5']) {
      solo.input((engine, now) => engine.call(now, contactAt(5, address), ping))
    }
    answerPing(solo, 5)
    expect(understudies()).toBe(1)
    solo.run(30_000)
    expect([solo.known, understudies()]).toEqual([['memory:5'], 0])
  })

  test.each([0, 10])('has failed if all that it answered was before, %d ms after that was put', (afterMs) => {
    expect(failuresOf5(answeringOnly('first', afterMs))).toBe(1)
  })

  test('has failed once, however many ask at the same time', () => {
    const solo = new Solo()
    solo.meet(contactAt(5), contactAt(6))
    solo.run(60_000)
    const failures = () => solo.engine.snapshot(solo.now).buckets[0]?.contacts[0]?.failures
    for (const round of [1, 2]) {
      for (const _ of numbers(1, 10)) solo.input((engine, now) => engine.call(now, contactAt(5), ping))
      solo.input((engine, now) => engine.call(now, contactAt(6), ping))
      answerPing(solo, 6)
      solo.run(30_000)
      expect(failures()).toBe(round)
    }
  })
})

describe('who is only listed by others', () => {
  test('does not enter the table', () => {
    const solo = new Solo()
    solo.meet(contactAt(5))
    solo.input((engine, now) => engine.find(now, keyAt(9)))
    const contacts = numbers(10, 20).map((number) => ({ ...contactAt(number), ageMs: 0 }))
    solo.answer(solo.lastTo('memory:5'), contactAt(5), { type: 'nodes', contacts })
    expect(solo.requests.length).toBeGreaterThan(1)
    expect(solo.known).toEqual(['memory:5'])
  })

  test('enters when it answers our lookup', () => {
    const solo = new Solo()
    solo.input((engine, now) => engine.join(now, ['memory:5']))
    solo.answer(solo.lastTo('memory:5'), contactAt(5), { type: 'nodes', contacts: [] })
    expect(solo.known).toEqual(['memory:5'])
  })
})

describe('a full bucket', () => {
  test('has its least recently seen contact checked for a newcomer, and keeps it as long as it answers', () => {
    const solo = full()
    solo.ask(contactAt(FAR + 2), ping)
    answerPing(solo, FAR + 2)
    expect(solo.requests.map(({ to }) => to)).toEqual(far(2, 0))
    answerPing(solo, FAR)
    solo.run(60_000)
    expect(solo.known).toEqual(far(0, 1))
    expect(solo.engine.snapshot(solo.now).buckets[0]?.understudies).toMatchObject([contactAt(FAR + 2)])
  })

  test('checks nobody who has answered within the last minute', () => {
    const solo = full()
    for (const number of [0, 1]) {
      solo.input((engine, now) => engine.call(now, contactAt(FAR + number), ping))
      answerPing(solo, FAR + number)
    }
    solo.sent.length = 0
    solo.ask(contactAt(FAR + 2), ping)
    answerPing(solo, FAR + 2)
    expect(solo.requests.map(({ to }) => to)).toEqual(far(2))
  })

  test('gives the place of one that fails five times in a row to the newcomer', () => {
    const solo = full()
    const events = () => solo.events.splice(0).map((event) => event.type)
    for (const round of numbers(1, 5)) {
      expect([round, solo.known]).toEqual([round, far(0, 1)])
      // The newcomer is heard, so the link is up; the first one is checked, and silent.
      solo.input((engine, now) => engine.call(now, contactAt(FAR + 2), ping))
      answerPing(solo, FAR + 2)
      solo.run(1_000)
      solo.input((engine, now) => engine.call(now, contactAt(FAR + 2), ping))
      answerPing(solo, FAR + 2)
      solo.run(70_000)
    }
    expect(solo.known).toEqual(far(1, 2))
    expect(events()).toEqual(['contact-removed', 'contact-added'])
  })

  test('does not ping newcomers any more when it has enough understudies', () => {
    const solo = full()
    for (const number of [2, 3]) {
      solo.ask(contactAt(FAR + number), ping)
      answerPing(solo, FAR + number)
    }
    answerPing(solo, FAR)
    solo.sent.length = 0
    for (const number of numbers(4, 50)) solo.ask(contactAt(FAR + number), ping)
    expect(solo.requests).toEqual([])
  })
})

describe('a key that turns up at another address', () => {
  test('has its old address checked, which stays while it answers', () => {
    const solo = new Solo()
    solo.meet(contactAt(5))
    solo.run(60_000)
    solo.ask(contactAt(5, 'memory:new'), ping)
    answerPing(solo, 5, 'memory:new')
    expect(solo.requests.map(({ to }) => to)).toEqual(['memory:new', 'memory:5'])
    answerPing(solo, 5)
    solo.run(30_000)
    expect(solo.known).toEqual(['memory:5'])
  })

  test('lives there from the first time that the old address is silent', () => {
    const solo = new Solo()
    solo.meet(contactAt(5))
    solo.run(60_000)
    solo.ask(contactAt(5, 'memory:new'), ping)
    answerPing(solo, 5, 'memory:new')
    solo.run(30_000)
    expect(solo.known).toEqual(['memory:new'])
    expect(solo.events.map(({ type }) => type)).toEqual(['contact-removed', 'contact-added'])
  })

  test('changes nothing while only claimed', () => {
    const solo = new Solo()
    solo.meet(contactAt(5))
    solo.run(60_000)
    solo.ask(contactAt(5, 'memory:new'), ping)
    solo.run(30_000)
    expect(solo.known).toEqual(['memory:5'])
    expect(solo.requestsTo('memory:5')).toEqual([])
  })
})

describe('another node at the address of a contact', () => {
  test('takes its place as soon as it answers in its stead', () => {
    const solo = new Solo()
    solo.meet(contactAt(5))
    const call = solo.input((engine, now) => engine.call(now, contactAt(5), ping))
    solo.answer(solo.lastTo('memory:5'), contactAt(6), pong)
    expect(solo.dropped('wrong-sender')).toBe(1)
    expect(solo.outcomes.get(call)).toEqual({ type: 'failed', reason: 'no-answer', failed: [] })
    const { buckets } = solo.engine.snapshot(solo.now)
    expect(buckets.flatMap(({ contacts }) => contacts)).toMatchObject([contactAt(6, 'memory:5')])
  })

  test('does not, when the contact has long moved on', () => {
    const solo = new Solo()
    solo.meet(contactAt(5, 'memory:new'))
    solo.input((engine, now) => engine.call(now, contactAt(5, 'memory:old'), ping))
    solo.answer(solo.lastTo('memory:old'), contactAt(6), pong)
    expect(solo.known).toEqual(['memory:new', 'memory:old'])
  })
})
