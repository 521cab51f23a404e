import { compareDistance } from '@kadkit/key'
import { Dice } from '@kadkit/simulator'
import { expect, test } from 'vitest'
import { PerfectNetwork } from '../../src/machines/perfect-network.ts'
import { walkTables } from '../../src/machines/table-walk.ts'

const options = { nodes: 500, k: 8, bucketSize: 8, seed: 1 }

test('the closest are those that sorting all would give', () => {
  const network = new PerfectNetwork(options)
  const dice = new Dice(2)
  for (let i = 0; i < 50; i++) {
    const target = i % 2 === 0 ? dice.key() : (network.contacts[i]?.key ?? dice.key())
    const sorted = network.contacts.toSorted((a, b) => compareDistance(target, a.key, b.key))
    expect(network.closest(target, 8)).toEqual(sorted.slice(0, 8))
    expect(network.closest(target, 600, sorted[3]?.key)).toEqual(sorted.toSpliced(3, 1))
  }
})

test('a node answers with k others, never with the asker, and every time with the same', () => {
  const network = new PerfectNetwork(options)
  const dice = new Dice(3)
  for (const [index, contact] of network.contacts.entries()) {
    const target = dice.key()
    const asker = network.known(index, target)[0]?.key ?? target
    const listed = network.answer(contact, target, asker)
    expect(listed).toHaveLength(8)
    expect(listed.some(({ key }) => key.equals(asker) || key.equals(contact.key))).toBe(false)
    expect(network.answer(contact, target, asker)).toEqual(listed)
  }
})

test('a table answers the same whatever it was asked before', () => {
  const [fresh, used] = [new PerfectNetwork(options), new PerfectNetwork(options)]
  const dice = new Dice(4)
  for (let i = 0; i < 200; i++) used.known(7, dice.key())
  for (let i = 0; i < 200; i++) {
    const target = dice.key()
    expect(used.known(7, target)).toEqual(fresh.known(7, target))
  }
})

test('lookups on it are exact, at every alpha and with every bucket size', () => {
  for (const [alpha, bucketSize] of [
    [1, 8],
    [3, 4],
    [10, 20],
  ] as const) {
    const network = new PerfectNetwork({ ...options, bucketSize })
    const dice = new Dice(5)
    for (let i = 0; i < 50; i++) {
      const from = dice.below(500)
      const target = dice.key()
      const walk = walkTables(network, from, target, { k: 8, alpha, roundTrip: () => dice.exponential(1) })
      expect(walk.closest).toEqual(network.closest(target, 8, network.contacts[from]?.key))
      expect(walk.messages).toBeGreaterThanOrEqual(8)
    }
  }
})

test('a walk ends where its watcher says so', () => {
  const network = new PerfectNetwork(options)
  let asked = 0
  const walk = walkTables(network, 0, new Dice(6).key(), { k: 8, alpha: 1, asked: () => ++asked === 3 })
  expect(walk).toEqual({ messages: 3, endedAt: 2, closest: [] })
})
