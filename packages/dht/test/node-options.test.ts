/** Wrong options: each is named, and nothing has been opened by then. */

import { Key, sha256 } from '@kadkit/key'
import { MemoryStorage, type Storage } from '@kadkit/storage'
import { MemoryNetwork } from '@kadkit/transport'
import { expect, test } from 'vitest'
import { createNode, type NodeOptions } from '../src/index.ts'
import { errorOf } from './support/rejection.ts'
import { TapTransport } from './support/tap-transport.ts'

class WatchedStorage extends MemoryStorage {
  touched = 0

  override entries(): ReturnType<MemoryStorage['entries']> {
    this.touched++
    return super.entries()
  }

  override close(): Promise<void> {
    this.touched++
    return super.close()
  }
}

const withoutGet: Omit<Storage, 'get'> = {
  put: async () => {},
  delete: async () => {},
  async *entries() {},
  close: async () => {},
}
const short = Object.assign((bytes: Uint8Array) => sha256(bytes).subarray(0, 20), { outputLen: 20 })
const silent = Object.assign((bytes: Uint8Array) => sha256(bytes), { outputLen: undefined })

/** What is given, what it is refused with, and what the message says. */
const wrong: readonly [name: string, given: object, error: 'TypeError' | 'RangeError', said: RegExp][] = [
  ['an unknown option', { boostrap: [] }, 'TypeError', /no option 'boostrap'.*bootstrap/],
  [
    'no transport',
    { transport: undefined },
    'TypeError',
    /^transport lacks open, send, close: got undefined/,
  ],
  ['a transport that is null', { transport: null }, 'TypeError', /^transport .*null/],
  [
    'a transport that cannot send',
    { transport: { open() {}, close() {} } },
    'TypeError',
    /^transport lacks send/,
  ],
  [
    'a transport of no size',
    { transport: { open() {}, send() {}, close() {} } },
    'RangeError',
    /maxMessageBytes.*512.*undefined/,
  ],
  ['a storage without get', { storage: withoutGet }, 'TypeError', /^storage lacks get: got Object/],
  ['a storage that is text', { storage: './data' }, 'TypeError', /^storage .*"\.\/data"/],
  ['a hasher that is text', { hasher: 'sha256' }, 'TypeError', /^hasher must be a function/],
  ['a hasher of 20 bytes', { hasher: short }, 'RangeError', /^hasher\.outputLen .*32.*20/],
  [
    'a hasher that does not say its length',
    { hasher: silent },
    'RangeError',
    /^hasher\.outputLen .*undefined/,
  ],
  ['a key that is text', { key: 'a1' }, 'TypeError', /^key must be a Key, got "a1"/],
  ['a key that is bytes', { key: new Uint8Array(32) }, 'TypeError', /^key must be a Key, got Uint8Array/],
  [
    'a bootstrap that is no list',
    { bootstrap: '127.0.0.1:4000' },
    'TypeError',
    /^bootstrap must be an array.*"127/,
  ],
  [
    'a bootstrap address that is a number',
    { bootstrap: [4000] },
    'TypeError',
    /^bootstrap\[0\] must be a string, got number/,
  ],
  ['a networkId below 0', { networkId: -1 }, 'RangeError', /^networkId .*-1/],
  ['a networkId of 2^32', { networkId: 2 ** 32 }, 'RangeError', /^networkId .*4294967296/],
  ['a networkId with a fraction', { networkId: 1.5 }, 'RangeError', /^networkId .*1\.5/],
  ['a networkId that is text', { networkId: '7' }, 'RangeError', /^networkId .*7/],
  [
    'a mode that there is not',
    { mode: 'ephemeral' },
    'RangeError',
    /^mode .*'server' or 'client'.*ephemeral/,
  ],
  ['a config that is null', { config: null }, 'TypeError', /^config must be an object, got null/],
  ['a config that is a number', { config: 20 }, 'TypeError', /^config must be an object, got number/],
  ['an unknown field of config', { config: { kk: 3 } }, 'TypeError', /config has no field 'kk'/],
  ['k: 0', { config: { k: 0 } }, 'RangeError', /^config\.k .*1 to 64.*0/],
  ['k: 1.5', { config: { k: 1.5 } }, 'RangeError', /^config\.k .*1\.5/],
  ["k: '20'", { config: { k: '20' } }, 'RangeError', /^config\.k .*20/],
  ['alpha: -1', { config: { alpha: -1 } }, 'RangeError', /^config\.alpha .*-1/],
  ['a ttlMs of NaN', { config: { ttlMs: Number.NaN } }, 'RangeError', /^config\.ttlMs .*NaN/],
  [
    'bounds that contradict',
    { config: { minTimeoutMs: 900, maxTimeoutMs: 800 } },
    'RangeError',
    /minTimeoutMs \(900\).*800/,
  ],
  ['a clock without schedule', { clock: { now: () => 0 } }, 'TypeError', /^clock lacks schedule/],
  ['a clock that is null', { clock: null }, 'TypeError', /^clock lacks now, schedule/],
  ['a random that is no function', { random: 4 }, 'TypeError', /^random must be a function, got number/],
  [
    'a signal that is a controller',
    { signal: new AbortController() },
    'TypeError',
    /^signal must be an AbortSignal, got AbortController/,
  ],
]

