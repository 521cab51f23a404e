import dgram from 'node:dgram'
import dns from 'node:dns'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { parseUdpAddress } from '../src/udp-address.ts'
import { UdpTransport } from '../src/udp-transport.ts'
import { hasIpv6 } from './ip-versions.ts'
import { closeEnds, openEnd, turnsUntil } from './loopback.ts'

const deaf = { receive() {} }
const openSockets = () => process.getActiveResourcesInfo().filter((name) => name === 'UDPWrap').length

afterEach(async () => {
  vi.restoreAllMocks()
  await closeEnds()
  await turnsUntil(() => openSockets() === 0, 'a socket was left open')
})

describe('opening', () => {
  test('port 0 takes a free port and tells it', async () => {
    const { address } = await openEnd()
    expect(address).toMatch(/^127\.0\.0\.1:[1-9]\d*$/)
  })

  test('a port is taken as it is given', async () => {
    const { address, transport } = await openEnd()
    await transport.close()
    const again = await openEnd({ port: parseUdpAddress(address)?.port ?? 0 })
    expect(again.address).toBe(address)
  })

  test('without a host it listens on all IPv4 addresses', async () => {
    const [b, a] = [await openEnd({ host: '0.0.0.0' }), await openEnd()]
    expect(b.address).toMatch(/^0\.0\.0\.0:\d+$/)
    a.transport.send(b.address.replace('0.0.0.0', '127.0.0.1'), Uint8Array.of(1))
    expect((await b.next()).from).toBe(a.address)
  })

  test('a port that another socket has is address-in-use, and names host and port', async () => {
    const { address } = await openEnd()
    const late = new UdpTransport({ host: '127.0.0.1', port: parseUdpAddress(address)?.port ?? 0 })
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
    const lost = new UdpTransport({ host: '198.51.100.77', port: 4000 })
    await expect(lost.open(deaf)).rejects.toMatchObject({
      code: 'address-unavailable',
      message: expect.stringContaining('198.51.100.77:4000'),
      cause: { code: 'EADDRNOTAVAIL' },
    })
  })

  test('an error of the system at bind is reported, not thrown as an event', async () => {
    vi.spyOn(dgram.Socket.prototype, 'bind').mockImplementation(function (this: dgram.Socket) {
      this.emit('error', Object.assign(new Error('bind EACCES'), { code: 'EACCES' }))
      return this
    })
    await expect(new UdpTransport({ port: 53 }).open(deaf)).rejects.toMatchObject({ code: 'access-denied' })
  })

  test('a buffer size that the system refuses fails the opening and leaves nothing open', async () => {
    vi.spyOn(dgram.Socket.prototype, 'setRecvBufferSize').mockImplementation(() => {
      throw Object.assign(new Error('no'), { code: 'ERR_SOCKET_BUFFER_SIZE' })
    })
    const transport = new UdpTransport({ host: '127.0.0.1', receiveBufferBytes: 10 })
    await expect(transport.open(deaf)).rejects.toMatchObject({
      code: 'open-failed',
      cause: { code: 'ERR_SOCKET_BUFFER_SIZE' },
    })
  })

  test('buffer sizes reach the socket', async () => {
    const receive = vi.spyOn(dgram.Socket.prototype, 'setRecvBufferSize')
    const send = vi.spyOn(dgram.Socket.prototype, 'setSendBufferSize')
    await openEnd({ receiveBufferBytes: 65_536, sendBufferBytes: 32_768 })
    expect([receive.mock.calls, send.mock.calls]).toEqual([[[65_536]], [[32_768]]])
    await openEnd()
    expect([receive.mock.calls.length, send.mock.calls.length]).toEqual([1, 1])
  })

  test('in a cluster the port is not shared with other workers', async () => {
    const bind = vi.spyOn(dgram.Socket.prototype, 'bind')
    await openEnd()
    expect(bind.mock.calls[0]?.[0]).toMatchObject({ exclusive: true })
  })

  test('a transport that is closed while it opens does not stay open', async () => {
    const transport = new UdpTransport({ host: '127.0.0.1' })
    const opening = transport.open(deaf)
    const closing = transport.close()
    await expect(opening).rejects.toMatchObject({ code: 'closed' })
    await closing
  })

  test('an open that the system never answers ends when the transport is closed', async () => {
    vi.spyOn(dgram.Socket.prototype, 'bind').mockReturnThis()
    const transport = new UdpTransport({ host: '127.0.0.1' })
    const opening = transport.open(deaf)
    const closing = transport.close()
    await expect(opening).rejects.toMatchObject({ code: 'closed' })
    await closing
  })
})

