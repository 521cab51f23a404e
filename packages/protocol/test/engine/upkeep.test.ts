import { commonPrefixLength, KEY_BITS, randomKey } from '@kadkit/key'
import type { Contact } from '@kadkit/routing'
import { describe, expect, test } from 'vitest'
import { addressesOf, contactAt, keyAt, numbers } from '../support/contacts.ts'
import { Solo } from '../support/solo.ts'
import { type Member, Swarm } from '../support/swarm.ts'

const HOUR_MS = 3_600_000
const CHECK_MS = HOUR_MS / 8
const self = contactAt(0)
/** One contact in each of the buckets 0 to 3. */
const contacts = numbers(0, 3).map((bucket) => contactAt(2 ** (31 - bucket)))

interface Situation {
  /** By default as many as it knows, so that it has no reason to look around. */
  readonly k?: number
  /** Otherwise it has not joined; they have joined through it, and so it knows them. */
  readonly joins?: boolean
}

interface Lookup {
  readonly at: number
  readonly bucket: number
}

/** A node that knows these contacts, which answer everything at once; and what it looks for by itself. */
class Settled {
  readonly solo: Solo
  readonly lookups: Lookup[] = []
  readonly startedAt: number
  /** One more that answers, of whom the others know nothing. */
  newcomer: Contact | undefined

  constructor(seed: number, { k = contacts.length, joins = true }: Situation = {}) {
    this.solo = new Solo({ self, seed, config: { k } })
    this.startedAt = this.solo.now
    if (joins) this.join()
    else this.solo.meet(...contacts)
    // By then a node that has joined has looked into its buckets.
    this.run(4_000)
  }

  /** When it looked for its own key, in milliseconds since the beginning. */
  get looks(): number[] {
    return this.lookups.filter(({ bucket }) => bucket === KEY_BITS).map(({ at }) => at - this.startedAt)
  }

  /** Goes from deadline to deadline; `each` is called after every one of them. */
  run(ms: number, each: () => void = () => {}): void {
    const until = this.solo.now + ms
    while (this.solo.engine.deadline <= until) {
      this.solo.run(this.solo.engine.deadline - this.solo.now)
      this.#answerAll()
      each()
    }
    this.solo.run(until - this.solo.now)
  }

  join(): void {
    this.solo.input((engine, now) => engine.join(now, [contacts[0]?.address ?? '']))
    this.#answerAll()
  }

  find(bucket: number): void {
    this.solo.input((engine, now) => engine.find(now, keyAt(2 ** (31 - bucket) + 1)))
    this.#answerAll()
  }

  #answerAll(): void {
    for (let sent = this.solo.takeRequests(); sent.length > 0; sent = this.solo.takeRequests()) {
      for (const request of sent) {
        const { body } = request.message
        const asked = contacts.find((each) => each.address === request.to)
        if (body.type === 'ping' && asked !== undefined) {
          this.solo.answer(request, asked, { type: 'pong' })
          continue
        }
        if (body.type !== 'find-node') throw new Error(`nobody should send ${body.type}`)
        const bucket = commonPrefixLength(self.key, body.target)
        const known = this.lookups.some((lookup) => lookup.at === this.solo.now && lookup.bucket === bucket)
        if (!known) this.lookups.push({ at: this.solo.now, bucket })
        const contact = [...contacts, this.newcomer].find((each) => each?.address === request.to)
        if (contact === undefined) throw new Error(`nobody is at ${request.to}`)
        const listed = contacts.map((each) => ({ ...each, ageMs: 0 }))
        this.solo.answer(request, contact, { type: 'nodes', contacts: listed })
      }
    }
  }
}

