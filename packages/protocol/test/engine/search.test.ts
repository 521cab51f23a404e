import type { Contact } from '@kadkit/routing'
import { describe, expect, test } from 'vitest'
import type { LookupStep } from '../../src/engine/event.ts'
import { addressesOf, contactAt, keyAt, numbers } from '../support/contacts.ts'
import { publication } from '../support/publication.ts'
import { Solo, type SoloOptions } from '../support/solo.ts'

const target = keyAt(0)
const self = contactAt(2 ** 31)

function knowing(contacts: readonly Contact[], options: SoloOptions = {}): Solo {
  const solo = new Solo({ self, ...options })
  solo.meet(...contacts)
  return solo
}

const some = (...each: number[]) => each.map((number) => contactAt(number))
const memory = (...each: number[]) => each.map((number) => `memory:${number}`)
const asked = (solo: Solo) => solo.takeRequests().map(({ to }) => to)

function find(solo: Solo): number {
  return solo.input((engine, now) => engine.find(now, target))
}

function found(solo: Solo, operation: number): string[] {
  const outcome = solo.outcomes.get(operation)
  if (outcome?.type !== 'found-nodes') throw new Error(`the find ended as ${outcome?.type}`)
  return addressesOf(outcome.contacts)
}

describe('a search', () => {
  test('starts with alpha of the k closest that we know, and ends with the k closest that answered', () => {
    const solo = knowing(some(1, 2, 3, 4, 5), { config: { k: 4 } })
    const operation = find(solo)
    expect(solo.requests.map(({ to }) => to)).toEqual(memory(1, 2, 3))
    for (const contact of some(1, 2, 3, 4)) solo.list(contact, some(1, 2, 3, 4, 5))
    expect(found(solo, operation)).toEqual(memory(1, 2, 3, 4))
  })

  test('of a network in which we are alone finds ourselves', () => {
    const solo = new Solo()
    expect(found(solo, find(solo))).toEqual(['memory:0'])
  })

  test('has ourselves in the result where we belong', () => {
    const solo = knowing(some(2), { self: contactAt(3) })
    const operation = find(solo)
    solo.list(contactAt(2), some(9))
    solo.list(contactAt(9), [])
    expect(found(solo, operation)).toEqual(memory(2, 3, 9))
  })

  test('takes a late answer in, and whom it lists', () => {
    const solo = knowing(some(1, 2), { config: { alpha: 2 } })
    const operation = find(solo)
    const late = solo.lastTo('memory:1')
    solo.list(contactAt(2), some(1))
    solo.run(60)
    expect(solo.requestsTo('memory:1')).toHaveLength(2)
    expect(solo.outcomes.size).toBe(0)
    solo.answer(late, contactAt(1), { type: 'nodes', contacts: [{ ...contactAt(0), ageMs: 0 }] })
    solo.list(contactAt(0), [])
    expect(found(solo, operation)).toEqual([...memory(0, 1, 2), self.address])
  })

  test('gives the slots of slow ones to others, long before they have failed', () => {
    const solo = knowing(some(1, 2, 3, 4), { config: { alpha: 2 } })
    find(solo)
    solo.run(49)
    expect(solo.requests.map(({ to }) => to)).toEqual(memory(1, 2))
    solo.run(1)
    expect(new Set(asked(solo))).toEqual(new Set(memory(1, 2, 3, 4)))
  })

  test('asks contacts of the table that were silent for half an hour after the others', () => {
    const solo = knowing(some(1), { config: { alpha: 1 } })
    solo.now += 30 * 60_000
    solo.meet(contactAt(2))
    solo.now += 1
    find(solo)
    expect(asked(solo)).toEqual(['memory:2'])
  })

  test('leaves alone whom it asked in vain, until somebody has heard from it since', () => {
    const solo = knowing(some(1, 2))
    solo.run(60_000)
    find(solo)
    solo.list(contactAt(2), [])
    solo.run(20_000)
    const askedAfter = (ageMs: number) => {
      solo.sent.length = 0
      find(solo)
      const contacts = [{ ...contactAt(1), ageMs }]
      solo.answer(solo.lastTo('memory:2'), contactAt(2), { type: 'nodes', contacts })
      return asked(solo)
    }
    expect(askedAfter(30_000)).toEqual(['memory:2'])
    expect(askedAfter(1_000)).toEqual(['memory:2', 'memory:1'])
  })

  test('leaves alone no longer than the first time whom it has heard in between', () => {
    const solo = knowing(some(1, 2))
    const ping = { type: 'ping' } as const
    for (const _ of [1, 2, 3]) {
      solo.run(60_000)
      for (const contact of some(1, 2)) solo.input((engine, now) => engine.call(now, contact, ping))
      for (const contact of some(1, 2)) solo.answer(solo.lastTo(contact.address), contact, { type: 'pong' })
      solo.run(1)
      for (const contact of some(1, 2)) solo.input((engine, now) => engine.call(now, contact, ping))
      solo.answer(solo.lastTo('memory:2'), contactAt(2), { type: 'pong' })
      solo.run(1_000)
    }
    const isAsked = () => {
      solo.sent.length = 0
      const operation = find(solo)
      solo.input((engine, now) => engine.cancel(now, operation))
      return asked(solo).includes('memory:1')
    }
    expect(isAsked()).toBe(false)
    solo.run(60_000)
    expect(isAsked()).toBe(true)
  })

  test('goes on without whoever refuses', () => {
    const solo = knowing(some(1, 2))
    const operation = find(solo)
    solo.answer(solo.lastTo('memory:1'), contactAt(1), { type: 'refused', refusal: 'busy' })
    solo.list(contactAt(2), [])
    expect(found(solo, operation)).toEqual(['memory:2', self.address])
  })

  test('waits for nobody who did not answer the last time, while others do', () => {
    const solo = knowing(some(1, 2))
    solo.run(60_000)
    const first = find(solo)
    solo.list(contactAt(2), [])
    solo.run(20_000)
    expect(found(solo, first)).toEqual(['memory:2', self.address])
    solo.sent.length = 0
    const second = find(solo)
    expect(asked(solo)).toEqual(['memory:2'])
    expect(second).toBeGreaterThan(first)
  })

  test('asks even those who did not answer, when there is nobody else', () => {
    const solo = knowing(some(1, 2), { config: { k: 1 } })
    solo.run(1)
    for (const contact of some(1, 2, 3)) {
      solo.input((engine, now) => engine.call(now, contact, { type: 'ping' }))
    }
    // The bucket is full, so that the third one is heard but not let in.
    solo.answer(solo.lastTo('memory:3'), contactAt(3), { type: 'pong' })
    solo.run(20_000)
    const { buckets } = solo.engine.snapshot(solo.now)
    expect(buckets.flatMap(({ contacts }) => contacts).map(({ failures }) => failures)).toEqual([1])
    solo.sent.length = 0
    find(solo)
    expect(asked(solo)).toEqual(['memory:1'])
  })

  test('that is cancelled asks nobody any more, and does not settle', () => {
    const solo = knowing(some(1, 2, 3, 4, 5))
    const operation = find(solo)
    const [first] = solo.requests
    solo.input((engine, now) => engine.cancel(now, operation))
    solo.sent.length = 0
    if (first !== undefined) solo.answer(first, contactAt(1), { type: 'nodes', contacts: [] })
    solo.run(20_000)
    expect(asked(solo)).toEqual([])
    expect(solo.outcomes.size).toBe(0)
    const failures = solo.engine.snapshot(solo.now).buckets.flatMap(({ contacts }) => contacts)
    expect(failures.every((contact) => contact.failures === 0)).toBe(true)
  })
})

