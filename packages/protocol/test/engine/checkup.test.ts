import type { Contact } from '@kadkit/routing'
import { describe, expect, test } from 'vitest'
import { contactAt, keyAt, numbers } from '../support/contacts.ts'
import { Solo } from '../support/solo.ts'

const HOUR_MS = 3_600_000
const FAR = 2 ** 31
const contacts: readonly Contact[] = [...numbers(1, 4), ...numbers(FAR, FAR + 15)].map((number) =>
  contactAt(number),
)

/** What a `find-node` of somebody else lists. */
function listed(solo: Solo): string[] {
  const reply = solo.ask(contactAt(77, 'memory:client'), { type: 'find-node', target: keyAt(1) })
  const addresses = reply?.type === 'nodes' ? reply.contacts.map(({ address }) => address) : []
  return addresses.filter((address) => address !== 'memory:client')
}

/** Answers every ping and every lookup that is under way, and those that follow. */
function answerAll(solo: Solo, alive: readonly Contact[] = contacts): void {
  for (let sent = solo.takeRequests(); sent.length > 0; sent = solo.takeRequests()) {
    for (const request of sent) {
      const contact = alive.find(({ address }) => address === request.to)
      if (contact === undefined) continue
      const { type } = request.message.body
      if (type === 'ping') solo.answer(request, contact, { type: 'pong' })
      else if (type === 'find-node') solo.answer(request, contact, { type: 'nodes', contacts: [] })
    }
  }
}

function restored(): Solo {
  const solo = new Solo()
  const aged = contacts.map((contact) => ({ ...contact, seenAt: solo.now - HOUR_MS }))
  solo.input((engine, now) => engine.restoreContacts(now, aged))
  return solo
}

describe('after a restart', () => {
  test('contacts have their ages, and are not handed out before they have answered', () => {
    const solo = restored()
    const { buckets } = solo.engine.snapshot(solo.now)
    expect(buckets.flatMap((bucket) => bucket.contacts)).toHaveLength(20)
    for (const { seenAt } of buckets.flatMap((bucket) => bucket.contacts))
      expect(seenAt).toBe(solo.now - HOUR_MS)
    expect(listed(solo)).toEqual([])
    const [first] = solo.requests
    if (first !== undefined) solo.answer(first, contactAt(1), { type: 'pong' })
    expect(first?.to).toBe('memory:1')
    expect(listed(solo)).toEqual(['memory:1'])
  })

  test('all are asked, the nearest first, eight at a time', () => {
    const solo = restored()
    expect(solo.requests.map(({ to }) => to)).toEqual(contacts.slice(0, 8).map(({ address }) => address))
    solo.run(60_000)
    const asked = solo.requests.filter(({ message }) => message.body.type === 'ping').map(({ to }) => to)
    expect(new Set(asked)).toEqual(new Set(contacts.map(({ address }) => address)))
  })

  test('the node looks for itself and into every bucket when the first has answered', () => {
    const solo = restored()
    const targets = new Set<string>()
    const pings = solo.takeRequests()
    expect(pings.every(({ message }) => message.body.type === 'ping')).toBe(true)
    for (const [i, ping] of pings.entries()) solo.answer(ping, contacts[i] ?? contactAt(0), { type: 'pong' })
    for (let sent = solo.takeRequests(); sent.length > 0; sent = solo.takeRequests()) {
      for (const { message } of sent)
        if (message.body.type === 'find-node') targets.add(message.body.target.toHex())
      for (const request of sent) {
        const contact = contacts.find(({ address }) => address === request.to)
        const isPing = request.message.body.type === 'ping'
        if (contact)
          solo.answer(request, contact, isPing ? { type: 'pong' } : { type: 'nodes', contacts: [] })
      }
    }
    expect(targets.has(solo.engine.self.key.toHex())).toBe(true)
    // Buckets 0 to 30, empty ones too; the deepest one is that of our own key.
    expect(targets.size).toBeGreaterThan(25)
    expect(listed(solo)).toHaveLength(20)
  })

  test('who is gone fails as ever, once anybody has answered', () => {
    const solo = restored()
    answerAll(solo, contacts.slice(0, 4))
    for (const _ of numbers(1, 60)) {
      solo.run(1_000)
      answerAll(solo, contacts.slice(0, 4))
    }
    expect(listed(solo).toSorted()).toEqual(contacts.slice(0, 4).map(({ address }) => address))
    const { buckets } = solo.engine.snapshot(solo.now)
    const [far] = buckets
    expect(far?.contacts.every(({ failures }) => failures > 0)).toBe(true)
  })

  test('nobody is blamed while nobody answers, and all are asked again and again, ever more rarely', () => {
    const solo = restored()
    const rounds = () => solo.requestsTo('memory:1').length / 3
    solo.run(9_000)
    expect(rounds()).toBe(1)
    solo.run(HOUR_MS)
    expect(rounds()).toBeGreaterThan(5)
    expect(rounds()).toBeLessThan(12)
    const { buckets } = solo.engine.snapshot(solo.now)
    expect(buckets.flatMap((bucket) => bucket.contacts).filter(({ failures }) => failures > 0)).toEqual([])
    solo.takeRequests()
    while (solo.requests.length === 0) solo.run(500)
    answerAll(solo)
    expect(listed(solo)).toHaveLength(20)
  })

  test('nobody is asked again when the first answer comes after all were slow', () => {
    const solo = restored()
    const last = contacts.at(-1) ?? contactAt(0)
    solo.run(2_000)
    // in rounds of half a second
    expect(new Set(solo.requests.map(({ to }) => to)).size).toBe(contacts.length)
    solo.answer(solo.lastTo(last.address), last, { type: 'pong' })
    solo.run(5_000)
    solo.takeRequests()
    solo.run(10_000)
    expect(solo.requests.filter(({ message }) => message.body.type === 'ping')).toEqual([])
  })

  test('one in doubt that writes is asked at once', () => {
    const solo = new Solo()
    const aged = contacts.map((contact) => ({ ...contact, seenAt: 5 }))
    solo.input((engine, now) => engine.restoreContacts(now, aged))
    const last = contacts.at(-1) ?? contactAt(0)
    expect(solo.requestsTo(last.address)).toEqual([])
    solo.ask(last, { type: 'ping' })
    expect(solo.requestsTo(last.address)).toHaveLength(1)
  })

  test('an age from the future is none', () => {
    const solo = new Solo()
    solo.input((engine, now) => engine.restoreContacts(now, [{ ...contactAt(1), seenAt: 1e15 }]))
    expect(listed(solo)).toEqual([])
    expect(solo.engine.snapshot(solo.now).buckets[0]?.contacts[0]?.seenAt).toBeLessThan(solo.now)
  })
})