describe('a node that has joined', () => {
  test('and knows k others refreshes from the bucket of its k-th outwards, for the others its own lookup has found', () => {
    const { lookups } = new Settled(1)
    expect(lookups.map(({ bucket }) => bucket)).toEqual([256, 0])
  })

  test('and knows less than k others refreshes every bucket farther than its closest neighbour, once', () => {
    const { lookups } = new Settled(1, { k: 5 })
    expect(lookups.map(({ bucket }) => bucket)).toEqual([256, 2, 1, 0])
  })

  test('does so 1.25 to 3.75 seconds later, each at its own time', () => {
    const waits = numbers(1, 100).map((seed) => {
      const { lookups, startedAt } = new Settled(seed, { k: 5 })
      return (lookups[1]?.at ?? 0) - startedAt
    })
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(1_250)
    expect(Math.max(...waits)).toBeLessThanOrEqual(3_750)
    expect(new Set(waits).size).toBeGreaterThan(90)
  })

  test('looks for idle buckets eight times an hour, with ten percent of jitter', () => {
    const waits = numbers(1, 200).map((seed) => {
      const { solo, startedAt } = new Settled(seed)
      while (solo.engine.deadline < startedAt + 60_000) solo.run(60_000)
      return (solo.engine.deadline - startedAt) / CHECK_MS
    })
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(0.9)
    expect(Math.min(...waits)).toBeLessThan(0.92)
    expect(Math.max(...waits)).toBeLessThanOrEqual(1.1)
    expect(Math.max(...waits)).toBeGreaterThan(1.08)
    expect(new Set(waits).size).toBeGreaterThan(100)
  })

  test('refreshes each idle bucket after an hour, by a key inside it, and again an hour later', () => {
    const settled = new Settled(2)
    settled.lookups.length = 0
    settled.run(2.5 * HOUR_MS)
    for (const bucket of numbers(0, 3)) {
      const times = settled.lookups.filter((lookup) => lookup.bucket === bucket).map(({ at }) => at)
      expect(times).toHaveLength(2)
      let before = settled.startedAt
      for (const at of times) {
        expect(at - before).toBeGreaterThanOrEqual(HOUR_MS)
        expect(at - before).toBeLessThanOrEqual(HOUR_MS + 1.1 * CHECK_MS)
        before = at
      }
    }
    expect(settled.lookups).toHaveLength(8)
  })

  test('leaves alone a bucket in which others look for something', () => {
    const settled = new Settled(3)
    settled.lookups.length = 0
    let found = 0
    settled.run(3 * HOUR_MS, () => {
      if (settled.solo.now < settled.startedAt + found * HOUR_MS * 0.9) return
      found++
      settled.find(1)
    })
    const buckets = (index: number) => settled.lookups.filter(({ bucket }) => bucket === index)
    expect(found).toBe(4)
    expect(buckets(1)).toHaveLength(found)
    expect(buckets(0)).toHaveLength(2)
  })

  test('refreshes one bucket after the other, not all at once', () => {
    const { solo } = new Settled(5)
    const targets = () =>
      new Set(
        solo.requests.map(({ message: { body } }) => (body.type === 'find-node' ? body.target.toHex() : '')),
      )
    // Nobody answers any more, and each lookup takes a while; meanwhile it is checked again what else is idle.
    solo.run(2 * HOUR_MS)
    solo.sent.length = 0
    for (const _ of numbers(1, 3)) {
      const soon = solo.engine.deadline - solo.now + 10_000
      solo.stall(soon)
    }
    expect(targets().size).toBe(1)
  })

  test('after a sleep of eight hours looks for itself, and refreshes each bucket once', () => {
    const settled = new Settled(4)
    settled.lookups.length = 0
    settled.solo.stall(8 * HOUR_MS)
    settled.run(60_000)
    const buckets = settled.lookups.map(({ bucket }) => bucket)
    expect(buckets.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, KEY_BITS])
  })
})

describe('the first node of a network, which never joins', () => {
  test('has the first look at its buckets an eighth of an hour after somebody has answered it', () => {
    const { solo, startedAt } = new Settled(6, { joins: false })
    solo.run(60_000)
    expect(solo.waitForUpkeep(startedAt)).toBeGreaterThanOrEqual(0.9)
    expect(solo.waitForUpkeep(startedAt)).toBeLessThanOrEqual(1.1)
  })

  test('is not put off by others that answer meanwhile', () => {
    const { solo } = new Settled(7, { joins: false })
    solo.run(60_000)
    const { deadline } = solo.engine
    solo.meet(contactAt(5))
    solo.run(60_000)
    expect(solo.engine.deadline).toBe(deadline)
  })

  test('refreshes its buckets then, and each again an hour later', () => {
    const settled = new Settled(8, { joins: false })
    settled.run(1.2 * CHECK_MS)
    expect(settled.lookups.map(({ bucket }) => bucket)).toEqual([0, 1, 2, 3])
    settled.run(1.2 * HOUR_MS)
    expect(settled.lookups.map(({ bucket }) => bucket)).toEqual([0, 1, 2, 3, 0, 1, 2, 3])
  })

  test('looks around after that time, and not before, when it knows less than k others', () => {
    const settled = new Settled(9, { joins: false, k: 20 })
    settled.run(CHECK_MS * 0.89)
    expect(settled.looks).toEqual([])
    settled.run(CHECK_MS * 0.31)
    expect(settled.looks.length).toBeGreaterThan(0)
    expect(Math.min(...settled.looks)).toBeGreaterThan(CHECK_MS * 0.9)
  })
})

