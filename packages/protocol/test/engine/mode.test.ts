import { compareDistance } from '@kadkit/key'
import { describe, expect, test } from 'vitest'
import { Engine } from '../../src/engine/engine.ts'
import type { Request } from '../../src/wire/message.ts'
import { Company } from '../rules/company.ts'
import { contactAt, keyAt, numbers } from '../support/contacts.ts'
import { publication } from '../support/publication.ts'
import { bytesOf, recordAt } from '../support/records.ts'
import { Solo } from '../support/solo.ts'
import { type Member, Swarm } from '../support/swarm.ts'

const DAY_MS = 86_400_000
const value = bytesOf('hello')
const life = { ttlSeconds: 60, publication }
const requests: Request[] = [
  { type: 'ping' },
  { type: 'store', key: keyAt(1), value, cached: false, ...life },
  { type: 'store', key: keyAt(1), value, cached: true, ...life },
  { type: 'offer', key: keyAt(1), valueBytes: 5, ...life },
  { type: 'find-node', target: keyAt(1) },
  { type: 'find-value', key: keyAt(1) },
  { type: 'fetch', key: keyAt(1) },
]

/** A client among five servers, which it has joined. */
function joined(config = {}): { swarm: Swarm; client: Member } {
  const swarm = Swarm.joined(5, { codec: true, config })
  const client = swarm.add({}, 'client')
  expect(swarm.join(client)).toEqual({ type: 'joined', contacts: 5 })
  swarm.rest()
  return { swarm, client }
}

test('what is no mode is refused', () => {
  expect(() => new Engine(contactAt(0), { mode: 'ephemeral' as 'client' })).toThrow(
    new RangeError("mode must be 'server' or 'client', got ephemeral"),
  )
})

test('a node that says nothing is a server', () => {
  expect(new Solo().engine.mode).toBe('server')
  expect(new Solo().engine.snapshot(0).mode).toBe('server')
})

