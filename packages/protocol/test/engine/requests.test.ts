import { Key, seededRandomBytes } from '@kadkit/key'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Reply, Request } from '../../src/wire/message.ts'
import { contactAt, keyAt, numbers } from '../support/contacts.ts'
import { publication } from '../support/publication.ts'
import { RequestsBench } from '../support/requests-bench.ts'

let bench: RequestsBench

beforeEach(() => {
  bench = new RequestsBench()
})

describe('a reply', () => {
  test('counts when id, address, node and type are right, and tells the host before the asker', () => {
    bench.ask()
    bench.now = 30
    expect(bench.reply()).toBe('accepted')
    expect(bench.told).toEqual(['30 host heard memory:1', '30 asker answered memory:1'])
    expect(bench.replies).toEqual([{ type: 'pong' }])
  })

  test('with another id is unsolicited', () => {
    bench.ask()
    expect(bench.reply({ type: 'pong' }, bench.last, { id: 'f'.repeat(32) })).toBe('unsolicited')
    expect(bench.told).toEqual([])
  })

  test('to an attempt that was not made is unsolicited', () => {
    bench.ask()
    expect(bench.reply({ type: 'pong' }, bench.last, { attempt: 1 })).toBe('unsolicited')
    expect(bench.reply({ type: 'pong' }, bench.last, { attempt: 255 })).toBe('unsolicited')
    expect(bench.told).toEqual([])
  })

  test.each(['memory:2', '127.0.0.1:1', ''])('from another address, %j, does not count', (from) => {
    bench.ask()
    expect(bench.reply({ type: 'pong' }, bench.last, { from })).toBe('wrong-address')
    expect(bench.told).toEqual([])
    expect(bench.reply()).toBe('accepted')
  })

  test('a second time is a duplicate', () => {
    bench.ask()
    bench.reply()
    expect(bench.reply()).toBe('duplicate')
    expect(bench.told).toHaveLength(2)
  })

  test('by another node than was asked says who lives there now, and that the one asked does not', () => {
    bench.ask()
    expect(bench.reply({ type: 'pong' }, bench.last, { sender: keyAt(2) })).toBe('wrong-sender')
    expect(bench.told).toEqual(['0 host displaced 1 at memory:1', '0 asker failed memory:1'])
    expect(bench.reply({ type: 'pong' }, bench.last, { sender: keyAt(3) })).toBe('wrong-sender')
    expect(bench.told).toHaveLength(2)
    bench.run(10_000)
    expect(bench.told).toHaveLength(2)
    expect(bench.sent).toHaveLength(1)
  })

  test('by any node counts where only an address was asked', () => {
    bench.ask({ address: 'memory:9' })
    expect(bench.reply({ type: 'pong' }, bench.last, { sender: keyAt(77) })).toBe('accepted')
  })

  test('is a duplicate when its request was sent again, for four timeouts, and unsolicited afterwards', () => {
    bench.ask()
    bench.run(100)
    expect(bench.sent).toHaveLength(2)
    expect(bench.reply({ type: 'pong' }, bench.sent[1])).toBe('accepted')
    bench.run(4 * 150 - 1)
    expect(bench.reply({ type: 'pong' }, bench.sent[0])).toBe('duplicate')
    bench.run(1)
    expect(bench.reply({ type: 'pong' }, bench.sent[0])).toBe('unsolicited')
  })

  test('is a duplicate when its request is among the last 32 that were answered at once, and unsolicited afterwards', () => {
    bench.ask()
    const first = bench.last
    bench.reply()
    for (let i = 0; i < 31; i++) {
      bench.ask()
      bench.reply()
    }
    expect(bench.reply({ type: 'pong' }, first)).toBe('duplicate')
    bench.ask()
    bench.reply()
    expect(bench.reply({ type: 'pong' }, first)).toBe('unsolicited')
  })
})

