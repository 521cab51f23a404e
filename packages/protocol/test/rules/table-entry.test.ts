import { compareDistance, randomKey, seededRandomBytes } from '@kadkit/key'
import type { Contact } from '@kadkit/routing'
import { describe, expect, test } from 'vitest'
import type { Reply, Request } from '../../src/wire/message.ts'
import { addressesOf, contactAt, keyAt, numbers } from '../support/contacts.ts'
import { Solo } from '../support/solo.ts'
import { nodes } from './company.ts'

const MINUTE_MS = 60_000
const ping: Request = { type: 'ping' }
const pong: Reply = { type: 'pong' }
const target = keyAt(0)
const some = (...each: number[]) => each.map((number) => contactAt(number))
const memory = (...each: number[]) => each.map((number) => `memory:${number}`)

/** Answers our last request to this address, in the name of this contact. */
function answer(solo: Solo, contact: Contact, from = contact.address): void {
  solo.answer(solo.lastTo(contact.address), contact, pong, from)
}

function call(solo: Solo, contact: Contact): number {
  return solo.input((engine, now) => engine.call(now, contact, ping))
}

describe('a contact enters the table', () => {
  test('C.2.4 who asks us earns a ping, and enters the table only when it has answered', () => {
    const solo = new Solo()
    const requests: Request[] = [
      ping,
      { type: 'find-node', target: keyAt(1) },
      { type: 'find-value', key: keyAt(1) },
    ]
    for (const request of requests) solo.ask(contactAt(5), request)
    expect(solo.known).toEqual([])
    expect(solo.requests.map(({ to, message }) => [to, message.body.type])).toEqual([['memory:5', 'ping']])
    answer(solo, contactAt(5))
    expect(solo.known).toEqual(['memory:5'])
  })

  test('C.2.4 who is listed by others does not enter the table until it answers', () => {
    const solo = new Solo()
    solo.meet(contactAt(5))
    solo.input((engine, now) => engine.find(now, keyAt(9)))
    solo.list(contactAt(5), [contactAt(9), contactAt(10)])
    expect(solo.known).toEqual(['memory:5'])
    solo.list(contactAt(9), [])
    expect(solo.known).toEqual(memory(5, 9))
  })

  test('C.2.4 nobody enters the table by replies to nothing that we asked', () => {
    const solo = new Solo()
    call(solo, contactAt(5))
    for (const number of numbers(6, 30)) {
      const id = number.toString(16).padStart(32, '0')
      solo.hear(`memory:${number}`, { id, attempt: 0, sender: keyAt(number), body: pong })
    }
    expect(solo.known).toEqual([])
    expect(solo.dropped('unsolicited')).toBe(25)
  })

  test('C.2.4 an address earns at most one ping a minute, whatever keys are claimed there', () => {
    const solo = new Solo()
    const pings = () => new Set(solo.requests.map(({ message }) => message.id)).size
    for (const minute of numbers(0, 9)) {
      for (const number of numbers(1, 60)) {
        solo.ask(contactAt(100 * minute + number, 'memory:victim'), ping)
        solo.run(1_000)
      }
      expect(pings()).toBe(minute + 1)
    }
  })

  test('C.2.4 a request is answered at once, while its sender and the contact whose place it wants are checked', () => {
    const solo = new Solo({ config: { k: 1 } })
    solo.meet(contactAt(1), contactAt(2 ** 31))
    solo.run(MINUTE_MS)
    const newcomer = contactAt(2 ** 31 + 1)
    expect(solo.ask(newcomer, ping)).toEqual(pong)
    answer(solo, newcomer)
    expect(solo.requestsTo(contactAt(2 ** 31).address)).toHaveLength(1)
    expect(solo.ask(newcomer, { type: 'find-node', target: keyAt(1) })?.type).toBe('nodes')
    expect(solo.ask(contactAt(1), ping)).toEqual(pong)
  })
})

