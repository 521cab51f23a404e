/** A process that is one side of a carrier: `node side-process.js KIND OWN_HOST SENDER_HOST SENDER_PORT`. */

import { type Carrier, clock, type Place } from './carrier.ts'
import { datagrams } from './datagrams.ts'
import { framing } from './framing.ts'
import { tcp } from './tcp.ts'
import { udx } from './udx.ts'

export type Kind = 'framing' | 'datagrams' | 'udx' | 'tcp'

export type SideOrder =
  | { readonly type: 'receive'; readonly bytes: number }
  | { readonly type: 'send'; readonly to: Place; readonly bytes: number }
  | { readonly type: 'close' }

export type SideReport =
  | { readonly type: 'ready' }
  | { readonly type: 'receiving'; readonly port: number }
  | { readonly type: 'received'; readonly bytes: number; readonly at: number }
  | { readonly type: 'sending'; readonly at: number }
  | { readonly type: 'closed'; readonly cpuMs: number }

const carriers: Readonly<Record<Kind, (host: string, sender: Place) => Carrier>> = {
  framing: (host) => framing(host),
  datagrams,
  udx,
  tcp,
}

const [, , kind, host = '127.0.0.1', senderHost = host, senderPort] = process.argv
const carrier = carriers[kind as Kind](host, { host: senderHost, port: Number(senderPort) })
const say = (report: SideReport): void => void process.send?.(report)
// What it took to start is no cost of carrying.
let before = process.cpuUsage()

process.on('message', (order: SideOrder) => void carryOut(order))
say({ type: 'ready' })

async function carryOut(order: SideOrder): Promise<void> {
  if (order.type === 'receive') {
    before = process.cpuUsage()
    const { port, whole } = await carrier.receive(order.bytes)
    say({ type: 'receiving', port })
    say({ type: 'received', ...(await whole) })
  } else if (order.type === 'send') {
    before = process.cpuUsage()
    const at = clock()
    await carrier.send(order.to, order.bytes)
    say({ type: 'sending', at })
  } else {
    const { user, system } = process.cpuUsage(before)
    await carrier.close()
    say({ type: 'closed', cpuMs: (user + system) / 1_000 })
    process.disconnect()
  }
}