describe('a search that is watched', () => {
  test('tells each thing that happens, with its time', () => {
    const solo = knowing(some(1, 2), { config: { alpha: 1, retries: 1, initialTimeoutMs: 100 } })
    const operation = solo.input((engine, now) => engine.find(now, target, { watch: true }))
    solo.list(contactAt(1), some(2, 3))
    solo.list(contactAt(3), [])
    solo.run(10_000)
    const steps: LookupStep[] = []
    for (const event of solo.events) {
      if (event.type !== 'lookup-step') continue
      expect(event.operation).toBe(operation)
      steps.push(event.step)
    }
    const [one, two, three] = some(1, 2, 3)
    expect(steps).toEqual([
      { type: 'asked', contact: one },
      { type: 'answered', contact: one, listed: 2, added: 1 },
      { type: 'widened' },
      { type: 'asked', contact: two },
      { type: 'asked', contact: three },
      { type: 'answered', contact: three, listed: 0, added: 0 },
      { type: 'slow', contact: two },
      { type: 'failed', contact: two },
    ])
  })

  test('tells of a value, and of a refusal', () => {
    const solo = knowing(some(1, 2))
    solo.input((engine, now) => engine.get(now, target, { watch: true }))
    solo.events.length = 0
    solo.answer(solo.lastTo('memory:2'), contactAt(2), { type: 'refused', refusal: 'busy' })
    const value = { type: 'value', value: new Uint8Array(1), ttlSeconds: 9, publication } as const
    solo.answer(solo.lastTo('memory:1'), contactAt(1), value)
    expect(solo.events.map((event) => event.type === 'lookup-step' && event.step)).toEqual([
      { type: 'failed', contact: contactAt(2) },
      { type: 'answered', contact: contactAt(1), listed: 0, added: 0 },
    ])
  })

  test('is the only one that tells', () => {
    const solo = knowing(some(1, 2))
    find(solo)
    solo.list(contactAt(1), [])
    expect(solo.events).toEqual([])
  })
})

