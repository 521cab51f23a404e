/** Putting and getting: what goes in, what comes out, what is refused. */

import { ManualClock } from '@kadkit/clock'
import { Key, keyOf } from '@kadkit/key'
import { maxValueBytes } from '@kadkit/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FoundValue, type KeyInput, ValueTooLargeError } from '../src/index.ts'
import { errorOf } from './support/rejection.ts'
import { World } from './support/world.ts'

const bytes = (...values: number[]) => new Uint8Array(values)

describe('in a network of five', () => {
  let world: World
  beforeAll(async () => {
    world = await World.joined(5)
  })
  afterAll(() => world.close())

  const put = (...args: Parameters<World['members'][0]['node']['put']>) =>
    world.settle(world.node(1).put(...args))
  const get = (key: KeyInput) => world.settle(world.node(4).get(key))
  const sent = () => world.nodes.reduce((sum, node) => sum + node.stats().sent, 0)

  test('text comes back as text, and as its UTF-8 bytes', async () => {
    await put('text', 'grüße, 👋')
    const found = await get('text')
    expect(found).toBeInstanceOf(FoundValue)
    expect(found?.text()).toBe('grüße, 👋')
    expect(found?.bytes).toEqual(new TextEncoder().encode('grüße, 👋'))
  })

  test('bytes come back as they were, and are no Buffer', async () => {
    const all = Uint8Array.from({ length: 256 }, (_, i) => i)
    await put('bytes', Buffer.from(all))
    const found = await get('bytes')
    expect(found?.bytes).toEqual(all)
    expect(found?.bytes.constructor).toBe(Uint8Array)
  })

  test('bytes that are not UTF-8 read as replacement characters', async () => {
    await put('latin', bytes(0x67, 0xfc))
    expect((await get('latin'))?.text()).toBe('g\ufffd')
  })

  test('a view of a larger buffer is stored alone', async () => {
    const large = new Uint8Array(1_000).fill(7)
    large.set([1, 2, 3], 500)
    await put('view', large.subarray(500, 503))
    expect((await get('view'))?.bytes).toEqual(bytes(1, 2, 3))
  })

  test('an empty value is a value', async () => {
    await put('empty text', '')
    await put('empty bytes', new Uint8Array(0))
    expect((await get('empty text'))?.text()).toBe('')
    expect((await get('empty bytes'))?.bytes).toEqual(new Uint8Array(0))
  })

  test('a key is the same as text, as its UTF-8 bytes, as a Buffer and as the Key that they hash to', async () => {
    await put('straße', 'found')
    const name = new TextEncoder().encode('straße')
    for (const key of [name, Buffer.from(name), keyOf('straße')]) {
      expect((await get(key))?.text()).toBe('found')
    }
  })

  test('a Key is used as it is, not hashed again', async () => {
    const key = Key.fromHex('07'.repeat(32))
    await put(key, 'at 0707…')
    expect((await get(key))?.text()).toBe('at 0707…')
    expect(await get(key.toBytes())).toBeUndefined()
  })

  test.each(['', '__proto__', 'a\0b', ' ', 'x'.repeat(100_000)])(
    'the name that begins with %.10j is a name like others',
    async (name) => {
      await put(name, `of ${name.length}`)
      expect((await get(name))?.text()).toBe(`of ${name.length}`)
    },
  )

  test('names are not normalised: two ways to write é are two names', async () => {
    await put('caf\u00e9', 'composed')
    expect(await get('cafe\u0301')).toBeUndefined()
  })

  test('a value that its owner changes after put is stored as it was', async () => {
    const value = bytes(1, 2, 3)
    const putting = put('changed', value)
    value.fill(9)
    await putting
    expect((await get('changed'))?.bytes).toEqual(bytes(1, 2, 3))
  })

  test('a key that its owner changes after put is looked for as it was', async () => {
    const name = bytes(1, 2, 3)
    const putting = put(name, 'kept')
    name.fill(9)
    await putting
    expect((await get(bytes(1, 2, 3)))?.text()).toBe('kept')
  })

  test('the last put of a key wins', async () => {
    await put('twice', 'first')
    await put('twice', 'second')
    for (const node of world.nodes) expect((await world.settle(node.get('twice')))?.text()).toBe('second')
  })

  test('a missing key is undefined, not an error', async () => {
    expect(await get('nobody put this')).toBeUndefined()
  })

  test('a put says who stored it: all five, ourselves among them', async () => {
    const { stored, failed } = await put('reported', 'value')
    const addresses = world.nodes.map(({ self }) => self.address)
    expect(stored.map(({ address }) => address).toSorted()).toEqual(addresses)
    expect(stored).toContainEqual(world.node(1).self)
    expect(failed).toEqual([])
  })

  test('a found value names its holder and its end', async () => {
    const { stored } = await put('holder', 'value', { ttlMs: 60_000 })
    const found = await get('holder')
    expect(stored).toContainEqual(found?.holder)
    const left = (found?.expiresAt ?? 0) - world.clock.now()
    expect(left).toBeGreaterThan(57_000)
    expect(left).toBeLessThanOrEqual(60_000)
  })

  test('the longest value that fits passes, and one byte more is refused before anything is sent', async () => {
    const most = maxValueBytes(1_200)
    await put('longest', new Uint8Array(most).fill(1))
    expect((await get('longest'))?.bytes.length).toBe(most)
    const before = sent()
    const error = await errorOf(put('too long', new Uint8Array(most + 1)))
    expect(error).toBeInstanceOf(ValueTooLargeError)
    expect(error).toMatchObject({ code: 'value-too-large', valueBytes: most + 1, maxValueBytes: most })
    expect(error.message).toContain(`${most + 1} bytes`)
    expect(error.message).toContain(`${most} bytes`)
    expect(sent()).toBe(before)
    expect(world.node(1).stats().operations).toBe(0)
  })

  test('text is measured in bytes, not in characters', async () => {
    const most = maxValueBytes(1_200)
    expect(await errorOf(put('wide', 'é'.repeat(most / 2 + 1)))).toMatchObject({
      valueBytes: 2 * Math.floor(most / 2 + 1),
    })
    await put('wide', 'é'.repeat(most / 2))
  })

  test.each([
    [undefined, /^value .*undefined/],
    [null, /^value .*null/],
    [7, /^value .*number/],
    [[1, 2], /^value .*Array/],
    [new ArrayBuffer(3), /^value .*ArrayBuffer/],
    [new Uint16Array(3), /^value .*Uint16Array/],
    ['\ud800', /^value .*lone surrogate/],
    ['a\udc00b', /^value .*lone surrogate/],
  ])('the value %j is refused, and nothing is sent', async (value, said) => {
    const before = sent()
    const error = await errorOf(put('key', value as unknown as string))
    expect(error).toBeInstanceOf(TypeError)
    expect(error.message).toMatch(said)
    expect(sent()).toBe(before)
  })

  test.each([
    [undefined, /^key .*undefined/],
    [null, /^key .*null/],
    [7, /^key .*number/],
    [Symbol('key'), /^key .*symbol/],
    [{ toString: () => 'key' }, /^key .*Object/],
    [new ArrayBuffer(32), /^key .*ArrayBuffer/],
    ['\ud800', /lone surrogate/],
    ['\udfff', /lone surrogate/],
  ])('the key %s is refused by all that takes one, and nothing is sent', async (key, said) => {
    const before = sent()
    const wrong = key as unknown as string
    const { rpc } = world.node(0)
    const { self } = world.node(1)
    const calls = [
      () => world.node(0).put(wrong, 'value'),
      () => world.node(0).get(wrong),
      () => world.node(0).find(wrong),
      () => rpc.store(self, wrong, 'value'),
      () => rpc.findNode(self, wrong),
      () => rpc.findValue(self, wrong),
    ]
    for (const call of calls) {
      const error = await errorOf(call())
      expect(error).toBeInstanceOf(TypeError)
      expect(error.message).toMatch(said)
    }
    expect(() => world.node(0).walk(wrong)).toThrow(said)
    expect(sent()).toBe(before)
  })

  test.each([0, -1, 0.5, Number.NaN, Number.NEGATIVE_INFINITY, 4_294_967_295_001])(
    'a ttlMs of %s is refused with a RangeError, and nothing is sent',
    async (ttlMs) => {
      const before = sent()
      const error = await errorOf(put('key', 'value', { ttlMs }))
      expect(error).toBeInstanceOf(RangeError)
      expect(error.message).toContain(`ttlMs must be 1 to 4294967295000 milliseconds, got ${ttlMs}`)
      expect(sent()).toBe(before)
    },
  )

  test.each(['60', 1n, [], true])('a ttlMs of %s is refused with a TypeError', async (ttlMs) => {
    const error = await errorOf(put('key', 'value', { ttlMs: ttlMs as unknown as number }))
    expect(error).toBeInstanceOf(TypeError)
    expect(error.message).toMatch(/^ttlMs must be a number, got /)
  })

  test.each([1, 1_000, 2 ** 31, 4_294_967_295_000])('a ttlMs of %s is fine', async (ttlMs) => {
    const { stored, failed } = await put(`for ${ttlMs}`, 'value', { ttlMs })
    expect([stored.length, failed.length]).toEqual([5, 0])
  })

  test('10,000 gets at once all settle', async () => {
    await put('popular', 'value')
    const gets = Array.from({ length: 10_000 }, (_, i) =>
      world.node(i % 5).get(i % 10 === 0 ? 'none' : 'popular'),
    )
    const found = await world.settle(Promise.all(gets))
    expect(found.filter((value) => value?.text() === 'value').length).toBe(9_000)
    expect(found.filter((value) => value === undefined).length).toBe(1_000)
    expect(world.nodes.map((node) => node.stats().operations)).toEqual([0, 0, 0, 0, 0])
  }, 60_000)
})

