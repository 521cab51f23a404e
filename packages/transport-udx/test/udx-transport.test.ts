import { createSocket } from 'node:dgram'
import dns from 'node:dns'
import { once } from 'node:events'
import UDX, { type UdxSocket } from 'udx-native'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { UdxTransport } from '../src/udx-transport.ts'
import { hasIpv6 } from './ip-versions.ts'
import { closeEnds, type End, openEnd, turnsUntil } from './loopback.ts'

const deaf = { receive() {} }
/** The class of all sockets. */
const sockets = Object.getPrototypeOf(new UDX().createSocket()) as UdxSocket & {
  emit(event: 'message', datagram: Uint8Array, sender: { family: 4 | 6; host: string; port: number }): boolean
}
const portOf = (address: string) => Number(address.split(':').at(-1))

/** Sends datagrams of any kind to an end, from a socket of Node. */
async function throwAt({ address }: End, ...datagrams: readonly Uint8Array[]): Promise<void> {
  const socket = createSocket('udp4')
  const sent = datagrams.map(
    (datagram) => new Promise((done) => socket.send(datagram, portOf(address), '127.0.0.1', done)),
  )
  await Promise.all(sent)
  socket.close()
  await once(socket, 'close')
}

/** The socket that `open` makes, and its transport. */
async function openWithSocket() {
  const on = vi.spyOn(sockets, 'on')
  const end = await openEnd()
  return { ...end, socket: on.mock.contexts[0] as typeof sockets }
}

afterEach(async () => {
  vi.restoreAllMocks()
  await closeEnds()
})

describe('opening', () => {
  test('port 0 takes a free port and tells it', async () => {
    const { address } = await openEnd()
    expect(address).toMatch(/^127\.0\.0\.1:[1-9]\d*$/)
  })

  test('a port is taken as it is given, and free when close resolves', async () => {
    const { address, transport } = await openEnd()
    await transport.close()
    const again = await openEnd({ port: portOf(address) })
    expect(again.address).toBe(address)
  })

  test('without a host it listens on all IPv4 addresses', async () => {
    const transport = new UdxTransport()
    expect(await transport.open(deaf)).toMatch(/^0\.0\.0\.0:\d+$/)
    await transport.close()
    const [b, a] = [await openEnd({ host: '0.0.0.0' }), await openEnd()]
    a.transport.send(b.address.replace('0.0.0.0', '127.0.0.1'), Uint8Array.of(1))
    expect((await b.next()).from).toBe(a.address)
  })

  test('a port that another socket has is address-in-use, and names host and port', async () => {
    const { address } = await openEnd()
    const late = new UdxTransport({ host: '127.0.0.1', port: portOf(address) })
    await expect(late.open(deaf)).rejects.toMatchObject({
      name: 'TransportError',
      code: 'address-in-use',
      message: `cannot open UDP ${address}: another socket has it`,
      cause: { code: 'EADDRINUSE' },
    })
    await expect(late.open(deaf)).rejects.toMatchObject({ code: 'closed' })
    await late.close()
  })

  test('an address that this machine does not have is address-unavailable', async () => {
    // 198.51.100.0/24 is for documentation only (RFC 5737).
    const lost = new UdxTransport({ host: '198.51.100.77', port: 4000 })
    await expect(lost.open(deaf)).rejects.toMatchObject({
      code: 'address-unavailable',
      message: expect.stringContaining('198.51.100.77:4000'),
      cause: { code: 'EADDRNOTAVAIL' },
    })
  })

  test('a buffer size that the system refuses fails the opening and leaves nothing open', async () => {
    const address = vi.spyOn(sockets, 'bind')
    vi.spyOn(sockets, 'setRecvBufferSize').mockImplementation(() => {
      throw Object.assign(new Error('no'), { code: 'ENOBUFS' })
    })
    const transport = new UdxTransport({ host: '127.0.0.1', receiveBufferBytes: 10 })
    await expect(transport.open(deaf)).rejects.toMatchObject({
      code: 'open-failed',
      cause: { code: 'ENOBUFS' },
    })
    expect((address.mock.contexts[0] as UdxSocket & { closing: boolean }).closing).toBe(true)
  })

  test('buffer sizes reach the socket', async () => {
    const receive = vi.spyOn(sockets, 'setRecvBufferSize')
    const send = vi.spyOn(sockets, 'setSendBufferSize')
    await openEnd({ receiveBufferBytes: 65_536, sendBufferBytes: 32_768 })
    expect([receive.mock.calls, send.mock.calls]).toEqual([[[65_536]], [[32_768]]])
    await openEnd()
    expect([receive.mock.calls.length, send.mock.calls.length]).toEqual([1, 1])
  })
})