describe('a known key at a new address', () => {
  const [old, moved] = [contactAt(5), contactAt(5, 'memory:new')]

  function known(): Solo {
    const solo = new Solo()
    solo.meet(old)
    solo.run(MINUTE_MS)
    return solo
  }

  test('C.2.6 a new address that is only claimed changes nothing, even if the old one is silent for once', () => {
    const solo = known()
    solo.meet(contactAt(6))
    solo.ask(moved, ping)
    solo.run(MINUTE_MS)
    for (const contact of [old, contactAt(6)]) call(solo, contact)
    answer(solo, contactAt(6))
    solo.run(10_000)
    expect(solo.engine.snapshot(solo.now).buckets[0]?.contacts).toMatchObject([
      { ...old, failures: 1 },
      { ...contactAt(6), failures: 0 },
    ])
  })

  test('C.2.6 a proven new address waits as long as the old one answers', () => {
    const solo = known()
    solo.ask(moved, ping)
    answer(solo, moved)
    expect(solo.requestsTo('memory:5')).toHaveLength(1)
    answer(solo, old)
    for (const _ of numbers(1, 10)) {
      solo.run(2 * MINUTE_MS)
      solo.sent.length = 0
      call(solo, moved)
      for (const contact of [moved, old]) answer(solo, contact)
    }
    expect(solo.known).toEqual(['memory:5'])
  })

  test('C.2.6 a proven new address takes the place as soon as the old one leaves a request without an answer', () => {
    const solo = known()
    solo.ask(moved, ping)
    answer(solo, moved)
    expect(solo.known).toEqual(['memory:5'])
    solo.run(10_000)
    expect(solo.known).toEqual(['memory:new'])
  })

  test('C.2.6 another node at the address of a contact evicts it as soon as it answers in its stead', () => {
    const solo = known()
    call(solo, old)
    solo.answer(solo.lastTo('memory:5'), contactAt(6), pong)
    const { buckets } = solo.engine.snapshot(solo.now)
    expect(buckets.flatMap(({ contacts }) => contacts)).toMatchObject([contactAt(6, 'memory:5')])
    expect(solo.dropped('wrong-sender')).toBe(1)
  })
})

describe('an answer counts', () => {
  test('C.2.7 an answer from another address neither ends nor fails the request', () => {
    const solo = new Solo()
    const operation = call(solo, contactAt(5))
    answer(solo, contactAt(5), 'memory:elsewhere')
    expect(solo.outcomes.size).toBe(0)
    expect(solo.known).toEqual([])
    expect(solo.dropped('wrong-address')).toBe(1)
    expect(solo.engine.snapshot(solo.now).pending).toHaveLength(1)
    answer(solo, contactAt(5))
    expect(solo.outcomes.get(operation)).toMatchObject({ type: 'answered', from: contactAt(5) })
  })

  test('C.2.7 an answer counts only with the id of its request, and once', () => {
    const solo = new Solo()
    const operation = call(solo, contactAt(5))
    const { message } = solo.lastTo('memory:5')
    for (const bit of numbers(0, 127)) {
      const flipped = BigInt(`0x${message.id}`) ^ (1n << BigInt(bit))
      const id = flipped.toString(16).padStart(32, '0')
      solo.hear('memory:5', { id, attempt: 0, sender: keyAt(5), body: pong })
    }
    expect(solo.dropped('unsolicited')).toBe(128)
    expect(solo.outcomes.size).toBe(0)
    answer(solo, contactAt(5))
    answer(solo, contactAt(5))
    expect(solo.outcomes.get(operation)).toMatchObject({ type: 'answered' })
    expect(solo.dropped('duplicate')).toBe(1)
  })

  test('C.2.7 an answer counts only in the name of the node that was asked', () => {
    const solo = new Solo()
    const operation = call(solo, contactAt(5))
    solo.answer(solo.lastTo('memory:5'), contactAt(6), pong)
    expect(solo.outcomes.get(operation)).toMatchObject({ type: 'failed', reason: 'no-answer' })
    expect(solo.known).not.toContainEqual(contactAt(5))
  })

  test('C.2.7 an answer counts only if it is of a type that answers the request', () => {
    const solo = new Solo()
    const operation = call(solo, contactAt(5))
    solo.answer(solo.lastTo('memory:5'), contactAt(5), nodes([]))
    expect(solo.outcomes.size).toBe(0)
    expect(solo.dropped('wrong-type')).toBe(1)
    answer(solo, contactAt(5))
    expect(solo.outcomes.get(operation)).toMatchObject({ type: 'answered' })
  })

  test('C.2.7 request ids have 128 bits, all of which vary, and none comes twice', () => {
    const solo = new Solo()
    for (const number of numbers(1, 200)) call(solo, contactAt(number))
    const ids = solo.requests.map(({ message }) => message.id)
    expect(new Set(ids).size).toBe(200)
    expect(ids.every((id) => /^[0-9a-f]{32}$/.test(id))).toBe(true)
    const ones = numbers(0, 127).map(
      (bit) => ids.filter((id) => (BigInt(`0x${id}`) >> BigInt(bit)) & 1n).length,
    )
    expect(Math.min(...ones)).toBeGreaterThan(60)
    expect(Math.max(...ones)).toBeLessThan(140)
  })
})

describe('one address', () => {
  test('C.2.8 an address is that of one contact: a second key there waits while the first answers', () => {
    const solo = new Solo()
    solo.meet(contactAt(5, 'memory:x'))
    solo.run(MINUTE_MS)
    call(solo, contactAt(2 ** 31, 'memory:x'))
    solo.answer(solo.lastTo('memory:x'), contactAt(2 ** 31), pong)
    const check = solo.lastTo('memory:x')
    solo.answer(check, contactAt(5), pong)
    const { buckets } = solo.engine.snapshot(solo.now)
    expect(buckets.flatMap(({ contacts }) => contacts)).toMatchObject([contactAt(5, 'memory:x')])
  })

  test('C.2.8 an address is an ip with its port: many nodes of one machine know each other', () => {
    const random = seededRandomBytes(208)
    const solo = new Solo({ self: { key: randomKey(random), address: '127.0.0.1:4000' } })
    const contacts = numbers(4_001, 4_015).map((port) => ({
      key: randomKey(random),
      address: `127.0.0.1:${port}`,
    }))
    solo.meet(...contacts)
    expect(solo.known).toEqual(contacts.map(({ address }) => address))
  })
})

