import { describe, expect, test } from 'vitest'
import { mean } from '../../src/measures/quantile.ts'
import { Network, type NetworkOptions, type Station } from '../../src/network/network.ts'
import { Dice } from '../../src/random/dice.ts'

const TIMES = 20_000
const [a, b, c]: [Station, Station, Station] = [station(1), station(2), station(3)]

function station(host: number, slowMs = 0): Station {
  return { host, slowMs }
}

function network(options: NetworkOptions = {}): Network {
  return new Network(options, new Dice(1))
}

function delays(of: Network, times: number = TIMES): number[] {
  return Array.from({ length: times }, () => of.delayMs(a, b))
}

function share(happens: () => boolean): number {
  return Array.from({ length: TIMES }, happens).filter(Boolean).length / TIMES
}

describe('a network', () => {
  test('without options takes 50 ms each way, and neither loses nor doubles anything', () => {
    const plain = network()
    expect(new Set(delays(plain, 100))).toEqual(new Set([50]))
    expect(plain.rttMs(a, b)).toBe(100)
    expect(share(() => plain.loses())).toBe(0)
    expect(share(() => plain.duplicates())).toBe(0)
  })

  test('loses and doubles the shares that it is told to, also when they are changed', () => {
    const bad = network({ loss: 0.2, duplicate: 0.05 })
    expect(share(() => bad.loses())).toBeCloseTo(0.2, 2)
    expect(share(() => bad.duplicates())).toBeCloseTo(0.05, 2)
    bad.loss = 0
    bad.duplicate = 1
    expect(share(() => bad.loses())).toBe(0)
    expect(share(() => bad.duplicates())).toBe(1)
  })

  test('adds a jitter of up to the part that it is told to', () => {
    const times = delays(network({ jitter: 0.4 }))
    expect(Math.min(...times)).toBeGreaterThanOrEqual(50)
    expect(Math.max(...times)).toBeLessThanOrEqual(70)
    expect(mean(times)).toBeCloseTo(60, 0)
  })

  test('delays the share that it is told to, by up to what it is told to', () => {
    const times = delays(network({ reorder: { share: 0.1, extraMs: 1_000 } }))
    const late = times.filter((ms) => ms > 50)
    expect(late.length / TIMES).toBeCloseTo(0.1, 2)
    expect(Math.max(...late)).toBeLessThanOrEqual(1_050)
    expect(Math.abs(mean(late) - 550)).toBeLessThan(30)
  })

  test('that is slow takes as many times longer', () => {
    const slow = network()
    slow.slowness = 10
    expect(slow.delayMs(a, b)).toBe(500)
    expect(slow.rttMs(a, b)).toBe(100)
  })

  test('adds what the receiver, not the sender, takes to look at it', () => {
    expect(network().delayMs(a, station(4, 30))).toBe(80)
    expect(network().delayMs(station(4, 30), a)).toBe(50)
  })

  test('has delays of whole parts of a millisecond, of which sums are exact', () => {
    const times = delays(network({ latency: { model: 'king' }, jitter: 0.5 }), 1_000)
    expect(times.every((ms) => Number.isInteger(1_024 * ms))).toBe(true)
  })

  test('blocks one direction of a partition until it is healed', () => {
    const parted = network()
    const wall = parted.partition([a, b], [c])
    expect([parted.blocks(a, c), parted.blocks(b, c)]).toEqual([true, true])
    expect([parted.blocks(c, a), parted.blocks(a, b), parted.blocks(c, c)]).toEqual([false, false, false])
    wall.heal()
    expect(parted.blocks(a, c)).toBe(false)
  })

  test('blocks while any of several partitions does', () => {
    const parted = network()
    const [first, second] = [parted.partition([a], [b]), parted.partition([a], [b, c])]
    first.heal()
    first.heal()
    expect([parted.blocks(a, b), parted.blocks(a, c)]).toEqual([true, true])
    second.heal()
    expect([parted.blocks(a, b), parted.blocks(a, c)]).toEqual([false, false])
  })

  test('draws the same for the same dice', () => {
    const options: NetworkOptions = { latency: { model: 'lognormal' }, jitter: 0.1, loss: 0.5 }
    expect(delays(network(options), 100)).toEqual(delays(network(options), 100))
  })
})

test.each<[NetworkOptions, string]>([
  [{ loss: -0.1 }, 'loss'],
  [{ loss: 1.1 }, 'loss'],
  [{ loss: Number.NaN }, 'loss'],
  [{ duplicate: 2 }, 'duplicate'],
  [{ jitter: -1 }, 'jitter'],
  [{ reorder: { share: 1.5, extraMs: 1 } }, 'reorder.share'],
  [{ reorder: { share: 0.5, extraMs: -1 } }, 'reorder.extraMs'],
  [{ latency: { model: 'unit', rttMs: -1 } }, 'rttMs'],
])('%j is refused, and %s named', (options, name) => {
  expect(() => network(options)).toThrow(RangeError)
  expect(() => network(options)).toThrow(name)
})
