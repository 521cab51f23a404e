import { describe, expect, test } from 'vitest'
import { type Operation, type SimNode, World } from '../../src/index.ts'
import { grown } from '../support/grown.ts'

const HOUR_MS = 3_600_000
const value = new Uint8Array([1, 2, 3])

/** Two nodes that know each other; round trips take 100 ms. */
function pair(second: Parameters<World['addNode']>[0] = {}): { world: World; a: SimNode; b: SimNode } {
  const world = new World({ seed: 1 })
  const [a, b] = [world.addNode(), world.addNode(second)]
  world.settle(b.join([a.contact.address]))
  world.run(5_000)
  return { world, a, b }
}

function took(world: World, operation: Operation): number {
  world.settle(operation)
  return (operation.settledAt ?? Number.NaN) - operation.startedAt
}

const ping = { type: 'ping' } as const

describe('a node', () => {
  test('has a number, an address and a host of its own, and a key by chance or by choice', () => {
    const world = new World({ seed: 2 })
    const [a, b, c] = [world.addNode(), world.addNode({ host: 7, key: world.dice.key() }), world.addNode()]
    expect([a.id, b.id, c.id]).toEqual([1, 2, 3])
    expect([a.host, b.host, c.host]).toEqual([1, 7, 3])
    expect(new Set([a, b, c].map(({ contact }) => contact.address)).size).toBe(3)
    expect(new Set([a, b, c].map(({ contact }) => contact.key.toHex())).size).toBe(3)
  })

  test('lays its configuration over the world’s', () => {
    const world = new World({ seed: 3, config: { k: 8, alpha: 2 } })
    expect(world.addNode({ config: { alpha: 5 } }).engine.config).toMatchObject({ k: 8, alpha: 5 })
    expect(world.addNode().engine.config).toMatchObject({ k: 8, alpha: 2 })
  })

  test('joins, and is at home then', () => {
    const world = new World({ seed: 4 })
    const [a, b] = [world.addNode(), world.addNode()]
    expect([a.atHome, b.atHome]).toEqual([false, false])
    const operation = b.join()
    expect(b.atHome).toBe(false)
    expect(world.settle(operation)).toMatchObject({ type: 'joined', contacts: 1 })
    world.run(5_000)
    expect([a.atHome, b.atHome]).toEqual([true, true])
    // And again, never through itself.
    for (let i = 0; i < 10; i++) expect(world.settle(b.join())).toMatchObject({ type: 'joined' })
  })

  test('alone in the world is the first of a network, and given addresses of nobody does not join', () => {
    const world = new World({ seed: 5 })
    const node = world.addNode()
    expect(world.settle(node.join())).toEqual({ type: 'joined', contacts: 0 })
    expect(world.settle(node.join(['10.99.0.1:4000']))).toMatchObject({
      type: 'failed',
      reason: 'no-bootstrap',
    })
    expect(node.atHome).toBe(false)
  })

  test('stores a value, which others get until its life has ended', () => {
    const world = grown(10, { seed: 6 })
    const key = world.dice.key()
    const stored = world.settle(world.anyone().put(key, value, { ttlMs: HOUR_MS }))
    expect(stored).toMatchObject({ type: 'stored', failed: [] })
    world.run(HOUR_MS - 10_000)
    expect(world.settle(world.anyone().get(key))).toMatchObject({ type: 'found-value', value })
    world.run(60_000)
    expect(world.settle(world.anyone().get(key))).toEqual({ type: 'no-value' })
  })

  test('asks another for one thing, in one round trip', () => {
    const { world, a, b } = pair()
    const operation = a.call(b.contact, ping)
    expect(took(world, operation)).toBe(100)
    expect(operation.outcome).toMatchObject({ type: 'answered', reply: { type: 'pong' }, from: b.contact })
  })

  test('keeps the steps of a lookup that is watched, in order and in the time of the world', () => {
    const world = grown(10, { seed: 7 })
    const node = world.addNode({ skewMs: 1_000_000 })
    world.settle(node.join())
    const [watched, unwatched] = [node.find(world.dice.key(), { watch: true }), node.find(world.dice.key())]
    world.settle(watched)
    world.settle(unwatched)
    const times = watched.steps.map(({ at }) => at)
    expect(times[0]).toBe(watched.startedAt)
    expect(times.at(-1)).toBeLessThanOrEqual(watched.settledAt ?? Number.NaN)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(new Set(watched.steps.map(({ step }) => step.type))).toContain('answered')
    expect(unwatched.steps).toEqual([])
  })

  test('tells of the end of an operation once, also to who asks after it', () => {
    const { world, a } = pair()
    const operation = a.find(world.dice.key())
    const told: string[] = []
    operation.onSettled(() => told.push('first')).onSettled(() => told.push('second'))
    world.settle(operation)
    operation.onSettled(({ outcome }) => told.push(outcome?.type ?? 'nothing'))
    world.run(HOUR_MS)
    expect(told).toEqual(['first', 'second', 'found-nodes'])
  })

  test('may begin the next operation while it hears of the end of one', () => {
    const { world, a } = pair()
    const ends: number[] = []
    const again = () => {
      ends.push(world.elapsedMs)
      if (ends.length < 5) a.find(world.dice.key()).onSettled(again)
    }
    a.find(world.dice.key()).onSettled(again)
    world.run(10_000)
    expect(ends).toHaveLength(5)
  })
})

