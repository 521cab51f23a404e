import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { OperationId } from '../../src/engine/outcome.ts'
import type { Reply, Request } from '../../src/wire/message.ts'
import { contactAt, keyAt, numbers } from '../support/contacts.ts'
import { publication } from '../support/publication.ts'
import { bytesOf, recordAt } from '../support/records.ts'
import { type Sent, Solo } from '../support/solo.ts'

const kinds = [
  'join',
  'find',
  'get',
  'put',
  'call',
  'cancel',
  'request',
  'reply',
  'garbage',
  'unsolicited',
  'loaded',
  'saved',
  'restore',
  'unsent',
  'progress',
  'discard',
  'advance',
] as const
type Kind = (typeof kinds)[number]

const inputs = fc.array(fc.tuple(fc.constantFrom(...kinds), fc.nat(40), fc.nat(40)), { maxLength: 150 })
const small = {
  k: 3,
  alpha: 2,
  retries: 1,
  maxValues: 4,
  maxActiveOperations: 3,
  maxWaitingOperations: 3,
  maxTickets: 2,
  ttlMs: 20_000,
}

/** An engine that is told anything, in any order; what it does is checked after each input. */
class Ordeal {
  readonly solo = new Solo({ self: contactAt(0), config: small, storing: false })
  readonly asked: Sent[] = []
  readonly begun: OperationId[] = []
  readonly cancelled = new Set<OperationId>()
  readonly settled = new Map<OperationId, number>()
  received = 0

  input(kind: Kind, a: number, b: number): void {
    const { solo } = this
    const before = solo.sent.length
    this.#tell(kind, a, b)
    this.#takeOut()
    expect(solo.sent.length - before).toBeLessThan(1_000)
    if (kind === 'advance') expect(solo.engine.deadline).toBeGreaterThan(solo.now)
    const { received, accepted, dropped } = solo.engine.counts()
    expect(received).toBe(this.received)
    expect(Object.values(dropped).reduce((sum, count) => sum + count, accepted)).toBe(received)
  }

  /** Answers the storage, and goes from deadline to deadline until every operation has ended. */
  finish(): void {
    const { solo } = this
    for (let steps = 0; this.begun.some((id) => !this.#hasEnded(id)); steps++) {
      expect(steps).toBeLessThan(10_000)
      for (const { ticket } of solo.loads.splice(0)) solo.engine.loaded(solo.now, ticket)
      for (const { ticket } of solo.saves.splice(0)) solo.engine.saved(solo.now, ticket, true)
      solo.now = Math.min(Math.max(solo.now, solo.engine.deadline), solo.now + 10_000)
      solo.engine.advance(solo.now)
      this.#takeOut()
    }
  }

  #hasEnded(id: OperationId): boolean {
    return this.cancelled.has(id) || this.settled.has(id)
  }