describe('a client', () => {
  test('answers no request, pings nobody for one, and counts them', () => {
    const solo = new Solo({ mode: 'client' })
    for (const request of requests) expect(solo.ask(contactAt(5), request)).toBeUndefined()
    for (const request of requests) expect(solo.ask(contactAt(6), request, { client: true })).toBeUndefined()
    solo.run(60_000)
    expect(solo.sent).toEqual([])
    expect(solo.saves).toEqual([])
    expect(solo.dropped('unserved')).toBe(2 * requests.length)
    expect(solo.engine.snapshot(solo.now).mode).toBe('client')
  })

  test('says that it is one in each of its requests, also when it sends them again', () => {
    const solo = new Solo({ mode: 'client' })
    solo.input((engine, now) => engine.call(now, contactAt(5), { type: 'ping' }))
    solo.input((engine, now) => engine.join(now, ['memory:6']))
    solo.run(60_000)
    expect(solo.requests.map(({ message }) => message.attempt)).toEqual([0, 0, 1, 1, 2, 2])
    expect(solo.requests.filter(({ message }) => message.client !== true)).toEqual([])
  })

  test('learns of servers by asking, and none of them of it', () => {
    const { swarm, client } = joined()
    const servers = swarm.alive.filter((member) => member !== client)
    expect(client.engine.size.contacts).toBe(5)
    for (const { engine } of servers) expect(engine.size.contacts).toBe(4)
    swarm.run(2 * DAY_MS)
    for (const { engine } of servers) expect(engine.size.contacts).toBe(4)
    expect(client.engine.size.contacts).toBe(5)
    expect(client.engine.counts().dropped).toEqual({})
  })

  test('is not among those that it finds, however near it is', () => {
    const { swarm, client } = joined()
    const found = swarm.find(client, client.contact.key)
    expect(found).toHaveLength(5)
    expect(found).not.toContain(client.contact.address)
  })

  test('puts on servers alone, holds nothing itself, and gets what others have put', () => {
    const { swarm, client } = joined({ k: 8 })
    const outcome = swarm.put(client, client.contact.key, value)
    expect(outcome).toMatchObject({ type: 'stored', failed: [] })
    expect(outcome.type === 'stored' && outcome.stored).toHaveLength(5)
    expect(client.storage.size).toBe(0)
    expect(client.own.size).toBe(1)
    expect(client.engine.size).toEqual({ contacts: 5, values: 0, own: 1 })

    swarm.put(swarm.member(1), keyAt(9), bytesOf('theirs'))
    expect(swarm.get(client, keyAt(9))).toEqual(bytesOf('theirs'))
    swarm.rest()
    expect(client.storage.size).toBe(0)
    expect(client.engine.size.values).toBe(0)
  })

  test('whose put reaches nobody is told so', () => {
    const solo = new Solo({ mode: 'client' })
    const operation = solo.input((engine, now) => engine.put(now, recordAt(1)))
    expect(solo.outcomes.get(operation)).toEqual({ type: 'failed', reason: 'not-stored', failed: [] })
    expect(solo.engine.size).toEqual({ contacts: 0, values: 0, own: 0 })
    expect(solo.saves).toEqual([])
  })

  test('leaves a copy of what it has got with the nearest server that had none', () => {
    const contacts = numbers(1, 3).map((number) => contactAt(number))
    const company = new Company({ self: contactAt(99), mode: 'client', contacts }).joined()
    const { behaviour } = company
    company.behaviour = (contact, request) =>
      request.type === 'find-value' && contact.address === 'memory:3'
        ? { type: 'value', value, ...life }
        : behaviour(contact, request)
    expect(company.settle((engine, now) => engine.get(now, keyAt(0)))).toMatchObject({ type: 'found-value' })
    expect(company.asked.at(-1)).toMatchObject({ to: 'memory:1', request: { type: 'store', cached: true } })
  })

  test('publishes its own values again each day, and stores nothing meanwhile', () => {
    const { swarm, client } = joined()
    const key = keyAt(7)
    const put = client.engine.put(swarm.now, { key, value, expiresAt: Number.POSITIVE_INFINITY })
    expect(swarm.settle(client, put)).toMatchObject({ type: 'stored' })
    swarm.run(3 * DAY_MS)
    expect(client.events.filter(({ type }) => type === 'value-republished').length).toBeGreaterThanOrEqual(3)
    expect(swarm.get(swarm.member(2), key)).toEqual(value)
    expect(client.storage.size).toBe(0)
  })

  test('looks into idle buckets as a server does', () => {
    const { swarm, client } = joined()
    const before = client.engine.counts().sentByType['find-node'] ?? 0
    swarm.run(3 * 3_600_000)
    expect(client.engine.counts().sentByType['find-node'] ?? 0).toBeGreaterThan(before)
  })

  test('is not asked for a value, though it is the nearest to its key', () => {
    const { swarm, client } = joined()
    swarm.put(client, client.contact.key, value)
    const byDistance = swarm.alive.sort((a, b) =>
      compareDistance(client.contact.key, a.contact.key, b.contact.key),
    )
    expect(byDistance[0]).toBe(client)
    expect(swarm.get(swarm.member(3), client.contact.key)).toEqual(value)
    expect(client.engine.counts().dropped).toEqual({})
  })

  test('leaves what its storage holds from its days as a server unread, and drops what is over', () => {
    const solo = new Solo({ mode: 'client' })
    const [alive, over] = [recordAt(1, { expiresAt: solo.now + 1_000 }), recordAt(2, { expiresAt: solo.now })]
    solo.input((engine, now) => engine.restore(now, alive))
    solo.input((engine, now) => engine.restore(now, over))
    expect(solo.drops).toEqual([keyAt(2)])
    expect(solo.engine.size.values).toBe(0)
    expect(solo.engine.deadline).toBe(Number.POSITIVE_INFINITY)
    const get = solo.input((engine, now) => engine.get(now, keyAt(1)))
    expect(solo.loads).toEqual([])
    expect(solo.outcomes.get(get)).toEqual({ type: 'no-value' })
  })
})