describe('time', () => {
  test('a value is gone everywhere when its ttl has passed, and not before', async () => {
    const world = await World.joined(3)
    await world.settle(world.node(0).put('short', 'value', { ttlMs: 60_000 }))
    await world.pass(55_000)
    expect((await world.settle(world.node(2).get('short')))?.text()).toBe('value')
    await world.pass(5_000)
    for (const node of world.nodes) expect(await world.settle(node.get('short'))).toBeUndefined()
    expect(world.nodes.map((node) => node.stats().values)).toEqual([0, 0, 0])
    await world.close()
  })

  test('a value lives until it is removed when its put says nothing, and then for config.ttlMs', async () => {
    const world = await World.joined(3, { config: { ttlMs: 20_000 } })
    const [publisher, , other] = world.nodes
    if (publisher === undefined || other === undefined) throw new Error('too few nodes')
    await world.settle(publisher.put('default', 'value'))
    expect(publisher.stats().own).toBe(1)
    for (let i = 0; i < 10; i++) {
      await world.pass(15_000)
      expect(await world.settle(other.get('default'))).toBeDefined()
    }
    expect([publisher.remove('default'), publisher.remove('default')]).toEqual([true, false])
    await world.pass(20_000)
    expect(await world.settle(other.get('default'))).toBeUndefined()
    expect(await world.settle(publisher.get('default'))).toBeUndefined()
    await world.close()
  })
})

