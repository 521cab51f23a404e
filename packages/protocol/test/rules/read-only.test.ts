import { describe, expect, test } from 'vitest'
import type { Request } from '../../src/wire/message.ts'
import { contactAt, keyAt, numbers } from '../support/contacts.ts'
import { publication } from '../support/publication.ts'
import { bytesOf } from '../support/records.ts'
import { Solo } from '../support/solo.ts'

const MINUTE_MS = 60_000
const FAR = 2 ** 31
const client = { client: true }
const ping: Request = { type: 'ping' }
const pong = { type: 'pong' } as const
const store: Request = {
  type: 'store',
  key: keyAt(1),
  value: bytesOf('hello'),
  ttlSeconds: 60,
  cached: false,
  publication,
}

/** Everything that can be asked. */
const requests: Request[] = [
  ping,
  { type: 'find-node', target: keyAt(1) },
  { type: 'find-value', key: keyAt(1) },
  { type: 'fetch', key: keyAt(1) },
  { type: 'offer', key: keyAt(1), valueBytes: 5, ttlSeconds: 60, publication },
  store,
]

describe('a read-only node', () => {
  test('C.2.12 is answered whatever it asks, and neither pinged nor put into the table for it', () => {
    const solo = new Solo()
    const answers = requests.map((request) => solo.ask(contactAt(5), request, client)?.type)
    expect(answers).toEqual(['pong', 'nodes', 'nodes', 'refused', 'wanted', 'stored'])
    solo.run(10 * MINUTE_MS)
    expect(solo.requests).toEqual([])
    expect(solo.known).toEqual([])
  })

  test('C.2.12 does not become an understudy, nor cost the contact whose place it would want a ping', () => {
    const solo = new Solo({ config: { k: 2 } })
    solo.meet(contactAt(FAR), contactAt(FAR + 1))
    solo.run(MINUTE_MS)
    for (const request of requests) solo.ask(contactAt(FAR + 2), request, client)
    expect(solo.requests).toEqual([])
    expect(solo.engine.snapshot(solo.now).buckets.flatMap(({ understudies }) => understudies)).toEqual([])
  })

  test('C.2.12 is listed to nobody, and given no value', () => {
    const solo = new Solo({ config: { replicateEveryMs: 1_000 } })
    solo.ask(contactAt(5), store)
    solo.meet(contactAt(7))
    for (const request of requests) solo.ask(contactAt(6), request, client)
    expect(solo.ask(contactAt(8), { type: 'find-node', target: keyAt(6) }, client)).toMatchObject({
      contacts: [contactAt(7)],
    })
    solo.run(10 * MINUTE_MS)
    expect(solo.requestsTo('memory:7').map(({ message }) => message.body.type)).toContain('offer')
    expect(solo.requestsTo('memory:6')).toEqual([])
  })
})

describe('a contact in whose name somebody says that it is read-only now', () => {
  function claimed(number: number, address: string): Solo {
    const solo = new Solo()
    solo.meet(contactAt(5), contactAt(6))
    solo.run(MINUTE_MS)
    solo.ask(contactAt(number, address), { type: 'find-node', target: keyAt(1) }, client)
    return solo
  }

  test.each([
    ['from its own address', 5, 'memory:5'],
    ['from another address', 5, 'memory:99'],
    ['under another key', 99, 'memory:5'],
  ])('C.2.12 %s is asked once, and leaves the table when it does not answer', (_, number, address) => {
    const solo = claimed(number, address)
    expect(solo.requests.map(({ to, message }) => [to, message.body.type])).toEqual([['memory:5', 'ping']])
    expect(solo.known).toEqual(['memory:5', 'memory:6'])
    solo.run(20_000)
    expect(solo.known).toEqual(['memory:6'])
    expect(solo.events).toEqual([{ type: 'contact-removed', contact: contactAt(5), bucket: 29 }])
  })

  test('C.2.12 leaves also if nobody else is there from whom we could hear meanwhile', () => {
    const solo = new Solo()
    solo.meet(contactAt(5))
    solo.run(MINUTE_MS)
    solo.ask(contactAt(5), ping, client)
    solo.run(20_000)
    expect(solo.known).toEqual([])
  })

  test('C.2.12 stays when it answers: anybody could have said so', () => {
    const solo = claimed(5, 'memory:5')
    solo.answer(solo.lastTo('memory:5'), contactAt(5), pong)
    solo.run(20_000)
    expect(solo.known).toEqual(['memory:5', 'memory:6'])
    expect(solo.events).toEqual([])
  })

  test('C.2.12 stays when it answers something else meanwhile', () => {
    const solo = claimed(5, 'memory:5')
    solo.run(10)
    solo.input((engine, now) => engine.call(now, contactAt(5), { type: 'find-node', target: keyAt(1) }))
    solo.answer(solo.lastTo('memory:5'), contactAt(5), { type: 'nodes', contacts: [] })
    solo.run(20_000)
    expect(solo.requestsTo('memory:5').filter(({ message }) => message.body.type === 'ping')).toHaveLength(3)
    expect(solo.known).toEqual(['memory:5', 'memory:6'])
  })

  test('C.2.12 is worth three datagrams a minute, however often that is said', () => {
    const solo = claimed(5, 'memory:5')
    for (const number of numbers(1, 500)) {
      solo.ask(contactAt(5), ping, client)
      solo.ask(contactAt(number + 10, 'memory:5'), ping, client)
      solo.run(100)
    }
    expect(solo.requestsTo('memory:5')).toHaveLength(3)
  })

  test('C.2.12 is an understudy no more when it does not answer, while its place is kept by who has it', () => {
    const solo = new Solo({ config: { k: 2 } })
    solo.meet(contactAt(FAR), contactAt(FAR + 1), contactAt(FAR + 2))
    solo.run(2 * MINUTE_MS)
    const waiting = () => solo.engine.snapshot(solo.now).buckets.flatMap(({ understudies }) => understudies)
    expect(waiting()).toMatchObject([contactAt(FAR + 2)])
    solo.ask(contactAt(FAR + 2), ping, client)
    solo.run(20_000)
    expect(waiting()).toEqual([])
    expect(solo.known).toEqual([`memory:${FAR}`, `memory:${FAR + 1}`])
  })
})
