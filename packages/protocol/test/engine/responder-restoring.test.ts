import { describe, expect, test } from 'vitest'
import type { Reply, Request } from '../../src/wire/message.ts'
import { contactAt, keyAt } from '../support/contacts.ts'
import { publicationOf } from '../support/publication.ts'
import { bytesOf, recordAt } from '../support/records.ts'
import { Solo } from '../support/solo.ts'

const asker = contactAt(77)
const key = keyAt(1)
const findValue: Request = { type: 'find-value', key }
const publication = publicationOf(2)
const store: Request = {
  type: 'store',
  key,
  value: bytesOf('new'),
  ttlSeconds: 600,
  cached: false,
  publication,
}
const offer: Request = { type: 'offer', key, valueBytes: 3, ttlSeconds: 600, publication }

/** A node that is still reading its storage, which answers when the test does. */
function restoring(maxTickets = 10): Solo {
  const solo = new Solo({ storing: false, config: { maxTickets } })
  solo.meet(contactAt(5))
  solo.input((engine) => {
    engine.restoring = true
  })
  return solo
}

/** What is answered when the storage has given this. */
function answered(solo: Solo, request: Request, loaded: ReturnType<typeof recordAt> | 'unreadable'): Reply {
  expect(solo.ask(asker, request)).toBeUndefined()
  solo.input((engine, now) => engine.loaded(now, solo.loads.at(-1)?.ticket ?? 0, loaded))
  return solo.sent.at(-1)?.message.body as Reply
}

describe('while the storage is still being read through', () => {
  test('a value that it cannot read just now is not replaced: it may be newer', () => {
    const solo = restoring()
    expect(answered(solo, store, 'unreadable')).toEqual({ type: 'refused', refusal: 'failed' })
    expect(answered(solo, offer, 'unreadable')).toEqual({ type: 'refused', refusal: 'failed' })
    expect(solo.saves).toEqual([])
    expect(answered(solo, store, recordAt(1, { version: 3 }))).toEqual({
      type: 'refused',
      refusal: 'outdated',
    })
  })

  test('who asks for a value that cannot be read just now gets nodes', () => {
    const reply = answered(restoring(), findValue, 'unreadable')
    expect(reply).toMatchObject({ type: 'nodes', contacts: [{ address: 'memory:5' }] })
  })

  test('and so much waits for it already, a value that was not told yet is answered with nodes, at once', () => {
    const solo = restoring(1)
    expect(solo.ask(asker, { type: 'find-value', key: keyAt(2) })).toBeUndefined()
    expect(solo.ask(asker, findValue)).toMatchObject({ type: 'nodes', contacts: [{ address: 'memory:5' }] })
    expect(solo.ask(asker, store)).toEqual({ type: 'refused', refusal: 'busy' })
    expect(solo.ask(asker, offer)).toEqual({ type: 'refused', refusal: 'busy' })
    expect(solo.loads).toHaveLength(1)
  })
})