describe('an operation that is cancelled', () => {
  test('never settles, and asks nobody more', () => {
    const world = grown(30, { seed: 9 })
    const [node] = world.nodes
    let asked = 0
    world.watch(({ from, message }) => {
      if (from.id === node?.id && message.body.type === 'find-node') asked++
    })
    const operation = node?.find(world.dice.key())
    operation?.cancel()
    operation?.cancel()
    world.run(20_000)
    expect([operation?.outcome, asked]).toEqual([undefined, 3])
  })

  test('by a step of its lookup ends there', () => {
    const world = grown(30, { seed: 10 })
    const types: string[] = []
    const operation = world.anyone().find(world.dice.key(), {
      onStep: ({ type }) => {
        types.push(type)
        if (type === 'answered') operation.cancel()
      },
    })
    world.run(20_000)
    expect(operation.outcome).toBeUndefined()
    expect(types).toEqual(['asked', 'asked', 'asked', 'answered'])
  })

  test('when it has settled stays as it is; and one may cancel another that settles at the same instant', () => {
    const { world, a, b } = pair()
    const [first, second] = [a.call(b.contact, ping), a.call(b.contact, ping)]
    first.onSettled(() => second.cancel())
    world.run(20_000)
    first.cancel()
    expect([first.outcome?.type, second.outcome]).toEqual(['answered', undefined])
    const alone = b.find(world.dice.key())
    const other = b.find(world.dice.key()).onSettled(() => alone.cancel())
    b.crash()
    alone.cancel()
    world.run(20_000)
    expect([alone.outcome, other.outcome]).toEqual([undefined, undefined])
  })
})

describe('a node that crashes', () => {
  test('says nothing more, and leaves what it had begun unsettled', () => {
    const { world, a, b } = pair()
    const operation = b.find(world.dice.key())
    b.crash()
    let sent = 0
    world.watch(({ from }) => {
      if (from.id === b.id) sent++
    })
    world.run(24 * HOUR_MS)
    expect([sent, operation.outcome, b.up, a.up]).toEqual([0, undefined, false, true])
  })

  test('crashes once, and is told of', () => {
    const { world, b } = pair()
    b.crash()
    b.crash()
    expect(world.population).toBe(1)
    expect(() => b.engine).toThrow('node 2 is down')
    expect(() => b.find(world.dice.key())).toThrow('node 2 is down')
    expect(() => b.stall(1)).toThrow('node 2 is down')
  })

  test('in the listener of an operation does nothing more', () => {
    const { world, b } = pair()
    b.find(world.dice.key()).onSettled(() => b.crash())
    const other = b.find(world.dice.key())
    world.run(HOUR_MS)
    expect([b.up, other.outcome]).toEqual([false, undefined])
  })

  test('and restarts has its key, its address and its values, and knows nobody', () => {
    const { world, a, b } = pair()
    const key = world.dice.key()
    world.settle(a.put(key, value))
    const { contact } = b
    b.crash()
    world.run(1_000)
    b.restart()
    expect([b.contact, b.startedAt]).toEqual([contact, world.now])
    expect(b.engine.size).toEqual({ contacts: 0, values: 1, own: 0 })
    expect(world.settle(b.get(key))).toMatchObject({ type: 'found-value', value, holder: b.contact })
  })

  test('and restarts without its storage has lost its values', () => {
    const { world, a, b } = pair()
    world.settle(a.put(world.dice.key(), value))
    b.restart({ storage: 'lost' })
    expect(b.engine.size).toEqual({ contacts: 0, values: 0, own: 0 })
    expect([a.storage.size, b.storage.size]).toEqual([1, 0])
  })

  test('and restarts lets nothing of its earlier life happen', () => {
    const { world, b } = pair()
    const operation = b.find(world.dice.key())
    b.restart()
    expect(b.engine.deadline).toBe(Number.POSITIVE_INFINITY)
    let sent = 0
    world.watch(({ from }) => {
      if (from.id === b.id) sent++
    })
    world.run(60_000)
    // It is asked by the other, who still knows it, at most to answer; it has no operation and no refresh of its own.
    expect(operation.outcome).toBeUndefined()
    expect(b.engine.snapshot(b.clock).pending).toEqual([])
    expect(sent).toBeLessThan(10)
  })
})

