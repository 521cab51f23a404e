/** A storage that fails, hangs or lies: the node lives, and counts. */

import { keyOf } from '@kadkit/key'
import { encodeRecord, type NodeEvent } from '@kadkit/protocol'
import { describe, expect, test } from 'vitest'
import { createNode } from '../src/index.ts'
import { hangs, KeptStorage, rejects, throws } from './support/kept-storage.ts'
import { errorOf, reasonOf } from './support/rejection.ts'
import { TapTransport } from './support/tap-transport.ts'
import { all, turn, World } from './support/world.ts'

const name = (key: string) => `value/${keyOf(key).toHex()}`
const record = (key: string, expiresAt: number) =>
  encodeRecord({
    key: keyOf(key),
    value: new Uint8Array([1]),
    expiresAt,
    cached: false,
    publication: { publisher: keyOf('me'), version: 1 },
  })

/** A node alone, on a storage of its own that holds one value, which it does not publish any more. */
async function alone() {
  const world = new World()
  const storage = new KeptStorage()
  const { node } = await world.add({ storage })
  await world.settle(node.put('key', 'value'))
  node.remove('key')
  return { world, storage, node }
}

describe.each([
  ['rejects', rejects],
  ['throws', throws],
])('a storage that %s', (_, fault) => {
  test('in put stores nothing: a put alone fails, and is counted', async () => {
    const { world, storage, node } = await alone()
    storage.faults.set('put', fault)
    expect((await errorOf(world.settle(node.put('other', 'value')))).code).toBe('not-stored')
    expect(node.stats()).toMatchObject({ storageErrors: 1, values: 1, operations: 0 })
    storage.faults.clear()
    expect((await world.settle(node.put('other', 'value'))).stored).toEqual([node.self])
    await node.close()
  })

  test('in put is a failed replica in the report of another node', async () => {
    const world = await World.joined(3)
    const storage = new KeptStorage()
    const broken = await world.add({ storage })
    storage.faults.set('put', fault)
    const { stored, failed } = await world.settle(world.node(0).put('key', 'value'))
    expect([stored.length, failed]).toEqual([3, [broken.node.self]])
    await world.close()
  })

  test('in get has not lost the value, which is found elsewhere meanwhile', async () => {
    const world = await World.joined(3)
    const storage = new KeptStorage()
    const { node } = await world.add({ storage })
    await world.settle(world.node(0).put('key', 'value'))
    const events: NodeEvent[] = []
    node.subscribe((event) => events.push(event))
    storage.faults.set('get', fault)
    const found = await world.settle(node.get('key'))
    expect(found?.text()).toBe('value')
    expect(found?.holder).not.toEqual(node.self)
    expect(node.stats()).toMatchObject({ storageErrors: 1, values: 1 })
    expect(events.filter(({ type }) => type === 'value-dropped')).toEqual([])
    storage.faults.clear()
    expect((await world.settle(node.get('key')))?.holder).toEqual(node.self)
    await world.close()
  })

  test.each(['put', 'get'] as const)('in %s for two days ends no publication', async (call) => {
    const world = await World.joined(3)
    const storage = new KeptStorage()
    const { node } = await world.add({ storage })
    await world.settle(node.put('key', 'value'))
    storage.faults.set(call, fault)
    await world.pass(2 * 24 * 3_600_000)
    expect(node.stats().own).toBe(1)
    storage.faults.clear()
    await world.pass(24 * 3_600_000)
    expect((await world.settle(world.node(0).get('key')))?.text()).toBe('value')
    await world.close()
  })

  test('in get leaves other nodes their way to the value', async () => {
    const world = await World.joined(4)
    const storage = new KeptStorage()
    await world.add({ storage })
    await world.settle(world.node(0).put('key', 'value'))
    storage.faults.set('get', fault)
    for (const node of world.nodes.slice(0, 4))
      expect((await world.settle(node.get('key')))?.text()).toBe('value')
    await world.close()
  })

  test('in delete is counted, and the value is gone all the same', async () => {
    const { world, storage, node } = await alone()
    await world.settle(node.put('short', 'value', { ttlMs: 1_000 }))
    storage.faults.set('delete', fault)
    await world.pass(2_000)
    // It was held, and it was our own.
    expect(node.stats()).toMatchObject({ storageErrors: 2, values: 1, own: 0 })
    expect(await world.settle(node.get('short'))).toBeUndefined()
    await node.close()
  })

  test('in entries fails the start with its own error, and everything is closed', async () => {
    const world = new World()
    const storage = new KeptStorage()
    const transport = new TapTransport(world.network.transport())
    storage.faults.set('entries', fault)
    const error = await errorOf(createNode({ ...world.parts(transport), storage }))
    expect(error.message).toMatch(/^the disk is/)
    expect([transport.closed, storage.closed]).toEqual([1, 1])
  })

  test('in close does not hide why the start failed', async () => {
    const world = new World()
    const storage = new KeptStorage()
    storage.faults.set('close', fault)
    const start = createNode({ ...world.parts(), storage, bootstrap: ['memory:99'] })
    expect((await errorOf(world.settle(start))).code).toBe('no-bootstrap')
  })

  test('in close rejects close, after the transport was closed', async () => {
    const world = new World()
    const storage = new KeptStorage()
    const { node, transport } = await world.add({ storage })
    storage.faults.set('close', fault)
    expect((await errorOf(node.close())).message).toMatch(/^the disk is/)
    expect(transport.closed).toBe(1)
  })
})