describe('a node that has joined and knows less than k others', () => {
  /** In seconds: 10, 20, 40 and so on up to an hour. */
  const waits = numbers(0, 11).map((power) => Math.min(10 * 2 ** power, 3_600))

  test('looks for its own key after 10 s, 20 s, 40 s and so on up to an hour, with ten percent of jitter', () => {
    const parts = numbers(1, 20).flatMap((seed) => {
      const settled = new Settled(seed, { k: 5 })
      settled.run(4 * HOUR_MS)
      return settled.looks.slice(1).map((at, i) => {
        const part = (at - (settled.looks[i] ?? 0)) / ((waits[i] ?? 0) * 1_000)
        return Number(part.toFixed(6))
      })
    })
    expect(parts.length).toBeGreaterThanOrEqual(20 * 10)
    expect(Math.min(...parts)).toBeGreaterThanOrEqual(0.9)
    expect(Math.min(...parts)).toBeLessThan(0.91)
    expect(Math.max(...parts)).toBeLessThanOrEqual(1.1)
    expect(Math.max(...parts)).toBeGreaterThan(1.09)
  })

  test('begins with 10 s again when it joins again', () => {
    const settled = new Settled(10, { k: 5 })
    settled.run(HOUR_MS)
    settled.lookups.length = 0
    const joinedAt = settled.solo.now - settled.startedAt
    settled.join()
    settled.run(11_000)
    const [join, look] = settled.looks
    expect([settled.looks.length, join]).toEqual([2, joinedAt])
    expect((look ?? 0) - joinedAt).toBeGreaterThanOrEqual(9_000)
  })

  test('refreshes its buckets like any other', () => {
    const settled = new Settled(11, { k: 5 })
    settled.lookups.length = 0
    settled.run(1.2 * HOUR_MS)
    for (const bucket of numbers(0, 2)) {
      expect(settled.lookups.filter((lookup) => lookup.bucket === bucket)).toHaveLength(1)
    }
  })

  test('does so no more once it knows k', () => {
    const settled = new Settled(12, { k: 5 })
    settled.newcomer = contactAt(5)
    settled.solo.meet(settled.newcomer)
    // The look that was due may still come.
    settled.run(60_000)
    settled.lookups.length = 0
    settled.run(10 * HOUR_MS)
    expect(settled.looks).toEqual([])
  })
})

test('a node that has joined and knows k others does not look around', () => {
  const settled = new Settled(13)
  settled.run(10 * HOUR_MS)
  expect(settled.looks).toEqual([0])
})

describe('in a network of 30 (seed 36)', () => {
  const K = 8

  /** Whom `member` knows. */
  const known = ({ engine }: Member) => engine.size.contacts

  /**
   * Two that begin to join at the same moment, the second through the first, which knows nobody yet. They are in
   * different halves of the space, so that the second has no bucket to refresh.
   */
  function joining(): { swarm: Swarm; second: Member } {
    const swarm = Swarm.joined(30, { seed: 36, config: { k: K } })
    const first = swarm.add()
    let second = swarm.add()
    while (commonPrefixLength(first.contact.key, second.contact.key) > 0) {
      second.alive = false
      second = swarm.add()
    }
    first.engine.join(swarm.now, [swarm.member(0).contact.address])
    swarm.drain(first)
    swarm.settle(second, second.engine.join(swarm.now, [first.contact.address]))
    expect([...second.outcomes.values()]).toEqual([{ type: 'joined', contacts: 1 }])
    return { swarm, second }
  }

  test('a node that joined through one that had only begun to join is part of it within a minute', () => {
    const { swarm, second } = joining()
    swarm.run(60_000)
    expect(known(second)).toBeGreaterThanOrEqual(K)
    for (const member of swarm.alive) {
      const target = randomKey(swarm.random)
      expect(swarm.find(second, target)).toEqual(addressesOf(swarm.closest(target, K)))
      expect(swarm.find(member, second.contact.key)).toEqual(
        addressesOf(swarm.closest(second.contact.key, K)),
      )
    }
  })

  test('until it looks around, after ten seconds, it knows nobody else', () => {
    const { swarm, second } = joining()
    swarm.run(8_900)
    expect(known(second)).toBe(1)
    swarm.run(2_200)
    expect(known(second)).toBeGreaterThanOrEqual(K)
  })
})

test('thirty that join at the same moment, each through the one before, are one network in a minute (seed 37)', () => {
  const K = 8
  const swarm = new Swarm({ seed: 37, config: { k: K } })
  const members = numbers(1, 30).map(() => swarm.add())
  for (const [i, member] of members.entries()) {
    const before = members[i - 1]
    if (before !== undefined) member.engine.join(swarm.now, [before.contact.address])
    swarm.drain(member)
  }
  // The first has joined nobody, and waits for others.
  const lonely = () => members.slice(1).filter(({ engine }) => engine.size.contacts < K).length
  swarm.run(8_900)
  expect(lonely()).toBeGreaterThan(0)
  swarm.run(51_100)
  expect(lonely()).toBe(0)
  for (const member of members) {
    const target = randomKey(swarm.random)
    expect(swarm.find(member, target)).toEqual(addressesOf(swarm.closest(target, K)))
  }
})

test('a node that knows nobody asks nobody though it has joined, and wakes only to look at its buckets', () => {
  const solo = new Solo({ self })
  solo.input((engine, now) => engine.join(now, []))
  for (const _ of numbers(1, 100)) {
    expect(solo.waitForUpkeep(solo.now)).toBeGreaterThanOrEqual(0.89)
    solo.run(solo.engine.deadline - solo.now)
  }
  expect(solo.requests).toEqual([])
})

test('a node that has not joined and knows nobody has nothing to do', () => {
  const solo = new Solo({ self })
  expect(solo.engine.deadline).toBe(Number.POSITIVE_INFINITY)
  solo.stall(10 * HOUR_MS)
  expect(solo.requests).toEqual([])
})
