/** Datagrams as fast as `node:dgram` takes them, with no care for what gets lost: the limit. */

import { createSocket } from 'node:dgram'
import { type Carrier, clock, type Received } from './carrier.ts'

/** As long as those of the framing. */
export const DATAGRAM_BYTES = 1_200
/** How many may wait in node:dgram. */
const AT_ONCE = 64
const SILENCE_MS = 300

export function datagrams(host: string): Carrier {
  const socket = createSocket('udp4')
  let [received, at] = [0, 0]
  socket.on('message', ({ length }) => {
    received += length
    at = clock()
  })
  const bound = new Promise<void>((resolve) => socket.bind(0, host, resolve))
  return {
    async receive(bytes) {
      await bound
      ;[received, at] = [0, 0]
      const whole = new Promise<Received>((resolve) => {
        const look = setInterval(() => {
          if (received < bytes && (at === 0 || clock() - at < SILENCE_MS)) return
          clearInterval(look)
          resolve({ bytes: received, at })
        }, 20)
      })
      return { port: socket.address().port, whole }
    },
    async send(to, bytes) {
      await bound
      const datagram = new Uint8Array(DATAGRAM_BYTES)
      let left = Math.ceil(bytes / DATAGRAM_BYTES)
      await Promise.all(
        Array.from({ length: AT_ONCE }, async () => {
          while (left-- > 0)
            await new Promise<void>((resolve) => socket.send(datagram, to.port, to.host, () => resolve()))
        }),
      )
    },
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  }
}