test.each(wrong)('%s is refused before anything is opened', async (_, given, name, said) => {
  const transport = new TapTransport(new MemoryNetwork().transport())
  const storage = new WatchedStorage()
  const error = await errorOf(createNode({ transport, storage, ...given } as NodeOptions))
  expect(error.message).toMatch(said)
  expect(error.name).toBe(name)
  expect([transport.opened, transport.closed, storage.touched]).toEqual([false, 0, 0])
})

test.each([
  '',
  'nowhere',
  '127.0.0.1',
  '127.0.0.1:0',
  '127.0.0.1:65536',
  '127.0.0.1:4000 ',
  '127.0.0.01:4000',
  '256.0.0.1:4000',
  '::1:4000',
  '[::1]',
  '[fe80::1%eth0]:4000',
  'example.com:4000',
  'http://127.0.0.1:4000\n',
])('the bootstrap address %j is refused, and named', async (address) => {
  const transport = new TapTransport(new MemoryNetwork().transport())
  const error = await errorOf(createNode({ transport, bootstrap: ['127.0.0.1:4000', address] }))
  expect(error).toBeInstanceOf(RangeError)
  expect(error.message).toMatch(/^bootstrap\[1\] must be like '127\.0\.0\.1:4000'/)
  expect(error.message).toContain(JSON.stringify(address))
  expect(transport.opened).toBe(false)
})

test.each([0, 511, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31, '1200'])(
  'a transport of maxMessageBytes %s is refused',
  async (maxMessageBytes) => {
    let opened = false
    const transport = { maxMessageBytes, open: () => (opened = true), send() {}, close() {} }
    const error = await errorOf(createNode({ transport } as unknown as NodeOptions))
    expect(error).toBeInstanceOf(RangeError)
    expect(error.message).toMatch(/maxMessageBytes/)
    expect(error.message).toContain(String(maxMessageBytes))
    expect(opened).toBe(false)
  },
)

test('a transport of 512 bytes is enough', async () => {
  await using node = await createNode({ transport: new MemoryNetwork({ maxMessageBytes: 512 }).transport() })
  const { stored } = await node.put('key', 'v'.repeat(200))
  expect(stored).toEqual([node.self])
})

test.each([undefined, null, 7, 'udp'])('options that are %j are refused', async (options) => {
  const error = await errorOf(createNode(options as unknown as NodeOptions))
  expect(error).toBeInstanceOf(TypeError)
  expect(error.message).toMatch(/createNode takes an object of options/)
})

test('options that are undefined are as good as left out', async () => {
  const absent = {
    storage: undefined,
    hasher: undefined,
    key: undefined,
    bootstrap: undefined,
    networkId: undefined,
  }
  const others = { config: { k: undefined }, clock: undefined, random: undefined, signal: undefined }
  const transport = new MemoryNetwork().transport()
  await using node = await createNode({ transport, ...absent, ...others } as unknown as NodeOptions)
  expect(node.self.key).toBeInstanceOf(Key)
  expect(node.snapshot().k).toBe(20)
})
