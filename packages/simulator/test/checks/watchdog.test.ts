import { keyOf } from '@kadkit/key'
import type { Effect, Message, Snapshot } from '@kadkit/protocol'
import { describe, expect, test, vi } from 'vitest'
import { BrokenInvariant, type Invariant, type SimNode, type World } from '../../src/index.ts'
import { grown } from '../support/grown.ts'

const SEED = 77
const HOUR_MS = 3_600_000
const value = new Uint8Array([1, 2, 3])
const publication = { publisher: keyOf('somebody'), version: 1 }

/** A small world in which the engine of `node` is about to go wrong, and two that have nothing to do with it. */
function world(): { world: World; node: SimNode; other: SimNode; third: SimNode } {
  const small = grown(8, { seed: SEED })
  const [node, other, third] = small.nodes
  if (node === undefined || other === undefined || third === undefined) throw new Error('too few nodes')
  return { world: small, node, other, third }
}

/** From now on what an engine wants done is changed before anybody sees it. */
function sabotage({ engine }: SimNode, change: (effect: Effect) => readonly Effect[]): void {
  const poll = engine.poll.bind(engine)
  const queue: Effect[] = []
  vi.spyOn(engine, 'poll').mockImplementation(() => {
    for (;;) {
      const changed = queue.shift()
      if (changed !== undefined) return changed
      const effect = poll()
      if (effect === undefined) return undefined
      queue.push(...change(effect))
    }
  })
}

/** What an engine sends is changed. */
function sabotageSent(node: SimNode, change: (body: Message['body'], to: string) => Message['body']): void {
  sabotage(node, (effect) => {
    if (effect.type !== 'send') return [effect]
    return [{ ...effect, message: { ...effect.message, body: change(effect.message.body, effect.to) } }]
  })
}

/** Before the next thing that an engine wants done it wants something else. */
function slipIn(node: SimNode, ...effects: Effect[]): void {
  const rest = [...effects]
  sabotage(node, (effect) => [...rest.splice(0), effect])
}

/** Its snapshots, or what it counts, are wrong from now on. */
function lie<T extends 'snapshot' | 'counts'>(
  { engine }: SimNode,
  about: T,
  change: (truth: ReturnType<SimNode['engine'][T]>) => ReturnType<SimNode['engine'][T]>,
): void {
  const tell = engine[about].bind(engine) as (now: number) => ReturnType<SimNode['engine'][T]>
  vi.spyOn(engine as unknown as Record<string, (now: number) => unknown>, about).mockImplementation((now) =>
    change(tell(now)),
  )
}

/** The invariant that is found broken while this goes on. */
function breaks(invariant: Invariant, small: World, node: SimNode, run: () => void): BrokenInvariant {
  try {
    run()
  } catch (error) {
    if (!(error instanceof BrokenInvariant)) throw error
    expect(error).toMatchObject({
      invariant,
      node: node.id,
      elapsedMs: small.elapsedMs,
      name: 'BrokenInvariant',
    })
    expect(error.message).toContain(`${invariant} does not hold for node ${node.id} `)
    expect(error.message).toContain(`seed ${SEED}`)
    return error
  }
  throw new Error(`nobody notices that ${invariant} is broken`)
}

/** Everybody asks everybody for everything, a while. */
function bustle(small: World): void {
  for (let i = 0; i < 10; i++) {
    for (const node of small.up()) node.find(small.dice.key())
    small.run(10_000)
  }
}

test('a world that goes right breaks no invariant', () => {
  const { world: small } = world()
  const key = small.dice.key()
  small.settle(small.anyone().put(key, value, { ttlMs: HOUR_MS }))
  for (const node of small.nodes) small.settle(node.get(key))
  bustle(small)
  small.run(2 * HOUR_MS)
})

test('with the invariants off nothing is checked', () => {
  const small = grown(5, { seed: SEED, invariants: false })
  const [node, other] = small.nodes
  if (node === undefined || other === undefined) throw new Error('too few nodes')
  slipIn(node, { type: 'emit', event: { type: 'contact-added', contact: node.contact, bucket: 0 } })
  bustle(small)
})