describe('sending', () => {
  test('a message that the system refuses is lost in silence, and the next one is sent', async () => {
    const [a, b] = [await openEnd(), await openEnd()]
    // Broadcast without permission, and an address of the reserved class E.
    a.transport.send('255.255.255.255:9', Uint8Array.of(1))
    a.transport.send('240.0.0.1:9', Uint8Array.of(1))
    a.transport.send(b.address, Uint8Array.of(2))
    expect([...(await b.next()).message]).toEqual([2])
    await turnsUntil(() => a.transport.stats().sent === 3, 'a message was not counted')
  })

  test('DNS is never asked, and a name is a bad address', async () => {
    const asked = [vi.spyOn(dns, 'lookup'), vi.spyOn(dns, 'resolve4'), vi.spyOn(dns, 'resolve')]
    const send = vi.spyOn(sockets, 'send')
    const { transport } = await openEnd()
    for (const name of ['localhost:4000', 'nope.invalid:1', 'example.com:80']) {
      expect(() => transport.send(name, Uint8Array.of(1))).toThrow(
        expect.objectContaining({
          code: 'bad-address',
          message: expect.stringContaining(JSON.stringify(name)),
        }),
      )
    }
    for (const spy of [...asked, send]) expect(spy).not.toHaveBeenCalled()
  })

  test('the socket gets a copy, which it may keep while the buffer of the system is full', async () => {
    const [a, b] = [await openEnd(), await openEnd()]
    const send = vi.spyOn(sockets, 'send').mockResolvedValue(true)
    const message = Uint8Array.of(1, 2, 3)
    a.transport.send(b.address, message)
    message.fill(9)
    expect(send.mock.calls[0]?.[0]).toEqual(Buffer.of(1, 2, 3))
  })

  test('the right kind of address is shown for the socket', async () => {
    const { transport } = await openEnd()
    expect(() => transport.send('[::1]:4000', Uint8Array.of(1))).toThrow(
      'address must be like "127.0.0.1:4000", an IP literal and a port, got "[::1]:4000"',
    )
  })

  test('what is more than maxQueuedBytes behind a full system buffer is dropped and counted', async () => {
    const [a, b] = [await openEnd({ maxQueuedBytes: 1_000 }), await openEnd()]
    const taken: ((taken: boolean) => void)[] = []
    vi.spyOn(sockets, 'send').mockImplementation(() => new Promise((resolve) => taken.push(resolve)))
    for (const length of [990, 11, 10, 1]) a.transport.send(b.address, new Uint8Array(length))
    expect(taken.length).toBe(2)
    expect(a.transport.stats()).toMatchObject({ sendsDropped: 2, sent: 0 })
    taken[0]?.(true)
    taken[1]?.(false)
    await turnsUntil(() => a.transport.stats().sendsFailed === 1, 'a failure was not counted')
    expect(a.transport.stats()).toMatchObject({ sent: 1, bytesSent: 990, sendsDropped: 2 })
    a.transport.send(b.address, new Uint8Array(1_000))
    expect(taken.length).toBe(3)
  })

  test('a socket that throws loses that message, and no more', async () => {
    const [a, b] = [await openEnd({ maxQueuedBytes: 5 }), await openEnd()]
    vi.spyOn(sockets, 'send').mockRejectedValueOnce(new Error('odd'))
    a.transport.send(b.address, new Uint8Array(5))
    await turnsUntil(() => a.transport.stats().sendsFailed === 1, 'a failure was not counted')
    a.transport.send(b.address, new Uint8Array(5))
    expect((await b.next()).message.length).toBe(5)
  })
})