describe('the type of a reply', () => {
  const key = keyAt(5)
  const requests: Request[] = [
    { type: 'ping' },
    { type: 'store', key, value: new Uint8Array(), ttlSeconds: 1, cached: false, publication },
    { type: 'find-node', target: key },
    { type: 'find-value', key },
    { type: 'fetch', key },
    { type: 'offer', key: keyAt(5), valueBytes: 9, ttlSeconds: 1, publication },
  ]
  const replies: Reply[] = [
    { type: 'pong' },
    { type: 'stored' },
    { type: 'nodes', contacts: [] },
    { type: 'value', value: new Uint8Array(), ttlSeconds: 1, publication },
    { type: 'held', valueBytes: 2_000, ttlSeconds: 1, publication },
    { type: 'refused', refusal: 'busy' },
    { type: 'wanted' },
  ]
  const answering: Record<Request['type'], Reply['type'][]> = {
    ping: ['pong'],
    store: ['stored', 'refused'],
    'find-node': ['nodes', 'refused'],
    'find-value': ['nodes', 'value', 'held', 'refused'],
    fetch: ['value', 'refused'],
    offer: ['stored', 'wanted', 'refused'],
  }
  const pairs = requests.flatMap((request) => replies.map((reply) => [request.type, reply.type] as const))

  test.each(pairs)('to %s may or may not be %s', (requestType, replyType) => {
    const request = requests.find(({ type }) => type === requestType)
    const reply = replies.find(({ type }) => type === replyType)
    bench.ask(contactAt(1), request)
    const right = answering[requestType].includes(replyType)
    expect(bench.reply(reply)).toBe(right ? 'accepted' : 'wrong-type')
    expect(bench.told).toHaveLength(right ? 2 : 0)
  })

  const both: Request = {
    type: 'store',
    key,
    value: new Uint8Array(),
    ttlSeconds: 1,
    cached: false,
    publication,
    nodes: true,
  }

  test.each([
    ['a list that says what has become of the value', { type: 'nodes', contacts: [], stored: true }, true],
    ['a list that says why it is not kept', { type: 'nodes', contacts: [], stored: 'full' }, true],
    ['a mere list', { type: 'nodes', contacts: [] }, true],
    ['no list', { type: 'stored' }, true],
    ['a refusal', { type: 'refused', refusal: 'busy' }, true],
    ['a value', { type: 'value', value: new Uint8Array(), ttlSeconds: 1, publication }, false],
  ] as const)('to a store that asks for nodes may or may not be %s', (_, reply, right) => {
    bench.ask(contactAt(1), both)
    expect(bench.reply(reply)).toBe(right ? 'accepted' : 'wrong-type')
  })

  test.each(['find-node', 'find-value', 'store'])('to %s is no list that says a value is kept', (type) => {
    bench.ask(
      contactAt(1),
      requests.find((request) => request.type === type),
    )
    expect(bench.reply({ type: 'nodes', contacts: [], stored: true })).toBe('wrong-type')
  })
})

