import type { ValueRecord } from '@kadkit/protocol'
import { describe, expect, test } from 'vitest'
import { Dice, type SimNode, type StorageMode, World } from '../../src/index.ts'
import { SimStorage } from '../../src/world/sim-storage.ts'

const dice = new Dice(1)
const value = new Uint8Array([1, 2, 3])
const publication = { publisher: dice.key(), version: 1 }

function record(first = 1): ValueRecord {
  return {
    key: dice.key(),
    value: new Uint8Array([first, 2, 3]),
    expiresAt: 1_800_000_000_000,
    cached: false,
    publication,
  }
}

describe('a storage', () => {
  test('gives back what it was given, in memory of its own, until it is dropped', () => {
    const storage = new SimStorage()
    const given = record()
    expect(storage.save('held', given)).toBe(true)
    given.value[0] = 99
    expect(storage.load('held', given.key)).toEqual({ ...given, value })
    expect([storage.size, storage.all()]).toEqual([1, [{ ...given, value }]])
    storage.drop('held', given.key)
    expect([storage.load('held', given.key), storage.size]).toEqual(['none', 0])
  })

  test('has one record for a key, the last, and keeps the order of the first writes', () => {
    const storage = new SimStorage()
    const [a, b] = [record(), record()]
    for (const given of [a, b, { ...a, cached: true }]) storage.save('held', given)
    expect(storage.all()).toEqual([{ ...a, cached: true }, b])
  })

  test('is empty when the disk is gone', () => {
    const storage = new SimStorage()
    storage.save('held', record())
    storage.clear()
    expect([storage.size, storage.all()]).toEqual([0, []])
  })

  test.each<[StorageMode, ReturnType<SimStorage['save']>, boolean, number]>([
    ['works', true, true, 2],
    ['fails', false, false, 1],
    ['hangs', undefined, false, 1],
    ['loses', true, true, 1],
  ])(
    'that %s answers a write with %s, finds what was there: %s, and has %i records then',
    (mode, saved, finds, size) => {
      const storage = new SimStorage()
      const [old, fresh] = [record(), record()]
      storage.save('held', old)
      storage.mode = mode
      expect(storage.save('held', fresh)).toBe(saved)
      expect(storage.load('held', old.key)).toEqual(finds ? old : mode === 'hangs' ? undefined : 'none')
      expect([storage.size, storage.peek(old.key)]).toEqual([size, old])
    },
  )
})

describe('a node whose storage', () => {
  /** Two nodes, of which the second has such a storage; each of them is one of the k closest to any key. */
  function pair(mode: StorageMode, storageMs = 0): { world: World; a: SimNode; b: SimNode } {
    const world = new World({ seed: 1, storageMs })
    const [a, b] = [world.addNode(), world.addNode()]
    world.settle(b.join([a.contact.address]))
    world.run(5_000)
    b.storage.mode = mode
    return { world, a, b }
  }
  const store = () =>
    ({ type: 'store', key: dice.key(), value, ttlSeconds: 60, cached: false, publication }) as const

  test('works says stored, after as long as the storage takes', () => {
    const { world, a, b } = pair('works', 25)
    const operation = a.call(b.contact, store())
    expect(world.settle(operation)).toMatchObject({ type: 'answered', reply: { type: 'stored' } })
    expect((operation.settledAt ?? 0) - operation.startedAt).toBe(125)
  })

  test('fails refuses to store, and is a failure of the put', () => {
    const { world, a, b } = pair('fails')
    expect(world.settle(a.call(b.contact, store()))).toMatchObject({
      reply: { type: 'refused', refusal: 'failed' },
    })
    const put = world.settle(a.put(dice.key(), value))
    expect(put).toMatchObject({ type: 'stored', stored: [a.contact], failed: [b.contact] })
  })

  test('and those of all others fail has nobody who stores', () => {
    const { world, a, b } = pair('fails')
    a.storage.mode = 'fails'
    expect(world.settle(b.put(dice.key(), value))).toMatchObject({ type: 'failed', reason: 'not-stored' })
  })

  test('fails later has lost what it held, for a get', () => {
    const { world, a, b } = pair('works')
    const key = dice.key()
    world.settle(a.put(key, value))
    for (const { storage } of [a, b]) storage.mode = 'fails'
    expect(world.settle(b.get(key))).toEqual({ type: 'no-value' })
    expect(b.engine.size.values).toBe(0)
  })

  test('hangs does not answer a store, and other things as always', () => {
    const { world, a, b } = pair('hangs')
    expect(world.settle(a.call(b.contact, store()))).toMatchObject({ type: 'failed', reason: 'no-answer' })
    expect(world.settle(a.call(b.contact, { type: 'ping' }))).toMatchObject({ reply: { type: 'pong' } })
  })

  test('loses says stored, and has nothing when it is asked', () => {
    const { world, a, b } = pair('loses')
    const request = store()
    expect(world.settle(a.call(b.contact, request))).toMatchObject({ reply: { type: 'stored' } })
    const asked = world.settle(a.call(b.contact, { type: 'find-value', key: request.key }))
    expect(asked).toMatchObject({ reply: { type: 'nodes' } })
  })
})
