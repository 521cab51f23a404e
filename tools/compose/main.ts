/**
 * What a user would write: nodes composed of single layers, with a storage, a hasher and a transport of their own.
 * run.mjs compiles and runs this file outside the workspace, against the packed packages.
 */

import assert from 'node:assert/strict'
import { setTimeout } from 'node:timers/promises'
import { createNode, type KademliaNode } from '@kadkit/dht'
import { framed } from '@kadkit/framing'
import { type Hasher, keyOf } from '@kadkit/key'
import type { Storage } from '@kadkit/storage'
import { StorageError } from '@kadkit/storage'
import { storageContract } from '@kadkit/storage/contract'
import type { Address, Transport, TransportHandlers } from '@kadkit/transport'
import { transportContract } from '@kadkit/transport/contract'
import { UdpTransport } from '@kadkit/transport-udp'
import { UdxTransport } from '@kadkit/transport-udx'
import { blake3 } from '@noble/hashes/blake3.js'

/** Storage in a Map. */
class MapStorage implements Storage {
  readonly map = new Map<string, Uint8Array>()
  #closed = false

  async get(name: string): Promise<Uint8Array | undefined> {
    return this.#open.get(name)?.slice()
  }
  async put(name: string, bytes: Uint8Array): Promise<void> {
    // not bytes.slice(): that of a Buffer is no copy
    this.#open.set(name, Uint8Array.from(bytes))
  }
  async delete(name: string): Promise<void> {
    this.#open.delete(name)
  }
  async *entries(): AsyncIterable<readonly [name: string, bytes: Uint8Array]> {
    for (const [name, bytes] of [...this.#open]) yield [name, bytes.slice()]
  }
  async close(): Promise<void> {
    this.#closed = true
  }
  get #open(): Map<string, Uint8Array> {
    if (this.#closed) throw new StorageError('closed', 'the map storage is closed')
    return this.map
  }
}

/** Any transport, with its messages counted. */
class CountingTransport implements Transport {
  readonly #inner: Transport
  readonly maxMessageBytes: number
  sent = 0
  received = 0

  constructor(inner: Transport) {
    this.#inner = inner
    this.maxMessageBytes = inner.maxMessageBytes
  }
  open(handlers: TransportHandlers): Promise<Address> {
    return this.#inner.open({
      ...handlers,
      receive: (from, message) => {
        this.received++
        handlers.receive(from, message)
      },
    })
  }
  send(to: Address, message: Uint8Array): void {
    this.#inner.send(to, message)
    this.sent++
  }
  close(): Promise<void> {
    return this.#inner.close()
  }
}

let hashed = 0
const hasher: Hasher = Object.assign(
  (message: Uint8Array) => {
    hashed++
    return blake3(message)
  },
  { outputLen: blake3.outputLen },
)

const udp = () => new CountingTransport(new UdpTransport({ host: '127.0.0.1', port: 0 }))

/** An address at which nobody listens: that of a socket which was open a moment ago. */
async function deadAddress(): Promise<Address> {
  const transport = udp()
  const address = await transport.open({ receive() {} })
  await transport.close()
  return address
}

const cases = [
  ...storageContract({ create: () => new MapStorage() }),
  ...transportContract({ create: udp, deadAddress }),
  ...transportContract({ create: () => new UdxTransport({ host: '127.0.0.1' }), deadAddress }),
  ...transportContract({ create: () => framed(udp()), deadAddress }),
]
for (const { name, run } of cases) {
  await run().catch((cause) => {
    throw new Error(`broken: ${name}`, { cause })
  })
}

const storages = [new MapStorage(), new MapStorage(), new MapStorage()]
const transports = storages.map(udp)
const nodes: KademliaNode[] = []
for (const [index, storage] of storages.entries()) {
  const transport = transports[index]
  assert(transport)
  const bootstrap = nodes.slice(0, 1).map((node) => node.self.address)
  nodes.push(await createNode({ transport: framed(transport), storage, hasher, bootstrap }))
}
const [first, second, third] = nodes
assert(first && second && third)

// a newcomer is known as soon as those that it has asked have asked it
while ((await second.find('greeting')).length < nodes.length) await setTimeout(10)

const before = hashed
const report = await second.put('greeting', 'hello, layers')
assert.equal(report.stored.length, 3, 'all three nodes store the value')
assert.equal(report.failed.length, 0)
assert(hashed > before, 'the name went through our hasher')

const found = await third.get(keyOf('greeting', blake3))
assert.equal(found?.text(), 'hello, layers')
assert.equal(await first.get('nothing'), undefined)
const long = new Uint8Array(300_000).map((_, i) => i)
assert.equal((await second.put('long', long)).stored.length, 3, 'all three nodes store the long value')
assert.deepEqual((await third.get('long'))?.bytes, long)
for (const storage of storages) assert(storage.map.size > 0, 'the value is in our storage')
for (const transport of transports)
  assert(transport.sent > 0 && transport.received > 0, 'it went over our transport')

for (const node of nodes) await node.close()
const sent = transports.reduce((sum, transport) => sum + transport.sent, 0)
console.log(
  `composed: 3 nodes, ${report.stored.length} replicas, ${sent} datagrams, ${cases.length} contract cases`,
)