describe('what a search takes from a list', () => {
  const ours = { key: self.key, address: '10.0.0.1:4000' }
  const lister = contactAt(100, '10.0.0.2:4000')

  /** Whom we ask after `lister` has listed these. */
  function askedAfter(listed: readonly Contact[], config: SoloOptions['config'] = {}): string[] {
    const solo = knowing([lister], { self: ours, config: { alpha: 64, ...config } })
    find(solo)
    const request = solo.lastTo(lister.address)
    solo.sent.length = 0
    const contacts = listed.map((contact) => ({ ...contact, ageMs: 0 }))
    solo.answer(request, lister, { type: 'nodes', contacts })
    return asked(solo)
  }

  test.each([
    '0.0.0.0:1',
    '224.0.0.251:5353',
    '255.255.255.255:4000',
    '127.0.0.1:22',
    '169.254.169.254:80',
    '10.0.0.3:0',
    '[::]:1',
    '[ff02::1]:4000',
    '[::1]:4000',
    '[::ffff:10.0.0.3]:4000',
    'localhost:4000',
    'example.org:4000',
    'memory:7',
    '10.0.0.3:65536',
    '10.0.0.3',
    '',
    '10.0.0.1:4000',
  ])('is not the address %j', (address) => {
    expect(askedAfter([contactAt(5, address), contactAt(6, '10.0.0.6:4000')])).toEqual(['10.0.0.6:4000'])
  })

  test('is not ourselves, under whatever address', () => {
    expect(askedAfter([{ key: ours.key, address: '10.0.0.7:4000' }])).toEqual([])
  })

  test('is the k nearest of it, however long it is and in whatever order', () => {
    const listed = numbers(1, 64).map((number) => contactAt(65 - number, `10.0.1.${65 - number}:4000`))
    expect(askedAfter(listed, { k: 5 })).toEqual(numbers(1, 5).map((number) => `10.0.1.${number}:4000`))
  })

  test('is each address once: a list of many keys at one address is no order to flood it', () => {
    const listed = numbers(1, 64).map((number) => contactAt(number, '10.0.0.99:4000'))
    expect(askedAfter(listed)).toEqual(['10.0.0.99:4000'])
  })
})
