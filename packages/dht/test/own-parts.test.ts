/** A node of parts that were not made here: no more than the interfaces is needed. */

import { createHash } from 'node:crypto'
import { type Hasher, Key } from '@kadkit/key'
import type { Storage } from '@kadkit/storage'
import {
  type Address,
  MemoryNetwork,
  type Transport,
  TransportError,
  type TransportHandlers,
} from '@kadkit/transport'
import { describe, expect, test } from 'vitest'
import { createNode } from '../src/index.ts'
import { errorOf } from './support/rejection.ts'
import { World } from './support/world.ts'

describe('an own hasher', () => {
  const sha512: Hasher = Object.assign(
    (message: Uint8Array) => new Uint8Array(createHash('sha512').update(message).digest()),
    { outputLen: 64 },
  )

  test('names the keys of all values', async () => {
    const world = await World.joined(3, { hasher: sha512 })
    await world.settle(world.node(0).put('key', 'value'))
    expect((await world.settle(world.node(2).get('key')))?.text()).toBe('value')
    const [held] = world.node(0).snapshot().values
    const digest = createHash('sha512').update('key').digest('hex')
    expect(held?.key).toEqual(Key.fromHex(digest.slice(0, 64)))
    await world.close()
  })

  test.each([
    ['returns too few bytes', () => new Uint8Array(20)],
    ['is asynchronous', () => Promise.resolve(new Uint8Array(32)) as unknown as Uint8Array],
    [
      'throws',
      () => {
        throw new RangeError('hasher is out of order')
      },
    ],
  ])('that %s rejects what needs it, and the node lives', async (_, hash) => {
    const world = await World.joined(2, { hasher: Object.assign(hash, { outputLen: 32 }) })
    const node = world.node(1)
    expect((await errorOf(node.put('key', 'value'))).message).toMatch(/^hasher /)
    expect((await errorOf(node.get('key'))).message).toMatch(/^hasher /)
    const key = Key.fromHex('01'.repeat(32))
    await world.settle(node.put(key, 'value'))
    expect((await world.settle(node.get(key)))?.text()).toBe('value')
    await world.close()
  })
})

/** The least that a storage can be. */
class PlainStorage implements Storage {
  readonly calls: string[] = []
  #object: { [name: string]: Uint8Array } = {}

  async get(name: string) {
    return this.#object[name]
  }

  async put(name: string, bytes: Uint8Array) {
    this.calls.push(name)
    this.#object[name] = new Uint8Array(bytes)
  }

  async delete(name: string) {
    delete this.#object[name]
  }

  async *entries() {
    yield* Object.entries(this.#object)
  }

  async close() {
    this.#object = {}
  }
}

test('an own storage is all that keeps values', async () => {
  const storage = new PlainStorage()
  await using node = await createNode({ transport: new MemoryNetwork().transport(), storage })
  await node.put('key', 'value')
  expect((await node.get('key'))?.text()).toBe('value')
  expect(storage.calls).toEqual([
    'node/state',
    expect.stringMatching(/^value\/[0-9a-f]{64}$/),
    expect.stringMatching(/^own\/[0-9a-f]{64}$/),
  ])
})

/** A transport around another one, that turns every byte over. */
function scrambled(inner: Transport): Transport {
  const turn = (message: Uint8Array) => message.map((byte) => byte ^ 0x5a)
  return {
    maxMessageBytes: inner.maxMessageBytes,
    open: (handlers) => inner.open({ receive: (from, message) => handlers.receive(from, turn(message)) }),
    send: (to, message) => inner.send(to, turn(message)),
    close: () => inner.close(),
  }
}

test('a transport may be made of another one', async () => {
  const network = new MemoryNetwork()
  await using first = await createNode({ transport: scrambled(network.transport()) })
  const bootstrap = [first.self.address]
  await using second = await createNode({ transport: scrambled(network.transport()), bootstrap })
  await second.put('key', 'value')
  expect((await first.get('key'))?.text()).toBe('value')
  const plain = createNode({
    transport: network.transport(),
    bootstrap,
    config: { initialTimeoutMs: 20, minTimeoutMs: 1 },
  })
  expect((await errorOf(plain)).code).toBe('no-bootstrap')
  expect(first.stats().dropped).toEqual({ foreign: 3 })
})

/** Messages in the process, each to a microtask of its own; its addresses are of a kind that nobody else has. */
class PostOffice {
  readonly #boxes = new Map<Address, TransportHandlers>()

  box(name: string): Transport {
    const address = `x-post+1:${name}`
    return {
      maxMessageBytes: 64_000,
      open: async (handlers) => {
        this.#boxes.set(address, handlers)
        return address
      },
      send: (to, message) => {
        if (!to.startsWith('x-post+1:')) throw new TransportError('bad-address', `${to} is no box`)
        const copy = new Uint8Array(message)
        queueMicrotask(() => this.#boxes.get(to)?.receive(address, copy))
      },
      close: async () => {
        this.#boxes.delete(address)
      },
    }
  }
}

test('an own transport brings its own addresses, and its own longest value', async () => {
  const office = new PostOffice()
  await using first = await createNode({ transport: office.box('first') })
  await using second = await createNode({ transport: office.box('second'), bootstrap: [first.self.address] })
  await using third = await createNode({ transport: office.box('third'), bootstrap: [first.self.address] })
  expect((await third.find('key')).map(({ address }) => address).toSorted()).toEqual([
    'x-post+1:first',
    'x-post+1:second',
    'x-post+1:third',
  ])
  const long = new Uint8Array(60_000).fill(7)
  await second.put('long', long)
  expect((await third.get('long'))?.bytes).toEqual(long)
})
