/** One connection of TCP, as the system has it. */

import { connect, createServer, type Server, type Socket } from 'node:net'
import { sampleOf } from '../processes/sample.ts'
import { type Carrier, clock, type Received } from './carrier.ts'

export function tcp(host: string): Carrier {
  let server: Server | undefined
  let socket: Socket | undefined
  return {
    async receive(bytes) {
      const listening = createServer()
      server = listening
      await new Promise<void>((resolve) => listening.listen(0, host, resolve))
      const whole = new Promise<Received>((resolve) => {
        listening.on('connection', (connection) => {
          let received = 0
          connection.on('data', ({ length }) => {
            received += length
            if (received === bytes) resolve({ bytes, at: clock() })
          })
        })
      })
      const address = listening.address()
      return { port: typeof address === 'object' && address !== null ? address.port : 0, whole }
    },
    async send(to, bytes) {
      const connection = connect(to.port, to.host)
      socket = connection
      connection.write(sampleOf(1, bytes))
      await new Promise<void>((resolve) => connection.once('connect', resolve))
    },
    async close() {
      socket?.destroy()
      server?.close()
    },
  }
}