describe('a request without an answer', () => {
  test('is sent again, each time after a longer wait, and then has failed', () => {
    bench.ask()
    bench.run(10_000)
    expect(bench.sent.map(({ at, message }) => [at, message.attempt])).toEqual([
      [0, 0],
      [100, 1],
      [250, 2],
    ])
    expect(new Set(bench.sent.map(({ message }) => message.id)).size).toBe(1)
    expect(bench.told).toEqual(['100 asker slow memory:1', '475 asker failed memory:1'])
    expect(bench.requests.deadline).toBe(Number.POSITIVE_INFINITY)
  })

  test('is not sent again when there are no retries', () => {
    bench = new RequestsBench({ retries: 0 })
    bench.ask()
    bench.run(10_000)
    expect(bench.sent).toHaveLength(1)
    expect(bench.told).toEqual(['100 asker failed memory:1'])
  })

  test('never waits longer than the greatest timeout', () => {
    bench = new RequestsBench({ retries: 4, initialTimeoutMs: 800 })
    bench.ask()
    bench.run(10_000)
    expect(bench.sent.map(({ at }) => at)).toEqual([0, 800, 1_800, 2_800, 3_800])
    expect(bench.told.at(-1)).toBe('4800 asker failed memory:1')
  })

  test('is answered late: it counts, though it was slow', () => {
    bench.ask()
    bench.run(120)
    expect(bench.reply({ type: 'pong' }, bench.sent[0])).toBe('accepted')
    bench.run(10_000)
    expect(bench.told).toEqual([
      '100 asker slow memory:1',
      '120 host heard memory:1',
      '120 asker answered memory:1',
    ])
    expect(bench.sent).toHaveLength(2)
  })

  test('is answered later still: it counts, though it had failed', () => {
    bench.ask()
    bench.run(900)
    expect(bench.reply({ type: 'pong' }, bench.sent[1])).toBe('accepted')
    expect(bench.told.slice(-2)).toEqual(['900 host heard memory:1', '900 asker answered memory:1'])
    expect(bench.reply({ type: 'pong' }, bench.sent[1])).toBe('duplicate')
  })

  test('is forgotten four timeouts after it has failed', () => {
    bench.ask()
    bench.run(475 + 4 * 225)
    expect(bench.reply()).toBe('unsolicited')
    expect(bench.told).toHaveLength(2)
  })

  test('is sent no more once its asker has lost interest, nor is anybody blamed', () => {
    const asker = bench.ask()
    bench.run(50)
    asker.active = false
    bench.run(10_000)
    expect(bench.sent).toHaveLength(1)
    expect(bench.told).toEqual([])
    expect(bench.requests.pending()).toEqual([])
  })

  test('whose asker has lost interest still teaches the host', () => {
    bench.ask().active = false
    expect(bench.reply()).toBe('accepted')
    expect(bench.told).toEqual(['0 host heard memory:1'])
  })

  test('is told of while it waits, and no longer', () => {
    bench.ask(contactAt(1), { type: 'find-node', target: keyAt(9) })
    bench.run(100)
    const { id } = bench.last.message
    expect(bench.requests.pending()).toEqual([{ id, to: 'memory:1', type: 'find-node', sent: 2 }])
    bench.reply({ type: 'nodes', contacts: [] })
    expect(bench.requests.pending()).toEqual([])
  })

  test('that could not be sent has failed at once, and nobody is blamed', () => {
    bench.ask(contactAt(2))
    bench.reply({ type: 'pong' }, bench.last, { sender: keyAt(2) })
    bench.ask()
    bench.requests.unsent(0, bench.last.message.id)
    bench.requests.unsent(0, bench.last.message.id)
    bench.requests.unsent(0, 'unknown')
    bench.run(10_000)
    expect(bench.told.slice(2)).toEqual(['0 asker failed memory:1'])
    expect(bench.sent).toHaveLength(2)
  })
})

describe('who is blamed for silence', () => {
  test('the contact that was asked, when somebody else was heard since', () => {
    bench.ask()
    bench.run(450)
    bench.ask(contactAt(2))
    bench.reply({ type: 'pong' }, bench.last, { sender: keyAt(2) })
    bench.run(10_000)
    expect(bench.told.slice(-2)).toEqual(['475 host silent memory:1 since 0', '475 asker failed memory:1'])
  })

  test('nobody, when nobody was heard since: it may be our own link that is down', () => {
    bench.ask(contactAt(2))
    bench.reply({ type: 'pong' }, bench.last, { sender: keyAt(2) })
    bench.run(1)
    bench.ask()
    bench.ask(contactAt(3))
    bench.run(10_000)
    expect(bench.told.filter((line) => line.includes('silent'))).toEqual([])
    expect(bench.told.filter((line) => line.includes('failed'))).toHaveLength(2)
  })

  test('the contact that was asked, when another node has answered in the stead of a third', () => {
    bench.ask()
    bench.ask(contactAt(2))
    bench.reply({ type: 'pong' }, bench.last, { sender: keyAt(3) })
    bench.run(10_000)
    expect(bench.told).toContain('475 host silent memory:1 since 0')
  })

  test('nobody, where only an address was asked', () => {
    bench.ask({ address: 'memory:5' })
    bench.run(400)
    bench.ask(contactAt(2))
    bench.reply({ type: 'pong' }, bench.last, { sender: keyAt(2) })
    bench.run(10_000)
    expect(bench.told.filter((line) => line.includes('silent'))).toEqual([])
    expect(bench.told.at(-1)).toMatch(/failed memory:5$/)
  })
})

