import dgram from 'node:dgram'
import { afterEach, expect, test, vi } from 'vitest'
import { outgoing } from '../src/outgoing.ts'
import { UdpTransport } from '../src/udp-transport.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

test('a copy is one, whether the message is short or long, and may be none of it', () => {
  for (const length of [0, 1, 8_192, 8_193, 65_507]) {
    const message = new Uint8Array(length).fill(7)
    const copy = outgoing.copyOf(message)
    message.fill(8)
    expect(copy.equals(new Uint8Array(length).fill(7))).toBe(true)
  }
})

test('a copy that was kept stays as it is', () => {
  const first = outgoing.copyOf(Uint8Array.of(1, 2))
  outgoing.kept()
  outgoing.copyOf(Uint8Array.of(3, 4))
  expect([...first]).toEqual([1, 2])
})

test('what the system has taken leaves its memory to the next message, and what still waits does not', async () => {
  const sent: Buffer[] = []
  vi.spyOn(dgram.Socket.prototype, 'send').mockImplementation((message: unknown) => {
    sent.push(message as Buffer)
  })
  const waiting = vi.spyOn(dgram.Socket.prototype, 'getSendQueueCount')
  const transport = new UdpTransport({ host: '127.0.0.1' })
  await transport.open({ receive: () => {} })
  for (const [byte, count] of [0, 1, 0, 0].entries()) {
    waiting.mockReturnValue(count)
    transport.send('127.0.0.1:9', Uint8Array.of(byte))
  }
  // The second has replaced the first, and the fourth the third; the second has waited.
  expect(sent.map(([byte]) => byte)).toEqual([1, 1, 3, 3])
  await transport.close()
})

test('many messages in a row arrive as they were', async () => {
  const received: number[] = []
  const to = new UdpTransport({ host: '127.0.0.1' })
  const from = new UdpTransport({ host: '127.0.0.1' })
  const address = await to.open({ receive: (_, [byte = -1]) => received.push(byte) })
  await from.open({ receive: () => {} })
  const bytes = Array.from({ length: 50 }, (_, byte) => byte)
  for (const byte of bytes) from.send(address, Uint8Array.of(byte))
  await vi.waitFor(() => expect(received).toEqual(bytes))
  await Promise.all([to.close(), from.close()])
})