describe('after a sleep', () => {
  test('of 8 h contacts are in doubt, not dead, and come back by answering', () => {
    const solo = restored()
    answerAll(solo)
    expect(listed(solo)).toHaveLength(20)
    solo.stall(8 * HOUR_MS)
    expect(listed(solo)).toEqual([])
    expect(solo.known).toHaveLength(20)
    answerAll(solo)
    expect(listed(solo)).toHaveLength(20)
  })

  test('that is no sleep nobody is in doubt', () => {
    const solo = restored()
    answerAll(solo)
    solo.takeRequests()
    solo.stall(solo.engine.deadline - solo.now + 14_000)
    expect(listed(solo)).toHaveLength(20)
  })
})

describe('the table is noted', () => {
  test('ten seconds after the first answer, and every five minutes from then on, the nearest first', () => {
    const solo = new Solo({ config: { noteEveryMs: 300_000 } })
    solo.meet(contactAt(FAR), contactAt(1))
    const seenAt = solo.now
    solo.run(9_999)
    expect(solo.notes).toEqual([])
    solo.run(1)
    expect(solo.notes).toEqual([
      [
        { ...contactAt(1), seenAt },
        { ...contactAt(FAR), seenAt },
      ],
    ])
    solo.run(600_000)
    expect(solo.notes).toHaveLength(3)
  })

  test('never by a node that knows nobody, or is told not to', () => {
    const alone = new Solo({ config: { noteEveryMs: 300_000 } })
    const silent = new Solo({ config: { noteEveryMs: Number.POSITIVE_INFINITY } })
    silent.meet(contactAt(1))
    for (const solo of [alone, silent]) solo.run(HOUR_MS)
    expect([alone.notes, silent.notes]).toEqual([[], []])
  })
})