/** What `asker` is listed when it asks for the contacts nearest to this key. */
function listedTo(solo: Solo, asker: Contact, request: Request): string[] {
  const reply = solo.ask(asker, request)
  if (reply?.type !== 'nodes') throw new Error(`the answer is ${reply?.type}`)
  return addressesOf(reply.contacts)
}

describe('the contacts in an answer', () => {
  const random = seededRandomBytes(106)
  const contacts = numbers(1, 40).map((n) => ({ key: randomKey(random), address: `memory:${n}` }))

  /** A node that knows them all. */
  function knowing(k: number): Solo {
    const solo = new Solo({ self: { key: randomKey(random), address: 'memory:self' }, config: { k } })
    solo.meet(...contacts)
    return solo
  }

  test('C.1.6 an answer lists exactly the k closest that we know, for any target, whichever request asks', () => {
    const solo = knowing(8)
    const known = contacts.filter(({ address }) => solo.known.includes(address))
    expect(known.length).toBeGreaterThan(20)
    const asker = { key: randomKey(random), address: 'memory:asker' }
    for (const key of numbers(1, 50).map(() => randomKey(random))) {
      const nearest = known.sort((a, b) => compareDistance(key, a.key, b.key)).slice(0, 8)
      expect(listedTo(solo, asker, { type: 'find-node', target: key })).toEqual(addressesOf(nearest))
      expect(listedTo(solo, asker, { type: 'find-value', key })).toEqual(addressesOf(nearest))
    }
  })

  test('C.1.6 an answer lists k contacts although none of them is closer than we are', () => {
    const solo = knowing(5)
    const asker = { key: randomKey(random), address: 'memory:asker' }
    const listed = listedTo(solo, asker, { type: 'find-node', target: solo.engine.self.key })
    expect(listed).toHaveLength(5)
  })

  test('C.1.6 an answer lists k contacts without the requester, whom the next one replaces, and without ourselves', () => {
    const solo = new Solo({ self: contactAt(7), config: { k: 3 } })
    solo.meet(...some(1, 2, 3, 4))
    expect(listedTo(solo, contactAt(2), { type: 'find-node', target })).toEqual(memory(1, 3, 4))
    expect(listedTo(solo, contactAt(9), { type: 'find-node', target })).toEqual(memory(1, 2, 3))
    expect(listedTo(solo, contactAt(9), { type: 'find-node', target: keyAt(7) })).not.toContain('memory:7')
  })
})

describe('who is not verified', () => {
  const request: Request = { type: 'find-node', target }
  const asker = contactAt(99)

  test('C.2.5 neither who only wrote to us nor of whom we were only told is listed to anybody', () => {
    const solo = new Solo({ self: contactAt(2 ** 31) })
    solo.meet(contactAt(8))
    solo.ask(contactAt(1), ping)
    solo.input((engine, now) => engine.find(now, target))
    solo.answer(solo.lastTo('memory:8'), contactAt(8), nodes(some(2, 3)))
    expect(listedTo(solo, asker, request)).toEqual(memory(8))
    solo.answer(solo.lastTo('memory:1'), contactAt(1), { type: 'pong' })
    solo.list(contactAt(2), [])
    expect(listedTo(solo, asker, request)).toEqual(memory(1, 2, 8))
  })

  test('C.2.5 nobody comes into our lists by way of its requests, however many it sends', () => {
    const solo = new Solo({ self: contactAt(2 ** 31) })
    for (const type of ['find-node', 'ping'] as const) {
      for (const _ of numbers(1, 50)) solo.ask(contactAt(1), type === 'ping' ? ping : request)
    }
    expect(listedTo(solo, asker, request)).toEqual([])
  })

  test('C.2.5 who did not answer when we last asked is listed to nobody, until it does', () => {
    const solo = new Solo({ self: contactAt(2 ** 31) })
    solo.meet(...some(1, 2))
    solo.run(60_000)
    for (const contact of some(1, 2)) solo.input((engine, now) => engine.call(now, contact, ping))
    solo.answer(solo.lastTo('memory:2'), contactAt(2), { type: 'pong' })
    solo.run(10_000)
    expect(listedTo(solo, asker, request)).toEqual(memory(2))
    solo.ask(contactAt(1), ping)
    solo.answer(solo.lastTo('memory:1'), contactAt(1), { type: 'pong' })
    expect(listedTo(solo, asker, request)).toEqual(memory(1, 2))
  })
})