describe('alone', () => {
  test('a node puts to itself, and gets from itself', async () => {
    const world = await World.joined(1)
    const node = world.node(0)
    expect(await world.settle(node.put('key', 'value'))).toEqual({ stored: [node.self], failed: [] })
    const found = await world.settle(node.get('key'))
    expect([found?.text(), found?.holder]).toEqual(['value', node.self])
    expect(node.stats().sent).toBe(0)
    await world.close()
  })

  test('what is found may be changed by its finder', async () => {
    const world = await World.joined(1)
    await world.settle(world.node(0).put('key', 'value'))
    const found = await world.settle(world.node(0).get('key'))
    found?.bytes.fill(0)
    expect((await world.settle(world.node(0).get('key')))?.text()).toBe('value')
    await world.close()
  })

  test('what is found says who published it, and of two values the newer one is found', async () => {
    const world = await World.joined(3)
    const [first, second] = [world.node(1), world.node(2)]
    await world.settle(first.put('key', 'old'))
    const older = await world.settle(second.get('key'))
    expect(older?.publication.publisher).toEqual(first.self.key)
    await world.pass(10)
    await world.settle(second.put('key', 'new'))
    const newer = await world.settle(first.get('key'))
    expect([newer?.text(), newer?.publication.publisher]).toEqual(['new', second.self.key])
    expect(newer?.publication.version).toBeGreaterThan(older?.publication.version ?? Number.NaN)
    await world.close()
  })

  test('a put that comes too late for a newer value fails as outdated', async () => {
    const world = await World.joined(1)
    await world.settle(world.node(0).put('key', 'newest'))
    const behind = await world.add({ clock: new ManualClock(5), config: { maxValues: 0 } })
    const error = await errorOf(world.settle(behind.node.put('key', 'older')))
    expect([error.name, error.code]).toEqual(['NodeError', 'outdated'])
    expect(await world.settle(behind.node.rpc.store(world.node(0).self, 'key', 'older'))).toBe(false)
    expect((await world.settle(behind.node.get('key')))?.text()).toBe('newest')
    await world.close()
  })

  test('a node without room stores nothing, and says so', async () => {
    const world = await World.joined(1, { config: { maxValues: 0 } })
    const error = await errorOf(world.settle(world.node(0).put('key', 'value')))
    expect([error.name, error.code]).toEqual(['NodeError', 'not-stored'])
    await world.close()
  })
})

