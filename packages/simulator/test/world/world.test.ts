import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { Dice, type SimNode, World, type WorldOptions } from '../../src/index.ts'
import { grown, traced } from '../support/grown.ts'

const HOUR_MS = 3_600_000
const K = 20
const rough: WorldOptions['network'] = { latency: { model: 'king' }, loss: 0.1, jitter: 0.5, duplicate: 0.05 }

/** Puts, gets, a crash and a restart, by the world's dice, for as long. */
function live(world: World, ms: number, rounds = 10): World {
  const keys = Array.from({ length: rounds }, () => world.dice.key())
  for (const [round, key] of keys.entries()) {
    world.anyone().put(key, world.dice.bytes(100))
    world.run(ms / rounds / 2)
    world.anyone().get(world.dice.pick(keys.slice(0, round + 1)))
    world.anyone().find(world.dice.key(), { watch: true })
    const restarted = world.anyone()
    restarted.restart()
    restarted.join()
    world.run(ms / rounds / 2)
  }
  return world
}

describe('the trace of a world', () => {
  test('is the same, line by line, for the same seed; and another for another', () => {
    const [first, second, other] = [1, 1, 2].map((seed) => {
      const { world, lines } = traced(20, { seed, network: rough })
      live(world, 300_000, 5)
      return { lines, hash: world.traceHash() }
    })
    expect(first?.lines.length).toBeGreaterThan(3_000)
    expect(second?.lines.join('')).toBe(first?.lines.join(''))
    expect(second?.hash).toBe(first?.hash)
    expect(other?.hash).not.toBe(first?.hash)
  })

  test('is the same with the codec and without: two hours with loss, jitter and duplicates, puts and gets', () => {
    const [coded, plain] = [true, false].map((codec) => {
      const { world, lines } = traced(30, { seed: 3, network: rough, codec })
      live(world, 2 * HOUR_MS)
      return { lines, hash: world.traceHash() }
    })
    expect(coded?.lines.length).toBeGreaterThan(10_000)
    expect(plain?.lines.findIndex((line, index) => line !== coded?.lines[index])).toBe(-1)
    expect(plain?.lines.length).toBe(coded?.lines.length)
    expect(plain?.hash).toBe(coded?.hash)
  })

  test('is the same whether anybody checks, listens or watches or not', () => {
    const options = { seed: 4, network: rough }
    const alone = live(grown(15, { ...options, invariants: false }), 600_000)
    const watched = grown(15, options)
    const seen = { messages: 0, events: 0, operations: 0 }
    watched.watch(() => seen.messages++)
    watched.listen(() => seen.events++)
    watched.watchOperations(() => seen.operations++)
    live(watched, 600_000)
    expect(watched.traceHash()).toBe(alone.traceHash())
    expect(watched.events).toBe(alone.events)
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(10)
  })

  test('is hashed as the file that its lines make', () => {
    const { world, lines } = traced(15, { seed: 5 })
    expect(world.traceHash()).toBe(createHash('sha256').update(lines.join('')).digest('hex'))
    world.run(HOUR_MS)
    expect(world.traceHash()).toBe(createHash('sha256').update(lines.join('')).digest('hex'))
    expect(lines.every((line) => line.endsWith('\n') && !line.slice(0, -1).includes('\n'))).toBe(true)
    expect(grown(15, { seed: 5 }).traceHash()).toMatch(/^[0-9a-f]{64}$/)
  })

  test('has one JSON object a line, in the order of time, that tells of messages, nodes and operations', () => {
    const { world, lines } = traced(15, { seed: 6, network: { loss: 0.2 } })
    live(world, 60_000)
    const parsed = lines.map((line) => JSON.parse(line) as { readonly at: number; readonly what: string })
    expect(parsed.every(({ at }, index) => at >= (parsed[index - 1]?.at ?? 0))).toBe(true)
    const told = new Set(parsed.map(({ what }) => what))
    const wanted = ['up', 'down', 'begin', 'settle', 'sent', 'lost', 'arrived', 'contact-added', 'value-held']
    for (const what of wanted) expect(told).toContain(what)
  })

  test('is empty when it is off', () => {
    const nothing = createHash('sha256').digest('hex')
    expect(grown(10, { seed: 7, trace: 'off' }).traceHash()).toBe(nothing)
  })
})