  #takeOut(): void {
    this.solo.outcomes.clear()
    this.solo.drain()
    for (const id of this.solo.outcomes.keys()) {
      expect(this.begun).toContain(id)
      expect(this.cancelled).not.toContain(id)
      this.settled.set(id, (this.settled.get(id) ?? 0) + 1)
    }
    this.asked.push(...this.solo.takeRequests())
  }

  #tell(kind: Kind, a: number, b: number): void {
    const { engine, now } = this.solo
    const key = keyAt(a)
    const request = requests(a)[b % 4] ?? { type: 'ping' }
    if (kind === 'join') this.begun.push(engine.join(now, [`memory:${a}`, `memory:${b}`].slice(a % 3)))
    if (kind === 'find') this.begun.push(engine.find(now, key, { watch: b % 2 === 0 }))
    if (kind === 'get') this.begun.push(engine.get(now, key))
    if (kind === 'put') this.begun.push(engine.put(now, recordAt(a, { expiresAt: now + b * 500 })))
    if (kind === 'call') this.begun.push(engine.call(now, contactAt(b), request))
    if (kind === 'cancel') this.#cancel(this.begun[a % (this.begun.length + 1)] ?? 999)
    if (kind === 'restore') engine.restore(now, recordAt(a, { expiresAt: now + (b - 5) * 1_000 }))
    if (kind === 'progress') engine.progress(now, `memory:${a}`)
    if (kind === 'loaded') {
      engine.loaded(now, this.#ticket(this.solo.loads, a), b % 3 === 0 ? undefined : recordAt(a % 10))
    }
    if (kind === 'saved') engine.saved(now, this.#ticket(this.solo.saves, a), b % 2 === 0)
    if (kind === 'unsent') engine.unsent(now, this.#sent(a)?.message.id ?? 'none')
    if (kind === 'discard') this.#count(() => engine.discard(`memory:${a}`, 'malformed'))
    if (kind === 'request') this.#receive(contactAt(a), request, (a * 41 + b).toString(16).padStart(32, '0'))
    if (kind === 'unsolicited') this.#receive(contactAt(a), replies(b)[b % 5], 'f'.repeat(32))
    if (kind === 'reply' || kind === 'garbage') this.#reply(a, b, kind === 'garbage')
    if (kind === 'advance') {
      this.solo.now += [0, 0, 10, 100, 1_000, 30_000, 8 * 3_600_000][b % 7] ?? 0
      engine.advance(this.solo.now)
    }
  }

  /** A reply to one of our requests, again and again if it so happens; garbage is right in all but one thing. */
  #reply(a: number, b: number, garbage: boolean): void {
    const sent = this.#sent(a)
    if (sent === undefined) return
    const number = Number(sent.to.slice(7))
    const { id, attempt, body } = sent.message
    const right = replies(b)[['ping', 'store', 'find-node', 'find-value'].indexOf(body.type)]
    const wrong = garbage ? b % 4 : -1
    const sender = contactAt(wrong === 0 ? number + 1 : number, wrong === 1 ? 'memory:x' : sent.to)
    const reply = wrong === 2 ? replies(b)[(b + 1) % 5] : right
    this.#receive(sender, reply, id, wrong === 3 ? attempt + 1 : attempt)
  }

  #receive(
    from: { key: ReturnType<typeof keyAt>; address: string },
    body: Request | Reply | undefined,
    id: string,
    attempt = 0,
  ) {
    if (body === undefined) return
    this.#count(() => {
      this.solo.engine.receive(this.solo.now, from.address, { id, attempt, sender: from.key, body })
    })
  }

  #count(input: () => void): void {
    this.received++
    input()
  }

  #cancel(id: OperationId): void {
    if (!this.settled.has(id)) this.cancelled.add(id)
    this.solo.engine.cancel(this.solo.now, id)
  }

  #sent(index: number): Sent | undefined {
    return this.asked.at(-1 - (index % Math.max(1, this.asked.length)))
  }

  #ticket(wishes: { ticket: number }[], index: number): number {
    return index % 5 === 0 ? index : (wishes[index % Math.max(1, wishes.length)]?.ticket ?? 0)
  }
}

function requests(number: number): Request[] {
  const [key, value] = [keyAt(number), bytesOf('value')]
  return [
    { type: 'ping' },
    { type: 'store', key, value, ttlSeconds: 1 + number, cached: number % 2 === 0, publication },
    { type: 'find-node', target: key },
    { type: 'find-value', key },
  ]
}

function replies(number: number): Reply[] {
  const contacts = numbers(number - 3, number + 5)
    .filter((each) => each >= 0)
    .map((each) => ({ ...contactAt(each), ageMs: each * 100_000 }))
  return [
    { type: 'pong' },
    number % 2 === 0 ? { type: 'stored' } : { type: 'refused', refusal: 'full' },
    { type: 'nodes', contacts },
    number % 3 === 0
      ? { type: 'value', value: bytesOf('value'), ttlSeconds: 1 + number, publication }
      : { type: 'nodes', contacts },
    { type: 'refused', refusal: 'busy' },
  ]
}

describe('whatever an engine is told, in whatever order', () => {
  test('it never throws, its deadline is ahead, every message is counted, every operation settles once', () => {
    fc.assert(
      fc.property(inputs, (sequence) => {
        const ordeal = new Ordeal()
        for (const [kind, a, b] of sequence) ordeal.input(kind, a, b)
        ordeal.finish()
        expect([...ordeal.settled.values()].every((times) => times === 1)).toBe(true)
      }),
      { numRuns: 400 },
    )
  })
})

