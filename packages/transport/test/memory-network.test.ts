import { ManualClock } from '@kadkit/clock'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { MemoryNetwork } from '../src/memory-network.ts'
import type { MemoryNetworkOptions } from '../src/memory-network-options.ts'
import type { Transport } from '../src/transport.ts'

interface Arrival {
  readonly at: number
  readonly from: string
  readonly bytes: readonly number[]
}

/** A network on a manual clock with two open ends, "memory:1" and "memory:2", and what the second one receives. */
async function pair(options: MemoryNetworkOptions = {}) {
  const clock = new ManualClock(1_000)
  const network = new MemoryNetwork({ clock, ...options })
  const [a, b] = [network.transport(), network.transport()]
  const arrivals: Arrival[] = []
  await a.open({ receive() {} })
  await b.open({ receive: (from, bytes) => arrivals.push({ at: clock.now(), from, bytes: [...bytes] }) })
  return { clock, network, a, b, arrivals }
}

function sendNumbers(from: Transport, count: number): void {
  for (let i = 0; i < count; i++) from.send('memory:2', Uint8Array.of(i >>> 8, i & 0xff))
}

describe('a memory network', () => {
  test('numbers its transports from 1', async () => {
    const network = new MemoryNetwork()
    const open = async () => network.transport().open({ receive() {} })
    expect([await open(), await open(), await open()]).toEqual(['memory:1', 'memory:2', 'memory:3'])
  })

  test('delivers after the delay, when the clock is advanced to that time and not before', async () => {
    const { clock, a, arrivals } = await pair({ delayMs: 40 })
    a.send('memory:2', Uint8Array.of(7))
    clock.advance(39.999)
    expect(arrivals).toEqual([])
    clock.advance(100)
    expect(arrivals).toEqual([{ at: 1_040, from: 'memory:1', bytes: [7] }])
  })

  test('delivers without delay at the same time, but only when the clock is moved', async () => {
    const { clock, a, arrivals } = await pair()
    a.send('memory:2', Uint8Array.of(7))
    expect(arrivals).toEqual([])
    clock.advance(0)
    expect(arrivals).toEqual([{ at: 1_000, from: 'memory:1', bytes: [7] }])
  })

  test('keeps the order of sending when there is no jitter', async () => {
    const { clock, a, arrivals } = await pair({ delayMs: 5 })
    sendNumbers(a, 300)
    clock.advance(5)
    expect(arrivals.map(({ bytes }) => bytes)).toEqual(
      Array.from({ length: 300 }, (_, i) => [i >>> 8, i & 0xff]),
    )
  })

  test('lets messages overtake within the jitter', async () => {
    const { clock, a, arrivals } = await pair({ delayMs: 10, jitterMs: 90 })
    sendNumbers(a, 200)
    clock.advance(1_000)
    const times = arrivals.map(({ at }) => at)
    expect(times).toEqual(times.toSorted((x, y) => x - y))
    expect(Math.min(...times)).toBeGreaterThanOrEqual(1_010)
    expect(Math.min(...times)).toBeLessThan(1_015)
    expect(Math.max(...times)).toBeLessThan(1_100)
    expect(Math.max(...times)).toBeGreaterThan(1_095)
    const order = arrivals.map(({ bytes: [high = 0, low = 0] }) => high * 256 + low)
    expect(order).not.toEqual(order.toSorted((x, y) => x - y))
  })

  test('delivers an answer that a receiver sends at once', async () => {
    const { clock, network, a, arrivals } = await pair({ delayMs: 20 })
    const echo = network.transport()
    await echo.open({ receive: () => echo.send('memory:2', Uint8Array.of(9)) })
    a.send('memory:3', Uint8Array.of(1))
    clock.advance(1_000)
    expect(arrivals).toEqual([{ at: 1_040, from: 'memory:3', bytes: [9] }])
  })

  test('asks the clock for one call at a time, however many messages are under way', async () => {
    const { clock, network, a } = await pair({ delayMs: 20, jitterMs: 50 })
    sendNumbers(a, 500)
    expect([clock.pending, network.stats().inFlight]).toEqual([1, 500])
    clock.advance(30)
    expect(clock.pending).toBe(1)
    clock.advance(100)
    expect([clock.pending, network.stats().inFlight]).toEqual([0, 0])
  })

  test('asks the clock once for a burst, and once for all that the receivers of a burst send', async () => {
    const { clock, network, a, b } = await pair({ delayMs: 20 })
    const schedule = vi.spyOn(clock, 'schedule')
    sendNumbers(a, 500)
    expect(schedule).toHaveBeenCalledTimes(1)
    const echo = network.transport()
    await echo.open({ receive: (from, message) => echo.send(from, message) })
    for (let i = 0; i < 10; i++) b.send('memory:3', Uint8Array.of(i))
    clock.advance(20)
    expect([schedule.mock.calls.length, network.stats().inFlight]).toEqual([2, 10])
  })

  test('loses nothing at 0, all at 1, and about half at 0.5', async () => {
    for (const [loss, least, most] of [
      [0, 2_000, 2_000],
      [1, 0, 0],
      [0.5, 900, 1_100],
    ] as const) {
      const { clock, network, a, arrivals } = await pair({ loss })
      sendNumbers(a, 2_000)
      clock.advance(0)
      expect(arrivals.length).toBeGreaterThanOrEqual(least)
      expect(arrivals.length).toBeLessThanOrEqual(most)
      expect(network.stats().lost).toBe(2_000 - arrivals.length)
    }
  })

  test('delivers a second copy in a buffer of its own', async () => {
    const clock = new ManualClock()
    const network = new MemoryNetwork({ clock, duplicate: 1 })
    const [a, b] = [network.transport(), network.transport()]
    const received: Uint8Array[] = []
    await a.open({ receive() {} })
    await b.open({ receive: (_, message) => received.push(message) })
    a.send('memory:2', Uint8Array.of(5))
    expect(network.stats()).toMatchObject({ sent: 1, duplicated: 1, inFlight: 2, bytes: 1 })
    clock.advance(0)
    received[0]?.fill(99)
    expect(received.map((message) => [...message])).toEqual([[99], [5]])
  })

  test('delays a second copy by a jitter of its own', async () => {
    const { clock, a, arrivals } = await pair({ duplicate: 1, jitterMs: 100 })
    a.send('memory:2', Uint8Array.of(5))
    clock.advance(100)
    expect(new Set(arrivals.map(({ at }) => at)).size).toBe(2)
  })

  test('counts a message to nobody as undeliverable, also when the receiver closes while it is under way', async () => {
    const { clock, network, a, b, arrivals } = await pair({ delayMs: 10 })
    a.send('memory:77', Uint8Array.of(1))
    a.send('memory:2', Uint8Array.of(2))
    await b.close()
    clock.advance(10)
    expect(arrivals).toEqual([])
    expect(network.stats()).toMatchObject({ sent: 2, delivered: 0, undeliverable: 2 })
  })

  test('delivers what a transport sent before it was closed', async () => {
    const { clock, a, arrivals } = await pair({ delayMs: 10 })
    a.send('memory:2', Uint8Array.of(1))
    await a.close()
    clock.advance(10)
    expect(arrivals.length).toBe(1)
  })

  test('loses what is more than maxInFlight', async () => {
    const { clock, network, a, arrivals } = await pair({ delayMs: 10, maxInFlight: 3 })
    sendNumbers(a, 5)
    expect(network.stats()).toMatchObject({ sent: 5, lost: 2, inFlight: 3 })
    clock.advance(10)
    sendNumbers(a, 1)
    clock.advance(10)
    expect(arrivals.length).toBe(4)
  })

  test('takes messages up to maxMessageBytes, and says how long one may be', async () => {
    const { a } = await pair({ maxMessageBytes: 3 })
    expect(a.maxMessageBytes).toBe(3)
    a.send('memory:2', new Uint8Array(3))
    expect(() => a.send('memory:2', new Uint8Array(4))).toThrow('message must be at most 3 bytes long, got 4')
  })

  test('says what is wrong with an address', async () => {
    const { network, a } = await pair()
    const words = 'address must be "memory:" and a positive number, got "127.0.0.1:4000"'
    expect(() => a.send('127.0.0.1:4000', Uint8Array.of(1))).toThrow(words)
    expect(network.stats().sent).toBe(0)
  })

  test('goes on after a receiver that throws, although none may', async () => {
    const { clock, network, a, arrivals } = await pair({ delayMs: 10 })
    const rude = network.transport()
    await rude.open({
      receive() {
        throw new Error('oops')
      },
    })
    a.send('memory:3', Uint8Array.of(1))
    a.send('memory:2', Uint8Array.of(2))
    expect(() => clock.advance(10)).toThrow('oops')
    clock.advance(0)
    expect(arrivals.map(({ bytes }) => bytes)).toEqual([[2]])
  })

  test('takes one timer of the system clock for a whole burst', async () => {
    vi.useFakeTimers()
    const network = new MemoryNetwork()
    const [a, b] = [network.transport(), network.transport()]
    const receive = vi.fn()
    await a.open({ receive() {} })
    await b.open({ receive })
    sendNumbers(a, 1_000)
    expect(vi.getTimerCount()).toBe(1)
    vi.advanceTimersByTime(1)
    expect(receive).toHaveBeenCalledTimes(1_000)
    vi.useRealTimers()
  })
})

