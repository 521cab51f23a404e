/** One stream of udx-native, which is written in C, with a congestion control of its own. */

import { createRequire } from 'node:module'
import { sampleOf } from '../processes/sample.ts'
import { type Carrier, clock, type Place, type Received } from './carrier.ts'

/** What is used of it. */
interface UdxSocket {
  bind(port: number, host: string): void
  address(): { readonly port: number }
  close(): Promise<void>
}
interface UdxStream {
  connect(socket: UdxSocket, id: number, port: number, host: string): void
  write(bytes: Uint8Array): void
  on(event: 'data', listener: (bytes: Uint8Array) => void): void
  on(event: 'error', listener: () => void): void
  destroy(): void
}
interface Udx {
  createSocket(): UdxSocket
  createStream(id: number): UdxStream
}

const SENDER_ID = 1
const RECEIVER_ID = 2

/** Each side has to know the place of the other: the sender's is given. @throws Error when the peers are not installed */
export function udx(host: string, sender: Place): Carrier {
  const require = createRequire(new URL('../../peers/package.json', import.meta.url))
  const UDX = require('udx-native') as new () => Udx
  const instance = new UDX()
  const socket = instance.createSocket()
  let stream: UdxStream | undefined
  return {
    async receive(bytes) {
      socket.bind(0, host)
      stream = instance.createStream(RECEIVER_ID)
      stream.connect(socket, SENDER_ID, sender.port, sender.host)
      // The end of the other side is one.
      stream.on('error', () => {})
      const receiving = stream
      const whole = new Promise<Received>((resolve) => {
        let received = 0
        receiving.on('data', ({ length }) => {
          received += length
          if (received === bytes) resolve({ bytes, at: clock() })
        })
      })
      return { port: socket.address().port, whole }
    },
    async send(to, bytes) {
      socket.bind(sender.port, sender.host)
      stream = instance.createStream(SENDER_ID)
      stream.connect(socket, RECEIVER_ID, to.port, to.host)
      stream.on('error', () => {})
      stream.write(sampleOf(1, bytes))
    },
    async close() {
      stream?.destroy()
      await socket.close()
    },
  }
}