describe('receiving', () => {
  test('a message longer than maxMessageBytes is handed on', async () => {
    const b = await openEnd({ maxMessageBytes: 100 })
    await throwAt(b, new Uint8Array(2_047).fill(7))
    expect((await b.next()).message).toEqual(new Uint8Array(2_047).fill(7))
  })

  test('a datagram that the socket may have cut is counted, and not handed on', async () => {
    const b = await openEnd()
    const lengths = [2_048, 2_049, 5_000, 65_507]
    await throwAt(b, ...lengths.map((length) => new Uint8Array(length)), Uint8Array.of(1))
    expect([...(await b.next()).message]).toEqual([1])
    expect(b.received.length).toBe(1)
    expect(b.transport.stats()).toMatchObject({ received: 5, bytesReceived: 4 * 2_048 + 1, cut: 4 })
  })

  test('an empty datagram is handed on', async () => {
    const [a, b] = [await openEnd(), await openEnd()]
    a.transport.send(b.address, new Uint8Array(0))
    expect((await b.next()).message.length).toBe(0)
    expect(b.transport.stats()).toMatchObject({ received: 1, bytesReceived: 0 })
  })

  test("what looks like a packet of the socket's own streams is a message like any other", async () => {
    const b = await openEnd()
    // magic byte, version, type, data offset; then ids and numbers, of 20 bytes in all
    const packets = [0, 1, 2].flatMap((version) =>
      [0, 1, 2, 4, 8, 16, 31].map((type) => {
        const packet = new Uint8Array(40)
        packet.set([255, version, type, 0])
        return packet
      }),
    )
    for (const packet of packets) {
      await throwAt(b, packet)
      expect((await b.next()).message).toEqual(packet)
    }
  })

  test('a message keeps no more memory alive than its own', async () => {
    const [a, b] = [await openEnd(), await openEnd()]
    a.transport.send(b.address, new Uint8Array(60))
    const { message } = await b.next()
    expect([message.byteOffset, message.buffer.byteLength]).toEqual([0, 60])
    expect(Buffer.isBuffer(message)).toBe(false)
  })

  test('a sender that cannot be answered is counted, and its message is not handed on', async () => {
    const { transport, received, socket } = await openWithSocket()
    socket.emit('message', Buffer.of(1), { family: 6, host: 'fe80::1', port: 4000 })
    socket.emit('message', Buffer.of(1), { family: 6, host: 'febf::1', port: 4000 })
    socket.emit('message', Buffer.of(1), { family: 6, host: '2001:db8::1', port: 0 })
    expect(received).toEqual([])
    expect(transport.stats()).toMatchObject({ received: 3, bytesReceived: 3, unanswerable: 3 })
    socket.emit('message', Buffer.of(1), { family: 6, host: 'fec0::1', port: 4000 })
    expect(received.map(({ from }) => from)).toEqual(['[fec0::1]:4000'])
  })

  test('a datagram that the socket had in hand when it was closed is not handed on', async () => {
    const { transport, received, socket } = await openWithSocket()
    const closing = transport.close()
    socket.emit('message', Buffer.of(1), { family: 4, host: '127.0.0.1', port: 4000 })
    await closing
    expect([received, transport.stats().received]).toEqual([[], 0])
  })

  test('every datagram and byte is counted, both ways', async () => {
    const [a, b] = [await openEnd(), await openEnd()]
    for (let i = 1; i <= 5; i++) a.transport.send(b.address, new Uint8Array(i))
    for (let i = 1; i <= 5; i++) await b.next()
    await turnsUntil(() => a.transport.stats().sent === 5, 'a message was not counted')
    const none = { sent: 0, bytesSent: 0, sendsFailed: 0, sendsDropped: 0, cut: 0, unanswerable: 0 }
    expect(a.transport.stats()).toEqual({ ...none, sent: 5, bytesSent: 15, received: 0, bytesReceived: 0 })
    expect(b.transport.stats()).toEqual({ ...none, received: 5, bytesReceived: 15 })
  })
})

describe('closing', () => {
  test('a message sent just before still leaves', async () => {
    const [a, b] = [await openEnd(), await openEnd()]
    a.transport.send(b.address, Uint8Array.of(7))
    await a.transport.close()
    expect([...(await b.next()).message]).toEqual([7])
    expect(a.transport.stats().sent).toBe(1)
  })

  test('a transport that is closed by what it receives receives nothing more', async () => {
    const a = await openEnd()
    let count = 0
    const b = new UdxTransport({ host: '127.0.0.1' })
    let closing: Promise<void> | undefined
    const address = await b.open({
      receive() {
        count++
        closing ??= b.close()
      },
    })
    for (let i = 0; i < 20; i++) a.transport.send(address, Uint8Array.of(i))
    await turnsUntil(() => closing !== undefined, 'nothing came')
    await closing
    expect(count).toBe(1)
  })

  test('one that was never opened closes', async () => {
    const transport = new UdxTransport()
    await transport.close()
    await transport.close()
    await expect(transport.open(deaf)).rejects.toMatchObject({ code: 'closed' })
  })
})

describe.skipIf(!hasIpv6)('IPv6', () => {
  test('a dual-stack socket and an IPv4 one know each other by plain IPv4 addresses', async () => {
    const [dual, plain] = [await openEnd({ host: '::' }), await openEnd()]
    plain.transport.send(dual.address.replace('[::]', '127.0.0.1'), Uint8Array.of(1))
    const { from } = await dual.next()
    expect(from).toBe(plain.address)
    dual.transport.send(from, Uint8Array.of(2))
    expect((await plain.next()).from).toBe(dual.address.replace('[::]', '127.0.0.1'))
  })

  test('an address typed in a long form reaches its peer, whose own address is canonical', async () => {
    const [a, b] = [await openEnd({ host: '0:0:0:0:0:0:0:1' }), await openEnd({ host: '::1' })]
    expect(a.address).toMatch(/^\[::1\]:\d+$/)
    a.transport.send(b.address.replace('[::1]', '[0:0::0:0001]'), Uint8Array.of(1))
    expect((await b.next()).from).toBe(a.address)
  })

  test('an IPv4-mapped host is an IPv4 socket', async () => {
    const { address } = await openEnd({ host: '::ffff:127.0.0.1' })
    expect(address).toMatch(/^127\.0\.0\.1:/)
  })
})