describe('sending', () => {
  test('an error of the system is the fate of that message: counted by its code, and no event', async () => {
    const { transport } = await openEnd()
    // Broadcast without permission, and twice an address of the reserved class E.
    transport.send('255.255.255.255:9', Uint8Array.of(1))
    transport.send('240.0.0.1:9', Uint8Array.of(1))
    transport.send('240.0.0.1:9', Uint8Array.of(1))
    const failed = () => Object.values(transport.stats().sendErrors).reduce((sum, count) => sum + count, 0)
    await turnsUntil(() => failed() === 3, 'an error of the system was not counted')
    expect(transport.stats()).toMatchObject({ sent: 0, bytesSent: 0, socketErrors: 0 })
    expect(Object.keys(transport.stats().sendErrors)).toContain('EACCES')
  })

  test('a transport that could not send one message sends the next', async () => {
    const [a, b] = [await openEnd(), await openEnd()]
    a.transport.send('255.255.255.255:9', Uint8Array.of(1))
    a.transport.send(b.address, Uint8Array.of(2))
    expect([...(await b.next()).message]).toEqual([2])
  })

  test('DNS is never asked, and a name is a bad address', async () => {
    const asked = [vi.spyOn(dns, 'lookup'), vi.spyOn(dns, 'resolve4'), vi.spyOn(dns, 'resolve')]
    const [a, b] = [await openEnd(), await openEnd()]
    for (const name of ['localhost:4000', 'nope.invalid:1', 'example.com:80']) {
      expect(() => a.transport.send(name, Uint8Array.of(1))).toThrow(
        expect.objectContaining({
          code: 'bad-address',
          message: expect.stringContaining(JSON.stringify(name)),
        }),
      )
    }
    a.transport.send(b.address, Uint8Array.of(1))
    await b.next()
    for (const spy of asked) expect(spy).not.toHaveBeenCalled()
  })

  test('the socket gets a copy, which it may keep while the buffer of the system is full', async () => {
    const [a, b] = [await openEnd(), await openEnd()]
    const send = vi.spyOn(dgram.Socket.prototype, 'send').mockReturnValue()
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
    vi.spyOn(dgram.Socket.prototype, 'getSendQueueCount').mockReturnValue(1)
    const queued = vi.spyOn(dgram.Socket.prototype, 'getSendQueueSize')
    a.transport.send(b.address, new Uint8Array(10))
    await b.next()
    queued.mockReturnValue(991)
    a.transport.send(b.address, new Uint8Array(10))
    queued.mockReturnValue(990)
    a.transport.send(b.address, new Uint8Array(10))
    await b.next()
    expect(a.transport.stats()).toMatchObject({ sendsDropped: 1, sent: 2, bytesSent: 20 })
  })
})