test('a put reports who should have stored the value and did not', async () => {
  const world = await World.joined(3)
  const full = await world.add({ config: { maxValues: 0 } })
  const { stored, failed } = await world.settle(world.node(1).put('key', 'value'))
  expect(failed).toEqual([full.node.self])
  expect(stored.length).toBe(3)
  await world.close()
})

test('the copy that a get leaves behind is sent again as it was, whatever its finder did to the bytes', async () => {
  const world = await World.joined(4, { config: { k: 1 } })
  // The one holder (k = 1) is not the one that the next get asks first, so that somebody answers without the value.
  const reader = world.member(3)
  const key = await keyWithLateHolder(world)
  let lost = 0
  reader.transport.lets = ({ message }) => !(message.length > 150 && lost++ === 0)
  const found = await world.settle(reader.node.get(key))
  found?.bytes.fill(0)
  await world.rest()
  expect(lost).toBeGreaterThan(1)
  for (const { node } of world.members) {
    for await (const { value } of node.values()) expect(value).toEqual(new Uint8Array(120).fill(7))
  }
  await world.close()
})

/** Puts until the reader has to ask somebody who does not have the value before it reaches the one that has. */
async function keyWithLateHolder(world: World): Promise<string> {
  for (let i = 0; i < 100; i++) {
    const key = `key ${i}`
    const { stored } = await world.settle(world.node(0).put(key, new Uint8Array(120).fill(7)))
    const steps = await world.settle(walked(world, key))
    if (steps.length > 1 && steps.at(-1) === stored[0]?.address) return key
  }
  throw new Error('no such key')
}

async function walked(world: World, key: string): Promise<string[]> {
  const asked: string[] = []
  for await (const step of world.node(3).walk(key))
    if (step.type === 'asked') asked.push(step.contact.address)
  return asked
}