describe('an engine', () => {
  test('refuses a configuration that cannot work', () => {
    expect(() => new Solo({ config: { k: 0 } })).toThrow(RangeError)
  })

  test('does 10,000 local gets at once, one after the other', () => {
    const solo = new Solo({ config: { maxActiveOperations: 1 } })
    for (const _ of numbers(1, 10_000)) solo.engine.get(solo.now, keyAt(5))
    solo.drain()
    expect(solo.outcomes.size).toBe(10_000)
  })

  test('does 10,000 gets of a value that it holds itself, while its storage is slow', () => {
    const solo = new Solo({ storing: false })
    const record = recordAt(5)
    solo.engine.restore(solo.now, record)
    for (const _ of numbers(1, 10_000)) solo.engine.get(solo.now, record.key)
    solo.drain()
    expect(solo.loads).toHaveLength(256)
    for (const wish of solo.loads) solo.input((engine, now) => engine.loaded(now, wish.ticket, record))
    expect(solo.loads).toHaveLength(10_000)
    expect(solo.outcomes.size).toBe(10_000)
  })

  test('counts what it sends, by type', () => {
    const solo = new Solo()
    solo.ask(contactAt(5), { type: 'find-node', target: keyAt(1) })
    expect(solo.engine.counts()).toEqual({
      received: 1,
      accepted: 1,
      dropped: {},
      sent: 2,
      sentByType: { nodes: 1, ping: 1 },
    })
  })

  test('tells of what it drops, with the reason', () => {
    const solo = new Solo()
    solo.input((engine) => engine.discard('memory:9', 'malformed'))
    solo.hear('memory:8', { id: 'a'.repeat(32), attempt: 0, sender: keyAt(8), body: { type: 'pong' } })
    expect(solo.events).toEqual([
      { type: 'message-dropped', from: 'memory:9', reason: 'malformed' },
      { type: 'message-dropped', from: 'memory:8', reason: 'unsolicited' },
    ])
    expect(solo.engine.counts()).toMatchObject({
      received: 2,
      accepted: 0,
      dropped: { malformed: 1, unsolicited: 1 },
    })
  })

  test('shows its whole state as plain data', () => {
    const solo = new Solo({ config: { k: 1 } })
    solo.meet(contactAt(4), contactAt(5))
    solo.run(10)
    solo.ask(contactAt(4), {
      type: 'store',
      key: keyAt(9),
      value: bytesOf('nine'),
      ttlSeconds: 5,
      cached: true,
      publication,
    })
    solo.input((engine, now) => engine.call(now, contactAt(7), { type: 'ping' }))
    const [call] = solo.requests
    expect(solo.engine.snapshot(solo.now)).toEqual({
      at: solo.now,
      self: contactAt(0),
      mode: 'server',
      k: 1,
      buckets: [
        {
          index: 29,
          contacts: [{ ...contactAt(4), seenAt: solo.now - 10, failures: 0 }],
          understudies: [{ ...contactAt(5), seenAt: solo.now - 10, failures: 0 }],
        },
      ],
      values: [
        {
          key: keyAt(9),
          valueBytes: 4,
          expiresAt: solo.now + 5_000,
          cached: true,
          publication,
          source: 'memory:4',
        },
      ],
      own: [],
      pending: [{ id: call?.message.id, to: 'memory:7', type: 'ping', sent: 1 }],
    })
    expect(solo.engine.size).toEqual({ contacts: 1, values: 1, own: 0 })
  })

  test('forgets every request in the end', () => {
    const solo = new Solo()
    const startedAt = solo.now
    solo.meet(...numbers(1, 30).map((number) => contactAt(number)))
    for (const number of numbers(1, 50)) solo.engine.find(solo.now, keyAt(number))
    solo.drain()
    solo.run(100_000)
    expect(solo.waitForUpkeep(startedAt)).toBeGreaterThanOrEqual(0.9)
    expect(solo.waitForUpkeep(startedAt)).toBeLessThanOrEqual(1.1)
    expect(solo.engine.snapshot(solo.now).pending).toEqual([])
  })
})
