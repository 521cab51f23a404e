/** Ways of a round trip over loopback: bare sockets, the transports over them, and whole nodes over these. */

import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { createNode } from '@kadkit/dht'
import type { Transport } from '@kadkit/transport'
import { UdpTransport } from '@kadkit/transport-udp'
import { UdxTransport } from '@kadkit/transport-udx'

/** The bytes of a ping of ours, as a rule. */
export const PING_BYTES = 62

const HOST = '127.0.0.1'

/** One way, as its far side answers, and as its near side asks. */
export interface Way {
  /** Answers from now on; resolves to its port. */
  answer(): Promise<number>
  ask(port: number): Promise<Near>
}

/** The near side. */
export interface Near {
  /** One round trip. */
  trip(): Promise<void>
  close(): Promise<void>
}

/** In pairs: over the sockets of Node, and over those of udx-native. */
export const ways: Readonly<Record<string, Way>> = {
  'node:dgram': echo(bareDgram),
  'udx-native': echo(bareUdx),
  UdpTransport: echo(over(() => new UdpTransport({ host: HOST }))),
  UdxTransport: echo(over(() => new UdxTransport({ host: HOST }))),
  'Kadkit over UdpTransport': nodes(() => new UdpTransport({ host: HOST })),
  'Kadkit over UdxTransport': nodes(() => new UdxTransport({ host: HOST })),
}

/** A socket whose datagrams come from, and go to, what it calls a place. */
interface Socket<Place> {
  readonly port: number
  at(port: number): Place
  send(to: Place, datagram: Uint8Array): void
  close(): Promise<void>
}
type Open<Place> = (receive: (from: Place, datagram: Uint8Array) => void) => Promise<Socket<Place>>

interface Udx {
  bind(port: number, host: string): void
  address(): { readonly port: number }
  on(
    event: 'message',
    listener: (datagram: Uint8Array, from: { readonly host: string; readonly port: number }) => void,
  ): void
  trySend(datagram: Uint8Array, port: number, host: string): void
  close(): Promise<void>
}

/** Datagrams of the length of a ping; what comes back is the answer to the oldest that has none. */
function echo<Place>(open: Open<Place>): Way {
  return {
    async answer() {
      const socket = await open((from, datagram) => socket.send(from, datagram))
      return socket.port
    },
    async ask(port) {
      const waiting: (() => void)[] = []
      const socket = await open(() => waiting.shift()?.())
      const [to, datagram] = [socket.at(port), new Uint8Array(PING_BYTES).fill(7)]
      return {
        trip: () =>
          new Promise((resolve) => {
            waiting.push(resolve)
            socket.send(to, datagram)
          }),
        close: () => socket.close(),
      }
    },
  }
}

interface Place {
  readonly host: string
  readonly port: number
}

async function bareDgram(receive: (from: Place, datagram: Uint8Array) => void): Promise<Socket<Place>> {
  const socket = createSocket('udp4')
  socket.on('message', (datagram, { address, port }) => receive({ host: address, port }, datagram))
  socket.bind(0, HOST)
  await once(socket, 'listening')
  return {
    port: socket.address().port,
    at: (port) => ({ host: HOST, port }),
    send: (to, datagram) => socket.send(datagram, to.port, to.host),
    close: () => new Promise((resolve) => socket.close(resolve)),
  }
}

async function bareUdx(receive: (from: Place, datagram: Uint8Array) => void): Promise<Socket<Place>> {
  // The copy of udx-native that the transport has, and not the one of the peers.
  const manifest = createRequire(import.meta.url).resolve('@kadkit/transport-udx/package.json')
  const UDX = createRequire(manifest)('udx-native') as new () => { createSocket(): Udx }
  const socket = new UDX().createSocket()
  socket.on('message', (datagram, from) => receive(from, datagram))
  socket.bind(0, HOST)
  return {
    port: socket.address().port,
    at: (port) => ({ host: HOST, port }),
    send: (to, datagram) => socket.trySend(datagram, to.port, to.host),
    close: () => socket.close(),
  }
}

function over(make: () => Transport): Open<string> {
  return async (receive) => {
    const transport = make()
    const address = await transport.open({ receive })
    return {
      port: portOf(address),
      at,
      send: (to, datagram) => transport.send(to, datagram),
      close: () => transport.close(),
    }
  }
}

function nodes(make: () => Transport): Way {
  return {
    answer: async () => portOf((await createNode({ transport: make() })).self.address),
    async ask(port) {
      const node = await createNode({ transport: make() })
      return {
        async trip() {
          if (!(await node.rpc.ping(at(port)))) throw new Error(`${at(port)} did not answer`)
        },
        close: () => node.close(),
      }
    },
  }
}

function at(port: number): string {
  return `${HOST}:${port}`
}

function portOf(address: string): number {
  return Number(address.slice(address.lastIndexOf(':') + 1))
}
