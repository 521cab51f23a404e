/** One message over `framed(UdpTransport)`. */

import { type FramingOptions, framed } from '@kadkit/framing'
import type { Transport } from '@kadkit/transport'
import { UdpTransport } from '@kadkit/transport-udp'
import { sampleOf } from '../processes/sample.ts'
import { type Carrier, clock, type Received } from './carrier.ts'

export function framing(host: string, options: FramingOptions = {}): Carrier {
  const transport: Transport = framed(new UdpTransport({ host }), options)
  let opened: Promise<string> | undefined
  let settle: (received: Received) => void = () => {}
  const open = () => {
    opened ??= transport.open({ receive: (_, { length: bytes }) => settle({ bytes, at: clock() }) })
    return opened
  }
  return {
    async receive() {
      const whole = new Promise<Received>((resolve) => {
        settle = resolve
      })
      return { port: Number((await open()).split(':')[1]), whole }
    },
    async send(to, bytes) {
      await open()
      transport.send(`${to.host}:${to.port}`, sampleOf(1, bytes))
    },
    close: () => transport.close(),
  }
}
