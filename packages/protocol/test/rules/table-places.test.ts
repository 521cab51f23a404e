import type { Contact } from '@kadkit/routing'
import { describe, expect, test } from 'vitest'
import type { BucketState, ContactState } from '../../src/engine/snapshot.ts'
import type { Request } from '../../src/wire/message.ts'
import { addressesOf, contactAt, keyAt, numbers } from '../support/contacts.ts'
import { Solo } from '../support/solo.ts'
import { Company, politely } from './company.ts'

const MINUTE_MS = 60_000
const FAR = 2 ** 31
const K = 3
const ping: Request = { type: 'ping' }
const far = (number: number) => contactAt(FAR + number)
const farOnes = (...each: number[]) => each.map((number) => `memory:${FAR + number}`)
/** The k nearest to ourselves, so that no bucket is widened for them. */
const near = numbers(1, K).map((number) => contactAt(number))

/** Bucket 0 is full, with 1 to k, and everybody has been silent for a minute since. */
function full(): Solo {
  const solo = new Solo({ config: { k: K } })
  solo.meet(...near, ...numbers(1, K).map(far))
  solo.run(MINUTE_MS)
  return solo
}

function bucketOf(solo: Solo): BucketState {
  const [bucket] = solo.engine.snapshot(solo.now).buckets
  if (bucket?.index !== 0) throw new Error('bucket 0 is empty')
  return bucket
}

/** We ask this contact something, and it answers. */
function hear(solo: Solo, contact: Contact): void {
  solo.input((engine, now) => engine.call(now, contact, ping))
  solo.answer(solo.lastTo(contact.address), contact, { type: 'pong' })
}

/** We ask this contact something in vain, while `other` answers. */
function failOnce(solo: Solo, contact: Contact, other = contactAt(1)): void {
  solo.run(2 * MINUTE_MS)
  solo.input((engine, now) => engine.call(now, contact, ping))
  hear(solo, other)
  solo.run(10_000)
}

const entryOf = (solo: Solo, contact: Contact): ContactState | undefined =>
  bucketOf(solo).contacts.find(({ key }) => key.equals(contact.key))

describe('a full bucket', () => {
  test('C.2.1 a full bucket keeps its contacts while they answer, however many newcomers prove themselves', () => {
    const newcomers = numbers(101, 200).map(far)
    const contacts = [...near, ...numbers(1, K).map(far), ...newcomers]
    const company = new Company({ contacts, config: { k: K } })
    company.solo.meet(...near, ...numbers(1, K).map(far))
    for (const newcomer of newcomers) {
      company.start((engine, now) => engine.call(now, newcomer, ping))
      company.run(MINUTE_MS)
    }
    expect(addressesOf(bucketOf(company.solo).contacts).sort()).toEqual(farOnes(1, 2, 3))
    expect(company.solo.events.filter(({ type }) => type === 'contact-removed')).toEqual([])
  })

  test('C.2.1 a contact moves to the tail when it answers, and for nothing less', () => {
    const solo = full()
    expect(addressesOf(bucketOf(solo).contacts)).toEqual(farOnes(1, 2, 3))
    solo.ask(far(1), ping)
    solo.input((engine, now) => engine.find(now, keyAt(0)))
    solo.list(contactAt(1), [far(1)])
    expect(addressesOf(bucketOf(solo).contacts)).toEqual(farOnes(1, 2, 3))
    hear(solo, far(1))
    expect(addressesOf(bucketOf(solo).contacts)).toEqual(farOnes(2, 3, 1))
  })

  test('C.2.1 newcomers wait as understudies, the last one heard first, and k of them at most', () => {
    const solo = full()
    for (const number of [10, 11, 12, 13, 11]) hear(solo, far(number))
    expect(addressesOf(bucketOf(solo).understudies)).toEqual(farOnes(11, 13, 12))
    expect(addressesOf(bucketOf(solo).contacts).sort()).toEqual(farOnes(1, 2, 3))
  })

  test('C.2.1 a full bucket checks its least recently seen contact for a newcomer, and keeps it if it answers', () => {
    const solo = full()
    solo.sent.length = 0
    hear(solo, far(10))
    expect(solo.requests.map(({ to }) => to)).toEqual(farOnes(10, 1))
    solo.answer(solo.lastTo(far(1).address), far(1), { type: 'pong' })
    expect(addressesOf(bucketOf(solo).contacts)).toEqual(farOnes(2, 3, 1))
  })
})

