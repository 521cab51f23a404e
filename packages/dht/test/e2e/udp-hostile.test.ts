/** Strangers with a raw UDP socket: junk, and replies full of addresses that lead nowhere. */

import { createSocket, type Socket } from 'node:dgram'
import { Key, keyOf, seededRandomBytes } from '@kadkit/key'
import { Codec, type Message } from '@kadkit/protocol'
import { afterEach, expect, test } from 'vitest'
import { faultsOf, junk } from '../support/junk.ts'
import { closeAll, udpNetwork, udpNode } from './udp.ts'

const codec = new Codec()
const sockets: Socket[] = []

afterEach(async () => {
  await closeAll()
  await Promise.all(sockets.splice(0).map((socket) => new Promise<void>((resolve) => socket.close(resolve))))
})

async function rawSocket(): Promise<{ socket: Socket; address: string }> {
  const socket = createSocket('udp4')
  sockets.push(socket)
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  return { socket, address: `127.0.0.1:${socket.address().port}` }
}

test('4,000 datagrams of junk get no answer, and the network works on', async () => {
  const network = await udpNetwork(3)
  const [first, victim, third] = network.map(({ node }) => node)
  if (first === undefined || victim === undefined || third === undefined) throw new Error('nodes are missing')
  await first.put('key', 'value')
  expect((await victim.find('any')).length).toBe(3)
  const { socket } = await rawSocket()
  let answers = 0
  socket.on('message', () => answers++)
  const [host, port] = victim.self.address.split(':')
  const before = structuredClone(victim.stats())
  const next = junk(seededRandomBytes(4_000))
  for (let fed = 0; fed < 4_000; ) {
    const bytes = next()
    if (faultsOf(bytes) === undefined) continue
    await new Promise((resolve) => socket.send(bytes, Number(port), host, resolve))
    fed++
    // As fast as they are read: what the system drops would test nothing.
    const until = performance.now() + 1_000
    while (victim.stats().received < before.received + fed - 20 && performance.now() < until) {
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  const ping: Message = { id: '01'.repeat(16), attempt: 0, sender: keyOf('raw'), body: { type: 'ping' } }
  const answered = new Promise((resolve) => socket.once('message', resolve))
  socket.send(codec.encode(ping), Number(port), host)
  await answered
  const { received, accepted, dropped, contacts } = victim.stats()
  const droppedInSum = Object.values(dropped).reduce((sum, count) => sum + count, 0)
  expect(received).toBe(accepted + droppedInSum)
  expect(droppedInSum).toBeGreaterThan(3_900)
  expect(contacts).toBe(before.contacts)
  // The ping's own answer, and the ping by which a stranger is verified.
  expect(answers).toBeLessThanOrEqual(2)
  await victim.put('afterwards', 'value')
  expect((await third.get('afterwards'))?.text()).toBe('value')
  expect((await victim.get('key'))?.text()).toBe('value')
}, 60_000)

const CURSED = [
  '0.0.0.0:0',
  '0.0.0.0:4000',
  '255.255.255.255:1',
  '224.0.0.1:5353',
  '127.0.0.1:0',
  '[::]:1',
  '[::]:0',
  '[ff02::1]:5353',
  '[::ffff:127.0.0.1]:4000',
  'nope.invalid:53',
  'localhost:4000',
  'memory:7',
  'http://nope.invalid/',
]

/** A list of contacts as no codec of ours would write it: with every address as it stands. */
function cursedNodes(addresses: readonly string[], target: Key): Uint8Array[] {
  const near = target.toBytes()
  return addresses.map((address, index) => {
    const key = new Uint8Array(near)
    key[31] = (key[31] ?? 0) ^ (index + 1)
    const placeholder = placeholderOf(address)
    const contacts = [{ key: Key.fromBytes(key), address: placeholder.address, ageMs: 0 }]
    const id = '00'.repeat(16)
    const bytes = codec.encode({ id, attempt: 0, sender: target, body: { type: 'nodes', contacts } })
    const start = Buffer.from(bytes).indexOf(placeholder.bytes)
    if (start < 0) throw new Error(`the placeholder of ${address} is not in its frame`)
    bytes.set(placeholder.wanted, start)
    return bytes
  })
}

/** What to encode in place of an address, the bytes that it gives, and those that are wanted. */
function placeholderOf(address: string): { address: string; bytes: Uint8Array; wanted: Uint8Array } {
  const [, host = '', port = ''] = /^([\d.]+):(\d+)$/.exec(address) ?? []
  const portBytes = [Number(port) >>> 8, Number(port) & 0xff]
  if (host !== '') {
    const bytes = new Uint8Array([9, 8, 7, 6, 5, 4])
    return {
      address: '9.8.7.6:1284',
      bytes,
      wanted: new Uint8Array([...host.split('.').map(Number), ...portBytes]),
    }
  }
  const [, six, sixPort] = /^\[(.*)\]:(\d+)$/.exec(address) ?? []
  if (six !== undefined) {
    const bytes = new Uint8Array([0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0x12, 0x34, 0x56, 0x78, 5, 4])
    const wanted = new Uint8Array([...ipv6Bytes(six), Number(sixPort) >>> 8, Number(sixPort) & 0xff])
    return { address: '[2001:db8::1234:5678]:1284', bytes, wanted }
  }
  const text = `placeholder:${'x'.repeat(64)}`.slice(0, address.length)
  const encoder = new TextEncoder()
  const uri = address.length > 12 ? text : `x:${'y'.repeat(address.length - 2)}`
  return { address: uri, bytes: encoder.encode(uri), wanted: encoder.encode(address) }
}

function ipv6Bytes(text: string): number[] {
  const known: { readonly [text: string]: string } = {
    '::': '00'.repeat(16),
    'ff02::1': `ff02${'00'.repeat(13)}01`,
    '::ffff:127.0.0.1': `${'00'.repeat(10)}ffff7f000001`,
  }
  return [...Buffer.from(known[text] ?? '', 'hex')]
}

test('replies with addresses that lead nowhere stop nobody', async () => {
  const { node } = await udpNode()
  const { node: friend } = await udpNode({ bootstrap: [node.self.address] })
  const liar = keyOf('liar')
  const { socket, address } = await rawSocket()
  const own = [node.self.address, address]
  let replies = 0
  socket.on('message', (bytes, from) => {
    const request = codec.decode(new Uint8Array(bytes))
    if (typeof request === 'string') return
    const { id, attempt, body } = request
    const answer = (bytesOfAnswer: Uint8Array) => socket.send(bytesOfAnswer, from.port, from.address)
    if (body.type === 'ping') answer(codec.encode({ id, attempt, sender: liar, body: { type: 'pong' } }))
    if (body.type === 'store') answer(codec.encode({ id, attempt, sender: liar, body: { type: 'stored' } }))
    if (body.type !== 'find-node' && body.type !== 'find-value') return
    const target = body.type === 'find-node' ? body.target : body.key
    const lists = cursedNodes([...CURSED, ...own], target)
    const list = lists[replies++ % lists.length] ?? new Uint8Array(0)
    answer(signed(list, id, attempt, liar))
  })
  expect(await node.join([address])).toBe(2)
  for (let i = 0; i < 2 * CURSED.length; i++) {
    const found = await node.find(`target ${i}`)
    const addresses = found.map((contact) => contact.address).toSorted()
    expect(addresses).toEqual([friend.self.address, node.self.address, address].toSorted())
  }
  expect(replies).toBeGreaterThan(CURSED.length + own.length)
  await node.put('key', 'value')
  expect((await friend.get('key'))?.text()).toBe('value')
  expect(node.stats()).toMatchObject({ unsent: 0, operations: 0 })
  // Who asked the liar's own address for another key heard the liar.
  // (On a slow machine a request may be sent twice, and answered twice.)
  expect(Object.keys(node.stats().dropped).filter((reason) => reason !== 'duplicate')).toEqual([
    'wrong-sender',
  ])
}, 60_000)

/** The frame with another id, attempt and sender: all its bytes up to the body are written anew. */
function signed(frame: Uint8Array, id: string, attempt: number, sender: Key): Uint8Array {
  const copy = Buffer.from(frame)
  Buffer.from(id, 'hex').copy(copy, 9)
  Buffer.from(sender.toBytes()).copy(copy, 27)
  if (attempt === 0) return new Uint8Array(copy)
  const head = copy.subarray(0, 59)
  return new Uint8Array(Buffer.concat([head, Buffer.from([0x18, attempt]), copy.subarray(59)]))
}
