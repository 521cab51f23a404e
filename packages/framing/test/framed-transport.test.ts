import { ManualClock } from '@kadkit/clock'
import { MemoryNetwork, type Transport } from '@kadkit/transport'
import { UdpTransport } from '@kadkit/transport-udp'
import { expect, test } from 'vitest'
import { type FramedTransport, framed } from '../src/framed-transport.ts'
import { sameBytes, seeded, seededBytes } from './virtual-path.ts'

const random = seededBytes(seeded(11))

function pair(): { clock: ManualClock; network: MemoryNetwork; a: FramedTransport; b: FramedTransport } {
  const clock = new ManualClock(1_000_000)
  const network = new MemoryNetwork({ clock, delayMs: 10 })
  return {
    clock,
    network,
    a: framed(network.transport(), { clock }),
    b: framed(network.transport(), { clock }),
  }
}

test('a mebibyte arrives, with progress on its way, and no timer is left behind', async () => {
  const { clock, a, b } = pair()
  const got: Uint8Array[] = []
  const progress: string[] = []
  await a.open({ receive() {}, progress: (from) => progress.push(from) })
  const to = await b.open({
    receive: (_, message) => got.push(message),
    progress: (from) => progress.push(from),
  })
  const message = random(2 ** 20)
  a.send(to, message)
  clock.advance(20_000)
  expect(got.map((one) => sameBytes(one, message))).toEqual([true])
  expect(new Set(progress)).toEqual(new Set(['memory:1', 'memory:2']))
  expect(clock.pending).toBe(0)
})

test('too-large names size and limit, and nothing is sent', async () => {
  const { network, a, b } = pair()
  await a.open({ receive() {} })
  const to = await b.open({ receive() {} })
  expect(() => a.send(to, new Uint8Array(16 * 2 ** 20 + 1))).toThrow(
    'message must be at most 16777216 bytes long, got 16777217',
  )
  expect(network.stats().sent).toBe(0)
})

test('a long message to no address throws bad-address, and is not held', async () => {
  const { clock, a } = pair()
  await a.open({ receive() {} })
  expect(() => a.send('nowhere', new Uint8Array(50_000))).toThrow(
    expect.objectContaining({ code: 'bad-address' }),
  )
  expect(a.stats().held).toEqual({ messages: 0, bytes: 0 })
  expect(clock.pending).toBe(0)
})

test('a long message before open throws closed', () => {
  const { a } = pair()
  expect(() => a.send('memory:2', new Uint8Array(50_000))).toThrow(
    expect.objectContaining({ code: 'closed' }),
  )
})

test('closing in the middle of messages, from within receive or not, leaves no timer and delivers nothing more', async () => {
  for (const within of [true, false]) {
    const { clock, a, b } = pair()
    let got = 0
    await a.open({ receive() {} })
    const to = await b.open({
      receive: () => {
        got++
        if (within) void b.close()
      },
    })
    for (const length of [300_000, 200_000, 4_000]) a.send(to, random(length))
    a.send(to, Uint8Array.of(1))
    clock.advance(45)
    if (!within) await b.close()
    await a.close()
    clock.advance(20_000)
    expect(got).toBe(within ? 1 : 2)
    expect(clock.pending).toBe(0)
    expect(b.stats().assembling).toMatchObject({ messages: 0, bytes: 0 })
    expect(a.stats().outgoing).toMatchObject(within ? { abandoned: 0 } : { closed: 2 })
  }
})

test('the progress of the transport below is handed on, and ends with close', async () => {
  let tell = (_from: string) => {}
  const below: Transport = {
    maxMessageBytes: 1_200,
    open: async ({ progress }) => {
      tell = (from) => progress?.(from)
      return 'here'
    },
    send() {},
    async close() {},
  }
  const transport = framed(below)
  const told: string[] = []
  await transport.open({ receive() {}, progress: (from) => told.push(from) })
  tell('there')
  await transport.close()
  tell('there')
  expect(told).toEqual(['there'])
})

test('what the transport below refuses later is counted, and no exception', async () => {
  const { clock, a, b, network } = pair()
  const inner = network.transport()
  let broken = false
  const odd = framed(
    {
      maxMessageBytes: inner.maxMessageBytes,
      open: (handlers) => inner.open(handlers),
      send: (to, bytes) => {
        if (broken) throw new Error('no')
        inner.send(to, bytes)
      },
      close: () => inner.close(),
    },
    { clock },
  )
  await a.open({ receive() {} })
  await b.open({ receive() {} })
  await odd.open({ receive() {} })
  odd.send('memory:2', random(5_000))
  broken = true
  clock.advance(30_000)
  expect(odd.stats().unsent).toBeGreaterThan(2)
  expect(odd.stats().held.messages).toBe(0)
})

test('ten mebibytes arrive over loopback', async () => {
  const [a, b] = [
    framed(new UdpTransport({ host: '127.0.0.1' })),
    framed(new UdpTransport({ host: '127.0.0.1' })),
  ]
  try {
    const message = random(10 * 2 ** 20)
    await a.open({ receive() {} })
    const got = await new Promise<Uint8Array>((resolve) => {
      void b.open({ receive: (_, bytes) => resolve(bytes) }).then((to) => a.send(to, message))
    })
    expect(sameBytes(got, message)).toBe(true)
    const { datagrams, received } = b.stats()
    expect(Object.values(datagrams).reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(
      received - 1,
    )
  } finally {
    await Promise.all([a.close(), b.close()])
  }
})

test('says how long a message may be to leave as one datagram', () => {
  const transport = () => new MemoryNetwork({ clock: new ManualClock() }).transport()
  expect(framed(transport()).datagramBytes).toBe(1_200)
  expect(framed(transport(), { datagramBytes: 300 }).datagramBytes).toBe(300)
})