describe('receiving', () => {
  test('a message longer than maxMessageBytes is handed on', async () => {
    const [a, b] = [await openEnd({ maxMessageBytes: 5_000 }), await openEnd({ maxMessageBytes: 100 })]
    a.transport.send(b.address, new Uint8Array(5_000))
    expect((await b.next()).message.length).toBe(5_000)
  })

  test('an empty datagram is handed on', async () => {
    const [a, b] = [await openEnd(), await openEnd()]
    a.transport.send(b.address, new Uint8Array(0))
    expect((await b.next()).message.length).toBe(0)
    expect(b.transport.stats()).toMatchObject({ received: 1, bytesReceived: 0 })
  })

  test('a message keeps no more memory alive than its own', async () => {
    const [a, b] = [await openEnd(), await openEnd()]
    a.transport.send(b.address, new Uint8Array(60))
    const { message } = await b.next()
    expect([message.byteOffset, message.buffer.byteLength]).toEqual([0, 60])
    expect(Buffer.isBuffer(message)).toBe(false)
  })

  test('a sender that cannot be answered is counted, and its message is not handed on', async () => {
    const on = vi.spyOn(dgram.Socket.prototype, 'on')
    const { transport, received, address } = await openEnd()
    const socket = on.mock.contexts[0] as dgram.Socket
    const sender = { family: 'IPv6', size: 1 } as const
    socket.emit('message', Buffer.of(1), { ...sender, address: 'fe80::1%eth0', port: 4000 })
    socket.emit('message', Buffer.of(1), { ...sender, address: '2001:db8::1', port: 0 })
    expect(received).toEqual([])
    expect(transport.stats()).toMatchObject({ received: 2, bytesReceived: 2, unanswerable: 2 })
    expect(address).toMatch(/^127/)
  })

  test('a datagram that the socket had in hand when it was closed is not handed on', async () => {
    const on = vi.spyOn(dgram.Socket.prototype, 'on')
    const { transport, received } = await openEnd()
    const socket = on.mock.contexts[0] as dgram.Socket
    const closing = transport.close()
    socket.emit('message', Buffer.of(1), { family: 'IPv4', size: 1, address: '127.0.0.1', port: 4000 })
    await closing
    expect([received, transport.stats().received]).toEqual([[], 0])
  })

  test('an error event of the socket is counted and disturbs nothing', async () => {
    const on = vi.spyOn(dgram.Socket.prototype, 'on')
    const b = await openEnd()
    const socket = on.mock.contexts[0] as dgram.Socket
    socket.emit('error', new Error('odd'))
    const a = await openEnd()
    a.transport.send(b.address, Uint8Array.of(1))
    await b.next()
    expect(b.transport.stats().socketErrors).toBe(1)
  })

  test('every datagram and byte is counted, both ways', async () => {
    const [a, b] = [await openEnd(), await openEnd()]
    for (let i = 1; i <= 5; i++) a.transport.send(b.address, new Uint8Array(i))
    for (let i = 1; i <= 5; i++) await b.next()
    await turnsUntil(() => a.transport.stats().sent === 5, 'a message was not counted')
    expect(a.transport.stats()).toEqual({
      sent: 5,
      bytesSent: 15,
      sendErrors: {},
      sendsDropped: 0,
      received: 0,
      bytesReceived: 0,
      unanswerable: 0,
      socketErrors: 0,
    })
    expect(b.transport.stats()).toMatchObject({ received: 5, bytesReceived: 15 })
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

  test('no handle is left, and the port is free when close resolves', async () => {
    const { transport, address } = await openEnd()
    expect(openSockets()).toBe(1)
    await transport.close()
    const again = await openEnd({ port: parseUdpAddress(address)?.port ?? 0 })
    expect(again.address).toBe(address)
    await again.transport.close()
    await turnsUntil(() => openSockets() === 0, 'a socket was left open')
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

  test('a socket on one IPv6 address does not take IPv4 addresses', async () => {
    const { transport } = await openEnd({ host: '::1' })
    for (const address of ['127.0.0.1:4000', '[::ffff:127.0.0.1]:4000']) {
      expect(() => transport.send(address, Uint8Array.of(1))).toThrow(
        expect.objectContaining({ code: 'bad-address' }),
      )
    }
  })

  test('an IPv4-mapped host is an IPv4 socket', async () => {
    const { address } = await openEnd({ host: '::ffff:127.0.0.1' })
    expect(address).toMatch(/^127\.0\.0\.1:/)
  })
})