describe('a contact that goes silent', () => {
  test('C.2.2 a contact leaves at its fifth failure in a row, for the understudy that was heard last', () => {
    const solo = full()
    for (const number of [10, 11]) hear(solo, far(number))
    // They were checked for the newcomers.
    for (const number of [1, 2]) hear(solo, far(number))
    for (const failures of numbers(1, 4)) {
      failOnce(solo, far(3))
      expect(entryOf(solo, far(3))).toMatchObject({ failures })
    }
    solo.events.length = 0
    failOnce(solo, far(3))
    expect(addressesOf(bucketOf(solo).contacts).sort()).toEqual(farOnes(1, 2, 11))
    expect(solo.events).toEqual([
      { type: 'contact-removed', contact: far(3), bucket: 0 },
      { type: 'contact-added', contact: far(11), bucket: 0 },
    ])
  })

  test('C.2.2 a silent contact stays when nobody waits for its place, and makes room as soon as somebody does', () => {
    const solo = full()
    for (const _ of numbers(1, 20)) failOnce(solo, far(3))
    expect(entryOf(solo, far(3))).toMatchObject({ failures: 20 })
    hear(solo, far(10))
    expect(addressesOf(bucketOf(solo).contacts).sort()).toEqual(farOnes(1, 2, 10))
  })

  test('C.2.2 only failures in a row count: after one answer a contact is as good as ever', () => {
    const solo = full()
    hear(solo, far(10))
    for (const number of [1, 2]) hear(solo, far(number))
    for (const _ of [1, 2]) {
      for (const _ of numbers(1, 4)) failOnce(solo, far(3))
      hear(solo, far(3))
    }
    expect(entryOf(solo, far(3))).toMatchObject({ failures: 0 })
    expect(addressesOf(bucketOf(solo).understudies)).toEqual(farOnes(10))
  })

  test('C.2.2 a silent contact is asked ever more rarely: after a minute, two, four, up to 64', () => {
    const contacts = [contactAt(1), contactAt(2)]
    const company = new Company({ contacts }).joined()
    company.solo.meet(contactAt(1))
    company.behaviour = ({ address }, request) => {
      return address === 'memory:1' ? undefined : politely(request, contacts.slice(1))
    }
    company.asked.length = 0
    for (const _ of numbers(1, 2 * 180)) {
      company.settle((engine, now) => engine.find(now, keyAt(0)))
      company.run(30_000)
    }
    const firstTries = new Map<string, number>()
    for (const { id, at, to } of company.asked) {
      if (to === 'memory:1' && !firstTries.has(id)) firstTries.set(id, at)
    }
    const times = [...firstTries.values()]
    const gaps = times.slice(1).map((at, i) => Math.floor((at - (times[i] ?? 0)) / MINUTE_MS))
    expect(gaps).toEqual([1, 2, 4, 8, 16, 32, 64])
  })
})

describe('while our own link is down', () => {
  test('C.2.3 while our own link is down no failure is counted and no place given up, however long we ask', () => {
    const contacts = [...near, ...numbers(1, K).map(far), far(10)]
    const company = new Company({ contacts, rttMs: 20, config: { k: K } }).joined()
    for (const contact of contacts) {
      company.settle((engine, now) => engine.call(now, contact, ping))
    }
    company.run(MINUTE_MS)
    const before = company.solo.engine.snapshot(company.solo.now).buckets
    expect(before[0]?.understudies).toHaveLength(1)
    company.behaviour = () => undefined
    for (const _ of numbers(1, 5 * 6)) {
      company.settle((engine, now) => engine.find(now, keyAt(FAR)))
      company.run(10 * MINUTE_MS)
    }
    expect(company.solo.engine.snapshot(company.solo.now).buckets).toEqual(before)
    expect(company.asked.length).toBeGreaterThan(200)
  })

  test('C.2.3 failures are counted as soon as a single contact answers (control)', () => {
    const contacts = [...near, ...numbers(1, K).map(far)]
    const company = new Company({ contacts, rttMs: 20, config: { k: K } }).joined()
    company.run(MINUTE_MS)
    company.behaviour = ({ address }) => (address === 'memory:1' ? { type: 'pong' } : undefined)
    company.start((engine, now) => engine.find(now, keyAt(FAR)))
    company.start((engine, now) => engine.call(now, contactAt(1), ping))
    company.run(MINUTE_MS)
    const { contacts: farthest } = bucketOf(company.solo)
    expect(farthest.map(({ failures }) => failures)).toEqual([1, 1, 1])
  })
})