describe('a node behind a NAT', () => {
  test('is reached only by those to whom it has written, for two minutes', () => {
    // Nobody joins here, so that nobody writes unasked.
    const world = new World({ seed: 1 })
    const [a, b, c] = [world.addNode(), world.addNode({ reach: 'nat' }), world.addNode()]
    world.settle(b.call(a.contact, ping))
    world.run(1_000)
    expect(world.settle(c.call(b.contact, ping))).toMatchObject({ type: 'failed', reason: 'no-answer' })
    world.run(115_000)
    expect(world.settle(a.call(b.contact, ping))).toMatchObject({ type: 'answered' })
    // Its answer has opened the way again, for two minutes from then.
    world.run(119_800)
    expect(world.settle(a.call(b.contact, ping))).toMatchObject({ type: 'answered' })
    world.run(121_000)
    expect(world.settle(a.call(b.contact, ping))).toMatchObject({ type: 'failed', reason: 'no-answer' })
  })

  test('gets the answers of a network, and values, as others do', () => {
    const world = grown(30, { seed: 8 })
    const hidden = world.addNode({ reach: 'nat' })
    world.settle(hidden.join())
    const key = world.dice.key()
    world.settle(world.anyone().put(key, value))
    expect(world.settle(hidden.get(key))).toMatchObject({ type: 'found-value', value })
  })

  test('forgets to whom it has written when it crashes', () => {
    const { world, a, b } = pair({ reach: 'nat' })
    world.settle(b.call(a.contact, ping))
    b.restart()
    expect(world.settle(a.call(b.contact, ping))).toMatchObject({ type: 'failed' })
  })
})

describe('a slow node', () => {
  test('takes longer to look at what comes in, not to write', () => {
    const { world, a, b } = pair({ slowMs: 30 })
    expect(took(world, a.call(b.contact, ping))).toBe(130)
    expect(took(world, b.call(a.contact, ping))).toBe(130)
  })
})

describe('a node whose event loop stands still', () => {
  test('lets messages wait, and answers all of them then', () => {
    const { world, a, b } = pair()
    b.stall(2_000)
    const answers: number[] = []
    world.watch(({ from, message }) => {
      if (from.id === b.id && message.body.type === 'pong') answers.push(world.elapsedMs)
    })
    const since = world.elapsedMs
    for (let i = 0; i < 5; i++) a.call(b.contact, ping)
    world.run(1_999)
    expect(answers).toEqual([])
    world.run(10_000)
    expect(answers.length).toBeGreaterThanOrEqual(5)
    expect(answers.slice(0, 5)).toEqual(new Array(5).fill(since + 2_000))
  })

  test('begins nothing, and keeps no deadline, until it runs again', () => {
    const { world, a, b } = pair()
    a.crash()
    const early = b.call(a.contact, ping)
    const sent: number[] = []
    world.watch(({ from }) => {
      if (from.id === b.id) sent.push(world.elapsedMs)
    })
    const since = world.elapsedMs
    b.stall(10_000)
    const late = b.call(a.contact, ping)
    world.run(9_999)
    expect([sent, early.outcome, late.outcome]).toEqual([[], undefined, undefined])
    world.run(60_000)
    expect(sent[0]).toBe(since + 10_000)
    expect([early.outcome?.type, late.outcome?.type]).toEqual(['failed', 'failed'])
    expect(early.settledAt).toBeGreaterThan(since + 10_000)
  })

  test('breaks off what is cancelled meanwhile, begun or not, though its answers wait', () => {
    const { world, a, b } = pair()
    const begun = b.call(a.contact, ping)
    b.stall(1_000)
    const late = b.call(a.contact, ping)
    world.run(500)
    begun.cancel()
    late.cancel()
    let sent = 0
    world.watch(({ from, message }) => {
      if (from.id === b.id && message.body.type === 'ping') sent++
    })
    world.run(60_000)
    expect([begun.outcome, late.outcome, sent]).toEqual([undefined, undefined, 0])
  })

  test('stands still as long as the longest of several stalls', () => {
    const { world, a, b } = pair()
    b.stall(300)
    b.stall(100)
    expect(took(world, a.call(b.contact, ping))).toBe(350)
    b.stall(100)
    b.stall(300)
    expect(took(world, a.call(b.contact, ping))).toBe(350)
  })
})