const network = fc.record({
  seed: fc.integer(),
  loss: fc.double({ min: 0, max: 0.5, noNaN: true }),
  duplicate: fc.double({ min: 0, max: 0.5, noNaN: true }),
  delayMs: fc.double({ min: 0, max: 50, noNaN: true }),
  jitterMs: fc.double({ min: 0, max: 50, noNaN: true }),
  maxInFlight: fc.integer({ min: 1, max: 60 }),
})
const program = fc.array(fc.tuple(fc.nat(30), fc.constantFrom('memory:1', 'memory:2', 'memory:9')), {
  maxLength: 100,
})

test('the same seed and the same calls give the same deliveries, each in its time and each counted', async () => {
  await fc.assert(
    fc.asyncProperty(network, program, async (options, sends) => {
      const first = await play(options, sends)
      expect(await play(options, sends)).toEqual(first)
      const { stats, arrivals } = first
      expect(stats.sent).toBe(sends.length)
      expect(stats.inFlight).toBe(0)
      expect(stats.sent + stats.duplicated).toBe(stats.delivered + stats.lost + stats.undeliverable)
      for (const { at, bytes } of arrivals) {
        const late = at - (1_000 + (bytes[0] ?? 0) * 256 + (bytes[1] ?? 0))
        expect(late).toBeGreaterThanOrEqual(options.delayMs - 1e-9)
        expect(late).toBeLessThanOrEqual(options.delayMs + options.jitterMs + 1e-9)
      }
    }),
  )
})

/** Sends at the given pauses; each message says how many milliseconds after the start it was sent. */
async function play(options: MemoryNetworkOptions, sends: readonly (readonly [number, string])[]) {
  const { clock, network, a, arrivals } = await pair(options)
  for (const [pauseMs, to] of sends) {
    clock.advance(pauseMs)
    const sentMs = clock.now() - 1_000
    a.send(to, Uint8Array.of(sentMs >>> 8, sentMs & 0xff))
  }
  clock.advance(1_000)
  return { arrivals, stats: network.stats() }
}

test('another loss rate leaves the delays of the other messages as they were', async () => {
  const delays = async (loss: number) => {
    const { clock, a, arrivals } = await pair({ loss, jitterMs: 100 })
    sendNumbers(a, 100)
    clock.advance(1_000)
    return new Map(arrivals.map(({ at, bytes }) => [bytes[1], at]))
  }
  const [all, some] = [await delays(0), await delays(0.3)]
  expect(some.size).toBeGreaterThan(50)
  expect(some.size).toBeLessThan(90)
  for (const [name, at] of some) expect(at).toBe(all.get(name))
})