describe('a world', () => {
  test('has lookups that find exactly the true k closest, nearest first', () => {
    const world = grown(60, { seed: 8 })
    for (let i = 0; i < 60; i++) {
      const target = world.dice.key()
      const outcome = world.settle(world.anyone().find(target))
      expect(outcome).toEqual({ type: 'found-nodes', contacts: world.closest(target, K) })
    }
  })

  test('knows who is nearest: of those that run, as sorting all of them tells', () => {
    const world = new World({ seed: 9 })
    const nodes = Array.from({ length: 50 }, () => world.addNode())
    for (const node of world.dice.sample(nodes, 10)) node.crash()
    const target = world.dice.key()
    const distance = (node: SimNode) => {
      const [a, b] = [node.contact.key.toBytes(), target.toBytes()]
      return Buffer.from(a.map((byte, index) => byte ^ (b[index] ?? 0))).toString('hex')
    }
    const sorted = nodes.filter(({ up }) => up).sort((a, b) => (distance(a) < distance(b) ? -1 : 1))
    expect(world.closest(target, 7)).toEqual(sorted.slice(0, 7).map(({ contact }) => contact))
    expect(world.closest(target, 100)).toHaveLength(40)
    expect(world.closest(target, 0)).toEqual([])
  })

  test('never lets time run backwards, and goes on to when the next thing happens', () => {
    const world = grown(20, { seed: 10, network: rough })
    for (let i = 0; i < 2_000; i++) {
      const before = world.now
      expect(world.step()).toBe(true)
      expect(world.now).toBeGreaterThanOrEqual(before)
    }
  })

  test('begins at an instant of the wall clock, and counts what has happened', () => {
    const world = new World({ seed: 11 })
    expect([world.elapsedMs, world.events]).toEqual([0, 0])
    expect(new Date(world.now).getUTCFullYear()).toBeGreaterThanOrEqual(2020)
    world.after(5, () => {})
    world.run(10)
    expect([world.elapsedMs, world.events]).toEqual([10, 1])
  })

  test('in which nothing will ever happen has no next step', () => {
    expect(new World({ seed: 12 }).step()).toBe(false)
  })

  test('does things at their instant, in the order in which they were asked for, and late ones at once', () => {
    const world = new World({ seed: 13 })
    const done: [string, number][] = []
    const note = (what: string) => () => void done.push([what, world.elapsedMs])
    world.after(20, note('later'))
    world.at(world.now + 10, note('first'))
    world.after(10, () => {
      note('second')()
      world.at(world.now - 5, note('late'))
    })
    world.after(10, note('third'))
    world.run(15)
    expect(done).toEqual([
      ['first', 10],
      ['second', 10],
      ['third', 10],
      ['late', 10],
    ])
    world.run(5)
    expect(done.at(-1)).toEqual(['later', 20])
  })

  test('runs to the very end of the time that it is given', () => {
    const world = new World({ seed: 14 })
    let happened = 0
    world.after(100, () => happened++)
    world.run(99.5)
    expect([happened, world.elapsedMs]).toEqual([0, 99.5])
    world.run(0.5)
    expect([happened, world.elapsedMs]).toEqual([1, 100])
  })

  test('runs until a condition holds, or to a limit', () => {
    const world = new World({ seed: 15 })
    let count = 0
    for (let ms = 10; ms <= 100; ms += 10) world.after(ms, () => count++)
    expect(world.runUntil(() => count === 3, 1_000)).toBe(true)
    expect([count, world.elapsedMs]).toEqual([3, 30])
    expect(world.runUntil(() => count === 10, 40)).toBe(false)
    expect([count, world.elapsedMs]).toEqual([7, 70])
    expect(world.runUntil(() => true, 0)).toBe(true)
    expect(world.runUntil(() => count === 11, 1_000)).toBe(false)
    expect([count, world.elapsedMs]).toEqual([10, 1_070])
  })

  test('settles operations, and throws for one that never does', () => {
    const world = grown(5, { seed: 16 })
    const operation = world.anyone().find(world.dice.key())
    expect(operation.outcome).toBeUndefined()
    const outcome = world.settle(operation)
    expect(operation).toMatchObject({ type: 'find', outcome, settledAt: world.now })
    expect(world.settle(operation)).toBe(outcome)
    const node = world.anyone()
    const lost = node.find(world.dice.key())
    node.crash()
    expect(() => world.settle(lost)).toThrow(`the find of node ${node.id} has not settled`)
  })

  test('knows its nodes, by address and whether they run, and for how long they have', () => {
    const world = new World({ seed: 17 })
    const [a, b] = [world.addNode(), world.addNode()]
    world.run(100)
    b.crash()
    world.run(50)
    expect(world.nodes).toEqual([a, b])
    expect(world.up()).toEqual([a])
    expect([world.population, world.nodeMs]).toEqual([1, 250])
    expect(world.nodeAt(b.contact.address)).toBe(b)
    expect(world.nodeAt('10.9.9.9:4000')).toBeUndefined()
    expect([world.anyone(), world.anyMember()]).toEqual([a, undefined])
    a.crash()
    expect(() => world.anyone()).toThrow(RangeError)
    expect(world.anyMember()).toBeUndefined()
  })

  test('forgets a node that is removed: it is nowhere, nothing reaches it, and its number is given to nobody', () => {
    const { world, lines } = traced(4, { seed: 6 })
    const [, gone] = world.nodes
    if (gone === undefined) throw new Error('there are four')
    const { address } = gone.contact
    world.remove(gone)
    world.remove(gone)
    expect(gone.up).toBe(false)
    expect(world.nodes).not.toContain(gone)
    expect(world.nodeAt(address)).toBeUndefined()
    expect(world.up()).toHaveLength(3)
    expect(world.addNode().id).toBe(5)
    expect(world.nodes.map(({ id }) => id)).toEqual([1, 3, 4, 5])
    const before = lines.length
    world.nodes[0]?.find(gone.contact.key)
    world.run(60_000)
    expect(lines.slice(before).some((line) => line.includes('"nowhere"'))).toBe(true)
    expect(() => gone.restart()).toThrow('there is no node 2')
  })

  test('lets watchers and listeners go', () => {
    const world = grown(5, { seed: 18 })
    const seen = { messages: 0, events: 0, operations: 0 }
    const ends = [
      world.watch(() => seen.messages++),
      world.listen(() => seen.events++),
      world.watchOperations(() => seen.operations++),
    ]
    world.settle(world.anyone().put(world.dice.key(), new Uint8Array(10)))
    const before = { ...seen }
    expect(Object.values(before)).not.toContain(0)
    for (const end of ends) end()
    world.settle(world.anyone().put(world.dice.key(), new Uint8Array(10)))
    expect(seen).toEqual(before)
  })

  test('tells of a partition one way: what one side sends is blocked, and what comes the other way arrives', () => {
    const world = grown(10, { seed: 19 })
    const [some, others] = [world.nodes.slice(0, 5), world.nodes.slice(5)]
    const isSome = (id: number) => some.some((node) => node.id === id)
    const fates = new Set<string>()
    world.watch(({ from, to, fate }) => {
      if (to !== undefined && isSome(from.id) !== isSome(to.id)) {
        fates.add(`${isSome(from.id) ? 'some to others' : 'others to some'}: ${fate}`)
      }
    })
    const wall = world.partition(some, others)
    for (const node of world.nodes) node.find(world.dice.key())
    world.run(60_000)
    expect([...fates].sort()).toEqual(['others to some: sent', 'some to others: blocked'])
    wall.heal()
    fates.clear()
    world.run(2 * HOUR_MS)
    expect([...fates].sort()).toEqual(['others to some: sent', 'some to others: sent'])
  })

  test('refuses a seed, a network or a node that cannot be, and to run backwards', () => {
    expect(() => new World({ seed: 0.5 })).toThrow(RangeError)
    expect(() => new World({ seed: 1, network: { loss: 2 } })).toThrow('loss')
    const world = new World({ seed: 1 })
    expect(() => world.addNode({ slowMs: -1 })).toThrow(RangeError)
    expect(world.nodes).toEqual([])
    for (const ms of [-1, Number.NaN]) {
      expect(() => world.run(ms)).toThrow(RangeError)
      expect(() => world.runUntil(() => false, ms)).toThrow(RangeError)
      expect(() => world.after(Number.NaN, () => {})).toThrow(RangeError)
    }
    expect(world.elapsedMs).toBe(0)
  })

  test('has dice that neither its engines nor its network throw', () => {
    const [idle, busy] = [1, 2].map(() => grown(10, { seed: 20, network: rough }))
    busy?.settle(busy.addNode({ key: new Dice(1).key() }).find(new Dice(2).key()))
    busy?.run(60_000)
    expect(busy?.dice.key().toHex()).toBe(idle?.dice.key().toHex())
  })
})