describe('a node that starts again', () => {
  test('asks whom it knew, unless its storage is lost', () => {
    for (const storage of ['kept', 'lost'] as const) {
      const { world, a, b } = pair()
      world.settle(a.call(b.contact, ping))
      world.run(60_000)
      b.restart({ storage })
      expect(b.engine.size.contacts).toBe(storage === 'kept' ? 1 : 0)
      const { sent } = b.engine.counts()
      world.run(10_000)
      expect(b.engine.counts().sent > sent).toBe(storage === 'kept')
    }
  })
})

describe('a node whose wall clock is wrong', () => {
  test('lives in a time of its own, ahead or behind, and stores and gets as others do', () => {
    for (const skewMs of [HOUR_MS, -HOUR_MS]) {
      const { world, a, b } = pair({ skewMs })
      expect(b.clock - world.now).toBe(skewMs)
      const key = world.dice.key()
      world.settle(b.put(key, value, { ttlMs: 2 * HOUR_MS }))
      expect(a.storage.peek(key)?.expiresAt).toBeGreaterThan(world.now + 1.9 * HOUR_MS)
      expect(a.storage.peek(key)?.expiresAt).toBeLessThanOrEqual(world.now + 2 * HOUR_MS)
      expect(took(world, b.call(a.contact, ping))).toBe(100)
    }
  })

  test('does not notice a step of it while it runs, nor when it restarts', () => {
    const { world, a, b } = pair()
    world.settle(a.put(world.dice.key(), value, { ttlMs: HOUR_MS }))
    b.stepClock(2 * HOUR_MS)
    expect(b.clock).toBe(world.now)
    b.restart()
    expect(b.clock).toBe(world.now)
    expect(b.engine.size.values).toBe(1)
  })

  test('takes a step of it while it is down for time that has passed, and one back for none', () => {
    const { world, a, b } = pair()
    world.settle(a.put(world.dice.key(), value, { ttlMs: HOUR_MS }))
    const downFor = (ms: number, step: number) => {
      b.crash()
      b.stepClock(step)
      world.run(ms)
      b.restart()
      return b.clock - world.now
    }
    expect(downFor(1_000, -2 * HOUR_MS)).toBe(-1_000)
    expect(b.engine.size.values).toBe(1)
    expect(downFor(0, 2 * HOUR_MS)).toBe(2 * HOUR_MS - 1_000)
    // By its new clock, the value's hour is over.
    expect(b.engine.size.values).toBe(0)
  })

  test('that was set back gives no value a longer life than its configuration grants', () => {
    const { world, a, b } = pair({ config: { ttlMs: 4 * HOUR_MS } })
    const key = world.dice.key()
    world.settle(a.put(key, value, { ttlMs: 3 * HOUR_MS }))
    b.stepClock(-100 * HOUR_MS)
    b.restart()
    const [held] = b.engine.snapshot(b.clock).values
    expect((held?.expiresAt ?? Number.NaN) - b.clock).toBeLessThanOrEqual(4 * HOUR_MS)
  })

  test.each([-1.69e12, 1e13])(
    'keeps its deadlines when it is off by %d ms, as if it stood in 1970',
    (skewMs) => {
      const world = grown(8, { seed: 11, network: { latency: { model: 'king' }, jitter: 0.5 } })
      world.settle(world.addNode({ skewMs }).join())
      const end = world.now + 15 * 60_000
      // Its deadlines are finer than the world's time can be.
      for (let events = 0; world.now < end && events < 20_000; events++) world.step()
      expect(world.now).toBeGreaterThanOrEqual(end)
    },
  )
})
