import { describe, expect, test } from 'vitest'
import { casesOf } from '../src/peers/cases.ts'
import { turned } from '../src/peers/peers.ts'
import { create } from '../src/systems/kadkit.ts'
import { dice, Sockets } from '../src/systems/sockets.ts'
import { eachAtOnce } from '../src/systems/system.ts'
import { type Bench, Phases, picker, sampleFor } from '../src/workloads/bench.ts'
import { recall } from '../src/workloads/lookups.ts'
import { inTime, phase } from '../src/workloads/phase.ts'
import { workloads } from '../src/workloads/workloads.ts'

const NOTHING = { packets: 0, bytes: 0, writes: 0, writtenBytes: 0 }
const PACE = { limitMs: 5_000, deadlineMs: 5_000 }
const sockets = new Sockets(1)

describe('a phase', () => {
  test('runs each operation once, so many at once', async () => {
    const seen: number[] = []
    let [now, most] = [0, 0]
    await eachAtOnce(20, 3, async (index) => {
      most = Math.max(most, ++now)
      await Promise.resolve()
      seen.push(index)
      now--
    })
    expect(seen.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i))
    expect(most).toBe(3)
  })

  test('counts what was right, also when many end at once, and keeps what went wrong', async () => {
    const { figures, errors } = await phase(8, 4, PACE, NOTHING, async (index) => {
      await Promise.resolve()
      if (index === 7) throw new Error('broken')
      return index < 4 ? 1 : 0.5
    })
    expect(figures).toMatchObject({ done: 8, right: (100 * 5.5) / 8 })
    expect(errors).toEqual(['broken'])
  })

  test('divides what was sent by the operations', async () => {
    const traffic = { ...NOTHING }
    const { figures } = await phase(4, 1, PACE, traffic, async () => {
      traffic.packets += 3
      traffic.bytes += 300
      return 1
    })
    expect(figures).toMatchObject({ packets: 3, bytes: 300 })
  })

  test('begins nothing after its limit, and gives up what is late', async () => {
    const endless = new Promise<number>(() => {})
    const pace = { limitMs: 0, deadlineMs: 1 }
    const { figures, errors } = await phase(1_000, 1, pace, NOTHING, () => endless)
    expect(figures.done).toBeLessThan(1_000)
    expect(figures.right === 0 || figures.done === 0).toBe(true)
    await expect(inTime(endless, 1)).rejects.toThrow('nothing in 0.001 s')
    expect(errors.length).toBeLessThanOrEqual(1)
  })
})

describe('the choices of a benchmark', () => {
  test('are the same for the same seed', () => {
    const draws = (seed: number) => Array.from({ length: 50 }, () => picker(seed)(100))
    expect(draws(1)).toEqual(draws(1))
    const [a, b] = [picker(1), picker(2)]
    expect(Array.from({ length: 9 }, () => a(100))).not.toEqual(Array.from({ length: 9 }, () => b(100)))
    const draw = dice(3)
    expect(Array.from({ length: 1_000 }, draw).every((value) => value >= 0 && value < 1)).toBe(true)
  })

  test('no two values are equal, whatever their length', () => {
    const values = Array.from({ length: 500 }, (_, i) => Buffer.from(sampleFor(7, i, 100)).toString('hex'))
    expect(new Set(values).size).toBe(500)
    expect(sampleFor(7, 1, 100)).toEqual(sampleFor(7, 1, 100))
    expect(sampleFor(7, 1, 4)).toHaveLength(4)
  })

  test('another system begins each round', () => {
    expect([0, 1, 2, 3].map((round) => turned(['a', 'b', 'c'], round).join(''))).toEqual([
      'abc',
      'bca',
      'cab',
      'abc',
    ])
    expect(turned([], 2)).toEqual([])
  })

  test('every case has ourselves in it, and a name of its own', () => {
    for (const mode of ['quick', 'full'] as const) {
      const cases = casesOf(mode)
      expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length)
      for (const { systems } of cases) expect(systems[0]?.name).toBe('kadkit')
      const withUdx = cases.filter(({ systems }) => systems.some(({ name }) => name === 'kadkit-udx'))
      expect(withUdx.map(({ name }) => name)).toEqual(['ping'])
    }
  })
})