describe('deadline-ahead', () => {
  test('is broken by an engine that does not deal with its deadlines', () => {
    const { world: small, node, other } = world()
    vi.spyOn(node.engine, 'advance').mockImplementation(() => {})
    other.crash()
    node.call(other.contact, { type: 'ping' })
    breaks('deadline-ahead', small, node, () => small.run(HOUR_MS))
  })
})

describe('no-self-sent', () => {
  test('is broken by a node that writes to itself', () => {
    const { world: small, node } = world()
    sabotage(node, (effect) => [effect.type === 'send' ? { ...effect, to: node.contact.address } : effect])
    breaks('no-self-sent', small, node, () => bustle(small))
  })
})

describe('client-silent', () => {
  test('is broken by a client that answers', () => {
    const { world: small, node } = world()
    const client = small.addNode({ mode: 'client' })
    small.settle(client.join())
    sabotageSent(client, () => ({ type: 'pong' }))
    breaks('client-silent', small, client, () => client.call(node.contact, { type: 'ping' }))
  })

  test('is broken by a client that does not say what it is', () => {
    const { world: small, node } = world()
    const client = small.addNode({ mode: 'client' })
    sabotage(client, (effect) => [
      effect.type === 'send' ? { ...effect, message: { ...effect.message, client: false } } : effect,
    ])
    breaks('client-silent', small, client, () => client.call(node.contact, { type: 'ping' }))
  })

  test('is broken by a server that says it is a client', () => {
    const { world: small, node, other } = world()
    sabotage(node, (effect) => [
      effect.type === 'send' ? { ...effect, message: { ...effect.message, client: true } } : effect,
    ])
    breaks('client-silent', small, node, () => node.call(other.contact, { type: 'ping' }))
  })
})

describe('list-right', () => {
  test('is broken by a list of more than k contacts', () => {
    const small = grown(8, { seed: SEED, config: { k: 4 } })
    const [node] = small.nodes
    if (node === undefined) throw new Error('nobody is there')
    sabotageSent(node, (body, to) => {
      const known = node.engine.snapshot(node.clock).buckets.flatMap(({ contacts }) => contacts)
      const listed = known
        .filter(({ address }) => address !== to)
        .map((contact) => ({ ...contact, ageMs: 0 }))
      return body.type === 'nodes' && listed.length > 4 ? { ...body, contacts: listed } : body
    })
    breaks('list-right', small, node, () => bustle(small))
  })

  test.each<[string, (known: Listed[], node: SimNode, to: Listed) => Listed[]]>([
    ['a contact twice', ([first = fail(), ...rest]) => [first, ...rest, first]],
    ['the one who lists', (known, { contact }) => [...known.slice(1), { ...contact, ageMs: 0 }]],
    ['the one who asks', (known, _, to) => [...known.slice(1), to]],
  ])('is broken by a list with %s', (_, change) => {
    const { world: small, node } = world()
    sabotageSent(node, (body, to) => {
      if (body.type !== 'nodes' || body.contacts.length < 2) return body
      const asker = { ...(small.nodeAt(to)?.contact ?? fail()), ageMs: 0 }
      return { ...body, contacts: change([...body.contacts], node, asker) }
    })
    breaks('list-right', small, node, () => bustle(small))
  })
})

describe('list-verified', () => {
  test('is broken by a node that lists somebody who has never answered it', () => {
    const { world: small, node } = world()
    const stranger = { ...small.addNode().contact, ageMs: 0 }
    sabotageSent(node, (body) => (body.type === 'nodes' ? { ...body, contacts: [stranger] } : body))
    breaks('list-verified', small, node, () => bustle(small))
  })

  test('is broken by a list that gives the address of one contact to the key of another', () => {
    const { world: small, node, other, third } = world()
    const mixed = { key: other.contact.key, address: third.contact.address, ageMs: 0 }
    sabotageSent(node, (body, to) =>
      body.type === 'nodes' && to !== mixed.address ? { ...body, contacts: [mixed] } : body,
    )
    breaks('list-verified', small, node, () => bustle(small))
  })

  test('is broken by a node that lists after its restart whom it knew before', () => {
    const { world: small, node, other, third } = world()
    node.restart()
    sabotageSent(node, (body, to) =>
      body.type === 'nodes' && to !== other.contact.address
        ? { ...body, contacts: [{ ...other.contact, ageMs: 0 }] }
        : body,
    )
    third.call(node.contact, { type: 'find-node', target: small.dice.key() })
    breaks('list-verified', small, node, () => small.run(1_000))
  })
})