describe('measuring the round trip', () => {
  test('is exact after a retry, since the reply says which attempt it answers', () => {
    bench = new RequestsBench({ minTimeoutMs: 1 })
    bench.ask()
    bench.run(110)
    bench.reply({ type: 'pong' }, bench.sent[1])
    expect(bench.requests.roundTrips.smoothedMs).toBe(10)
    bench.ask(contactAt(2))
    bench.run(90)
    bench.reply({ type: 'pong' }, bench.sent[2], { sender: keyAt(2) })
    expect(bench.requests.roundTrips.smoothedMs).toBe(10 + 80 / 8)
  })

  test('sets the timeout of the next request to the same address', () => {
    bench.ask()
    bench.run(20)
    bench.reply()
    bench.ask()
    bench.run(60)
    expect(bench.last).toMatchObject({ at: 80, message: { attempt: 1 } })
  })

  test('leaves out what was our own stall', () => {
    bench.ask()
    bench.stall(900)
    bench.reply({ type: 'pong' }, bench.sent[0])
    expect(bench.requests.roundTrips.smoothedMs).toBeUndefined()
  })
})

describe('when we come to a deadline late', () => {
  test('by more than 5 ms, an answer may lie unread: it is waited for as much longer', () => {
    bench.ask()
    bench.run(90)
    bench.stall(16)
    expect(bench.sent).toHaveLength(1)
    bench.run(5)
    expect(bench.sent).toHaveLength(1)
    bench.run(1)
    expect(bench.last).toMatchObject({ at: 112, message: { attempt: 1 } })
  })

  test('by 5 ms, it is sent again', () => {
    bench.ask()
    bench.run(90)
    bench.stall(15)
    expect(bench.last).toMatchObject({ at: 105, message: { attempt: 1 } })
  })
})

describe('when the event loop was stalled for seconds', () => {
  test('what waits gets one more try in place of failing, and answers that lay unread count', () => {
    bench.ask(contactAt(1), { type: 'ping' }, 'one')
    bench.ask(contactAt(2), { type: 'ping' }, 'two')
    const second = bench.last
    bench.run(400)
    bench.stall(5_000)
    expect(bench.told.filter((line) => line.includes('failed'))).toEqual([])
    expect(bench.reply({ type: 'pong' }, second, { sender: keyAt(2) })).toBe('accepted')
    bench.run(10_000)
    const [one, two] = ['one', 'two'].map((name) => bench.told.filter((line) => line.includes(name)).at(-1))
    expect(two).toBe('5400 two answered memory:2')
    expect(one).toBe('5625 one failed memory:1')
  })

  test('the excuse is granted once a try', () => {
    bench.ask()
    for (const _ of numbers(1, 5)) bench.stall(5_000)
    expect(bench.sent).toHaveLength(3)
    bench.stall(5_000)
    expect(bench.told.at(-1)).toBe('30000 asker failed memory:1')
  })
})