describe('a storage that hangs', () => {
  test('in put holds up that put alone, which can be aborted', async () => {
    const { world, storage, node } = await alone()
    storage.faults.set('put', hangs)
    const controller = new AbortController()
    const hung = reasonOf(node.put('other', 'value', { signal: controller.signal }))
    await world.pass(9_000)
    expect(node.stats().operations).toBe(1)
    expect((await world.settle(node.get('key')))?.text()).toBe('value')
    controller.abort('enough')
    expect(await hung).toBe('enough')
    expect(node.stats().operations).toBe(0)
    await node.close()
  })

  test('in put holds it up for ten seconds: then it has failed, and a late end changes nothing', async () => {
    const { world, storage, node } = await alone()
    let end: (value?: unknown) => void = () => {}
    storage.faults.set('put', () => new Promise((resolve) => (end = resolve)))
    const before = world.clock.now()
    expect((await errorOf(world.settle(node.put('other', 'value')))).code).toBe('not-stored')
    expect(world.clock.now() - before).toBe(10_000)
    end()
    await world.rest()
    expect(node.stats()).toMatchObject({ operations: 0, values: 1 })
    await node.close()
  })

  test('in get holds it up for ten seconds: then others are asked, and the value stays', async () => {
    const world = await World.joined(3)
    const storage = new KeptStorage()
    const { node } = await world.add({ storage })
    await world.settle(world.node(0).put('key', 'value'))
    storage.faults.set('get', hangs)
    const before = world.clock.now()
    const found = await world.settle(node.get('key'))
    expect([found?.text(), found?.holder.address === node.self.address]).toEqual(['value', false])
    expect(world.clock.now() - before).toBeGreaterThanOrEqual(10_000)
    expect(world.clock.now() - before).toBeLessThan(11_000)
    expect(node.stats()).toMatchObject({ operations: 0, values: 1 })
    await world.close()
  })

  test('in get holds up that get alone, and close ends it', async () => {
    const { storage, node } = await alone()
    storage.faults.set('get', hangs)
    const hung = errorOf(node.get('key'))
    await turn()
    await node.close()
    expect((await hung).code).toBe('closed')
  })

  test('in all calls leaves the node what needs no storage; beyond the limit others are told that it is busy', async () => {
    const world = await World.joined(2, { config: { maxTickets: 3 } })
    const storage = new KeptStorage()
    const { node } = await world.add({ storage, config: { maxTickets: 3 } })
    storage.faults.set('put', hangs)
    for (let i = 0; i < 3; i++)
      void world
        .node(0)
        .rpc.store(node.self, `key ${i}`, 'value')
        .catch(() => {})
    await world.pass(5_000)
    const { refused = 0 } = node.stats().sentByType
    expect(await world.settle(world.node(0).rpc.store(node.self, 'one more', 'value'))).toBe(false)
    expect(node.stats().sentByType.refused).toBe(refused + 1)
    expect(await world.settle(world.node(0).rpc.ping(node.self))).toBe(true)
    expect((await world.settle(node.find('any'))).length).toBe(3)
    await world.close()
  })
})