describe('table-verified', () => {
  test.each<[string, (node: SimNode, small: World) => SimNode['contact']]>([
    ['itself', ({ contact }) => contact],
    ['its own key at another address', ({ contact }) => ({ ...contact, address: '10.0.0.9:4000' })],
    ['its own address', ({ contact }, small) => ({ ...contact, key: small.dice.key() })],
    ['somebody who has never answered it', (_, small) => small.addNode().contact],
    [
      'another key at a known address',
      (_, small) => ({ key: small.dice.key(), address: small.nodes[1]?.contact.address ?? fail() }),
    ],
  ])('is broken by a table that takes in %s', (_, contactOf) => {
    const { world: small, node } = world()
    const contact = contactOf(node, small)
    slipIn(node, { type: 'emit', event: { type: 'contact-added', contact, bucket: 0 } })
    breaks('table-verified', small, node, () => bustle(small))
  })
})

describe('table-bounded', () => {
  test('is broken by a contact that is added twice', () => {
    const { world: small, node, other } = world()
    slipIn(node, { type: 'emit', event: { type: 'contact-added', contact: other.contact, bucket: 0 } })
    breaks('table-bounded', small, node, () => bustle(small))
  })

  test('is broken by a contact that is removed, and was not in', () => {
    const { world: small, node } = world()
    const { contact } = small.addNode()
    slipIn(node, { type: 'emit', event: { type: 'contact-removed', contact, bucket: 0 } })
    breaks('table-bounded', small, node, () => bustle(small))
  })

  test('is broken by a table that holds more than its events have told, or less', () => {
    for (const more of [1, -1]) {
      const { world: small, node } = world()
      const { contacts, values, own } = node.engine.size
      vi.spyOn(node.engine, 'size', 'get').mockReturnValue({ contacts: contacts + more, values, own })
      breaks('table-bounded', small, node, () => bustle(small))
    }
  })

  test('is broken by more values than there may be', () => {
    const { world: small, node } = world()
    const { size, config } = node.engine
    vi.spyOn(node.engine, 'size', 'get').mockReturnValue({ ...size, values: config.maxValues + 1 })
    breaks('table-bounded', small, node, () => bustle(small))
  })

  test.each<[string, (bucket: Bucket, k: number, small: World) => Bucket]>([
    [
      'a bucket that is too full',
      (bucket, k) => ({ ...bucket, contacts: repeated(bucket.contacts, 2 * k + 1) }),
    ],
    [
      'too many understudies',
      (bucket, k) => ({ ...bucket, understudies: repeated(bucket.contacts, 2 * k + 1) }),
    ],
    [
      'a contact of which no event has told',
      (bucket, _, small) => ({
        ...bucket,
        contacts: bucket.contacts.map((state) => ({ ...state, ...small.addNode().contact })),
      }),
    ],
  ])('is broken by %s', (_, change) => {
    const { world: small, node } = world()
    lie(node, 'snapshot', (truth) => ({
      ...truth,
      buckets: truth.buckets.map((bucket) => change(bucket, node.engine.config.k, small)),
    }))
    breaks('table-bounded', small, node, () => bustle(small))
  })
})

describe('bounded', () => {
  test('is broken by more requests than operations can have', () => {
    const { world: small, node } = world()
    const request = { id: '0', to: '10.0.0.9:4000', type: 'ping', sent: 1 } as const
    lie(node, 'snapshot', (truth) => ({ ...truth, pending: repeated([request], 10_000) }))
    breaks('bounded', small, node, () => bustle(small))
  })
})