describe('a recall', () => {
  const ids = [0, 1, 2, 4, 8].map((byte) => Uint8Array.of(byte))
  const [zero, one, two, four, eight] = ids as [Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array]
  const place = Uint8Array.of(1)

  test('is the share of the nearest ids by XOR that an answer has', () => {
    expect(recall([one, zero], ids, eight, place, 2)).toBe(1)
    expect(recall([one, two], ids, eight, place, 2)).toBe(0.5)
    expect(recall([four, two], ids, eight, place, 2)).toBe(0)
    expect(recall([], ids, eight, place, 2)).toBe(0)
  })

  test('counts the asking node only where the answer names it', () => {
    expect(recall([zero, two], ids, one, place, 2)).toBe(1)
    expect(recall([one, zero], ids, one, place, 2)).toBe(1)
    expect(recall([one, two], ids, one, place, 2)).toBe(0.5)
  })

  test('has no more to find than there is', () => {
    expect(recall([zero, two, four, eight], ids, one, place, 20)).toBe(1)
  })
})

describe('ourselves among five nodes', () => {
  const bench = (): Bench => ({
    system: create({ bodies: false }),
    sockets,
    nodes: 5,
    seed: 5,
    pace: PACE,
    operations: 6,
  })
  const options = { share: 0, idleSeconds: 0.01, allSizes: true, warmUp: true }

  async function killAll({ system }: Bench): Promise<void> {
    for (let node = 0; node < 5; node++) await system.kill(node)
  }

  test('bring up, put, get and look up, all right, and every datagram counted', async () => {
    const phases = new Phases()
    const given = bench()
    const before = sockets.traffic.packets
    await workloads.operations(given, phases, options)
    await killAll(given)
    expect(phases.notes).toEqual([])
    for (const atOnce of [1, 32]) {
      expect(phases.phases[`put, ${atOnce} at once`]).toMatchObject({ done: 6, right: 100, replicas: 5 })
      // All five hold all.
      expect(phases.phases[`get, ${atOnce} at once`]).toMatchObject({ done: 6, right: 100, local: 100 })
      expect(phases.phases[`lookup, ${atOnce} at once`]).toMatchObject({ done: 6, right: 100 })
    }
    // Four others are asked, and they answer; on a busy machine one may be asked again.
    const packets = phases.phases['lookup, 1 at once']?.packets
    expect(packets).toBeGreaterThanOrEqual(8)
    expect(packets).toBeLessThan(12)
    expect(sockets.traffic.packets).toBeGreaterThan(before + 100)
  })

  test('answer the pings of each other, and not those to a dead one', async () => {
    const { system } = bench()
    await system.start(2)
    await system.ping(0, system.address(1))
    const dead = system.address(1)
    await system.kill(1)
    await expect(system.ping(0, dead)).rejects.toThrow('did not answer')
    await system.kill(0)
  })

  test('get what two dead ones held, and lose a fifth of all datagrams', async () => {
    const given = bench()
    const phases = new Phases()
    await workloads.deaths(given, phases, { ...options, share: 0.4 })
    expect(phases.phases['get after']).toMatchObject({ done: 6, right: 100 })
    await killAll(given)
    const lossy = bench()
    await workloads.loss(lossy, phases, { ...options, share: 0.2 })
    sockets.loss = 0
    expect(phases.phases.get).toMatchObject({ done: 6, right: 100 })
    await killAll(lossy)
  })

  test('hear nothing at a loss of one', async () => {
    const { system } = bench()
    await system.start(2)
    sockets.loss = 1
    await expect(system.ping(0, system.address(1))).rejects.toThrow('did not answer')
    sockets.loss = 0
    await system.ping(0, system.address(1))
    await system.kill(0)
    await system.kill(1)
  })
})