const garbage: readonly [string, unknown][] = [
  ['damaged bytes', new Uint8Array([1, 0xff, 0xff, 0xff])],
  ['no bytes', new Uint8Array(0)],
  ["another key's record", record('another', 1e15)],
  ['a record that has no end', record('key', 1e15).subarray(0, 20)],
  ['null', null],
  ['text', 'value'],
]

describe.each(garbage)('a storage that gives %s', (_, given) => {
  test('for a value has lost it, which is counted', async () => {
    const { world, storage, node } = await alone()
    storage.faults.set('get', () => Promise.resolve(given))
    expect(await world.settle(node.get('key'))).toBeUndefined()
    expect(node.stats()).toMatchObject({ storageErrors: 1, values: 0, operations: 0 })
    await node.close()
  })

  test('for a value has none for values()', async () => {
    const { storage, node } = await alone()
    storage.faults.set('get', () => Promise.resolve(given))
    expect(await all(node.values())).toEqual([])
    expect(node.stats().storageErrors).toBe(1)
    await node.close()
  })
})

describe('a record that cannot be read at the start', () => {
  const bad = new Uint8Array([1, 2, 3])

  async function started(entries: readonly (readonly [name: string, bytes: Uint8Array])[]) {
    const world = new World()
    const storage = new KeptStorage()
    for (const [each, bytes] of entries) storage.kept.set(each, bytes)
    const { node } = await world.add({ storage })
    return { world, storage, node }
  }

  test('is passed over and counted, and removed: who else holds it will bring it again', async () => {
    const good = record('good', 2_000_000)
    const { world, storage, node } = await started([
      [name('good'), good],
      [name('bad'), bad],
      [name('empty'), new Uint8Array()],
      [name('misnamed'), good],
    ])
    expect(node.stats()).toMatchObject({ storageErrors: 3, values: 1 })
    expect((await world.settle(node.get('good')))?.bytes).toEqual(new Uint8Array([1]))
    await node.close()
    expect([...storage.kept.keys()].toSorted()).toEqual(['node/state', name('good')].toSorted())
  })

  test('stays when it is our own, of a later version, or none of ours', async () => {
    const own = name('own').replace('value/', 'own/')
    const kept: [string, Uint8Array][] = [
      [own, bad],
      [name('later'), new Uint8Array([2, 3])],
      ['settings', bad],
    ]
    const { storage, node } = await started(kept)
    expect(node.stats()).toMatchObject({ storageErrors: 2, values: 0, own: 0 })
    await node.close()
    for (const [each, bytes] of kept) expect(storage.kept.get(each)).toEqual(bytes)
  })

  test('stays when the storage cannot remove it, which is counted, too', async () => {
    const storage = new KeptStorage()
    storage.kept.set(name('bad'), bad)
    storage.faults.set('delete', rejects)
    const { node } = await new World().add({ storage })
    await turn()
    expect(node.stats()).toMatchObject({ storageErrors: 2 })
    await node.close()
  })

  test('does not take along what was stored in its place meanwhile', async () => {
    const world = await World.joined(1)
    const storage = new KeptStorage()
    storage.kept.set(name('bad'), bad)
    let goOn = () => {}
    storage.gate = new Promise<void>((resolve) => {
      goOn = resolve
    })
    const starting = createNode({ ...world.parts(), storage })
    await turn()
    expect(await world.settle(world.node(0).rpc.store('memory:2', 'bad', 'value'))).toBe(true)
    goOn()
    const node = await world.settle(starting)
    expect((await world.settle(node.get('bad')))?.text()).toBe('value')
    expect(node.self.address).toBe('memory:2')
    await node.close()
    await world.close()
  })
})