describe('value-alive', () => {
  test('is broken by a value that is promised a longer life than its holder has written down', () => {
    const { world: small, node, other } = world()
    const key = small.dice.key()
    small.settle(other.put(key, value, { ttlMs: HOUR_MS }))
    sabotageSent(node, (body) =>
      body.type === 'value' ? { ...body, ttlSeconds: body.ttlSeconds + 2 } : body,
    )
    other.call(node.contact, { type: 'find-value', key })
    breaks('value-alive', small, node, () => small.run(1_000))
  })

  test('is broken by a value that is served after its end', () => {
    const { world: small, node, other } = world()
    const key = small.dice.key()
    small.settle(other.put(key, value, { ttlMs: HOUR_MS }))
    const record = node.storage.peek(key) ?? fail()
    small.run(HOUR_MS)
    node.storage.save('held', record)
    sabotageSent(node, (body) =>
      body.type === 'nodes' ? { type: 'value', value, ttlSeconds: 1, publication } : body,
    )
    other.call(node.contact, { type: 'find-value', key })
    breaks('value-alive', small, node, () => small.run(1_000))
  })

  test('is broken by a holder who has written down a longer life than the value was given', () => {
    const { world: small, node, other } = world()
    const key = small.dice.key()
    small.settle(other.put(key, value, { ttlMs: HOUR_MS }))
    const record = node.storage.peek(key) ?? fail()
    node.storage.save('held', { ...record, expiresAt: record.expiresAt + HOUR_MS })
    sabotageSent(node, (body) => (body.type === 'value' ? { ...body, ttlSeconds: 2 * 3_600 - 120 } : body))
    other.call(node.contact, { type: 'find-value', key })
    breaks('value-alive', small, node, () => small.run(1_000))
  })

  test('is broken by a copy that is passed on with a longer life than the value was given', () => {
    const { world: small, node, other, third } = world()
    const key = small.dice.key()
    small.settle(other.put(key, value, { ttlMs: HOUR_MS }))
    node.call(third.contact, { type: 'store', key, value, ttlSeconds: 3_500, cached: true, publication })
    small.run(1_000)
    const store = { type: 'store', key, value, ttlSeconds: 3_600 + 120, cached: true, publication } as const
    breaks('value-alive', small, node, () => void node.call(third.contact, store))
  })

  test('is not broken by a value that is put again, for longer', () => {
    const { world: small, node, other } = world()
    const key = small.dice.key()
    small.settle(other.put(key, value, { ttlMs: HOUR_MS }))
    small.settle(node.put(key, value, { ttlMs: 3 * HOUR_MS }))
    small.run(2 * HOUR_MS)
    expect(small.settle(other.get(key))).toMatchObject({ type: 'found-value' })
  })
})

describe('settles-once', () => {
  test('is broken by an operation that settles twice', () => {
    const { world: small, node } = world()
    sabotage(node, (effect) => (effect.type === 'settle' ? [effect, effect] : [effect]))
    breaks('settles-once', small, node, () => bustle(small))
  })

  test('is broken by an operation that has not settled after ten minutes', () => {
    const { world: small, node } = world()
    sabotage(node, (effect) => (effect.type === 'settle' ? [] : [effect]))
    const began = small.elapsedMs
    node.find(small.dice.key())
    const { elapsedMs } = breaks('settles-once', small, node, () => {
      for (let i = 0; i < 30; i++) {
        for (const other of small.nodes) if (other !== node) other.call(node.contact, { type: 'ping' })
        small.run(60_000)
      }
    })
    expect(elapsedMs - began).toBeGreaterThan(600_000)
  })
})

describe('counted-once', () => {
  test.each<[string, (counts: Counts) => Counts]>([
    ['counts less than has come in', (counts) => ({ ...counts, accepted: counts.accepted - 1 })],
    ['counts what it drops twice', (counts) => ({ ...counts, dropped: { ...counts.dropped, malformed: 1 } })],
  ])('is broken by a node that %s', (_, change) => {
    const { world: small, node } = world()
    lie(node, 'counts', change)
    breaks('counted-once', small, node, () => bustle(small))
  })
})

type Bucket = Snapshot['buckets'][number]
type Counts = ReturnType<SimNode['engine']['counts']>
type Listed = (Message['body'] & { type: 'nodes' })['contacts'][number]

function repeated<T>(items: readonly T[], length: number): T[] {
  return Array.from({ length }, (_, i) => items[i % items.length] ?? fail())
}

function fail(): never {
  throw new Error('the world is not as this test needs it')
}