describe('while bytes of a long message flow', () => {
  const fetch: Request = { type: 'fetch', key: keyAt(7) }
  const askFetch = () => bench.ask(contactAt(1), fetch)
  const store = (valueBytes: number): Request => ({
    type: 'store',
    key: keyAt(7),
    value: new Uint8Array(valueBytes),
    ttlSeconds: 1,
    cached: false,
    publication,
  })

  const flow = (ms: number, everyMs = 20) => {
    for (let passed = 0; passed < ms; passed += everyMs) {
      bench.run(everyMs)
      bench.requests.progress(bench.now, 'memory:1')
    }
  }

  test('nothing is sent again and nothing fails, but its slot is given away once', () => {
    askFetch()
    flow(1_000)
    expect(bench.sent).toHaveLength(1)
    expect(bench.told).toHaveLength(1)
    expect(bench.told[0]).toMatch(/asker slow/)
    expect(bench.reply({ type: 'value', value: new Uint8Array(5_000), ttlSeconds: 1, publication })).toBe(
      'accepted',
    )
  })

  test('it waits on for one timeout after the last bytes', () => {
    askFetch()
    flow(500)
    bench.run(99)
    expect(bench.sent).toHaveLength(1)
    bench.run(1)
    expect(bench.sent).toHaveLength(2)
  })

  test('it has a bound all the same', () => {
    askFetch()
    flow(10_000)
    expect(bench.sent).toHaveLength(3)
    expect(bench.told.map((line) => line.split(' ').slice(1).join(' '))).toEqual([
      'asker slow memory:1',
      'asker failed memory:1',
    ])
    const failedAt = Number(bench.told[1]?.split(' ')[0])
    expect(failedAt).toBeGreaterThanOrEqual(2_000)
    expect(failedAt).toBeLessThanOrEqual(2_500)
  })

  test('only what waits for that address waits longer', () => {
    bench.ask(contactAt(2), fetch)
    flow(200)
    expect(bench.sent).toHaveLength(2)
  })

  test('only what is long waits longer: a liar could hold up any lookup', () => {
    bench.ask(contactAt(1), { type: 'find-value', key: keyAt(7) })
    bench.ask(contactAt(1), store(1_012))
    flow(200)
    expect(bench.sent.map(({ message }) => message.body.type)).toEqual([
      'find-value',
      'store',
      'find-value',
      'store',
    ])
  })

  test('the store of a long value waits longer', () => {
    bench.ask(contactAt(1), store(1_013))
    flow(1_000)
    expect(bench.sent).toHaveLength(1)
  })

  test('time is given to hash and keep a value, by its length, before it is sent again', () => {
    bench.ask(contactAt(1), store(10_240 * 300))
    bench.run(399)
    expect(bench.sent).toHaveLength(1)
    bench.run(1)
    expect(bench.sent).toHaveLength(2)
  })

  test('how long it took says nothing of the link', () => {
    askFetch()
    flow(900)
    bench.reply({ type: 'value', value: new Uint8Array(5_000), ttlSeconds: 1, publication })
    expect(bench.requests.roundTrips.smoothedMs).toBeUndefined()
  })

  test('however often that is said, there is no more to do', () => {
    bench.ask()
    for (const _ of numbers(1, 50_000)) bench.requests.progress(0, 'memory:1')
    expect(bench.requests.deadline).toBe(100)
    bench.run(100)
    expect(bench.sent).toHaveLength(2)
  })
})

describe('against forgers', () => {
  test('of 20,000 replies none is accepted, and the honest one still wins (seed 42)', () => {
    const random = seededRandomBytes(42)
    bench.ask()
    const { message } = bench.last
    const verdicts = new Map<string, number>()
    for (const n of numbers(1, 10_000)) {
      const sender = n % 2 === 0 ? keyAt(1) : Key.fromBytes(random(32))
      const id = Buffer.from(random(16)).toString('hex')
      const wrongId = bench.reply({ type: 'pong' }, bench.last, { id, sender })
      const wrongAddress = bench.reply({ type: 'pong' }, bench.last, { from: `10.0.0.1:${n}`, sender })
      for (const verdict of [wrongId, wrongAddress]) verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1)
    }
    expect(Object.fromEntries(verdicts)).toEqual({ unsolicited: 10_000, 'wrong-address': 10_000 })
    expect(bench.told).toEqual([])
    expect(bench.reply({ type: 'pong' }, { at: 0, to: 'memory:1', message })).toBe('accepted')
  })

  test('ids are 128 random bits, and none comes twice', () => {
    for (const n of numbers(1, 1_000)) bench.ask(contactAt(n))
    const ids = bench.sent.map(({ message }) => message.id)
    expect(new Set(ids).size).toBe(1_000)
    expect(ids.every((id) => /^[0-9a-f]{32}$/.test(id))).toBe(true)
  })
})
