/** Counts what this process sends, and loses some of what it receives: alike for every system. */

import { Socket as UdpSocket } from 'node:dgram'
import { Socket as TcpSocket } from 'node:net'
import { seededRandomBytes } from '@kadkit/key'
import type { SocketClass } from './system.ts'

type Method = (this: unknown, ...args: unknown[]) => unknown

/** What was sent since the start. */
export interface Traffic {
  /** Datagrams over UDP. */
  packets: number
  bytes: number
  /** Writes to TCP connections, and their bytes. */
  writes: number
  writtenBytes: number
}

const UDP: SocketClass = { prototype: UdpSocket.prototype, sends: ['send'] }

/** Sockets of this process, watched. There is one a process: it changes the classes themselves. */
export class Sockets {
  readonly traffic: Traffic = { packets: 0, bytes: 0, writes: 0, writtenBytes: 0 }
  /** How probable it is that a datagram is lost on its arrival, 0 to 1. */
  loss = 0
  readonly #draw: () => number

  constructor(seed: number, classes: readonly SocketClass[] = []) {
    this.#draw = dice(seed)
    for (const { prototype, sends } of [UDP, ...classes]) {
      for (const name of sends) this.#count(prototype, name)
      this.#lose(prototype)
    }
    this.#countWrites(TcpSocket.prototype)
  }

  #count(prototype: object, name: string): void {
    const { traffic } = this
    around(prototype, name, (send) => {
      return function (this: unknown, ...args) {
        traffic.packets++
        traffic.bytes += (args[0] as Uint8Array).length
        return send.apply(this, args)
      }
    })
  }

  #lose(prototype: object): void {
    const lost = () => this.loss > 0 && this.#draw() < this.loss
    around(prototype, 'emit', (emit) => {
      return function (this: unknown, ...args) {
        return args[0] === 'message' && lost() ? true : emit.apply(this, args)
      }
    })
  }

  #countWrites(prototype: object): void {
    const { traffic } = this
    around(prototype, '_writeGeneric', (write) => {
      return function (this: unknown, ...args) {
        // Until it is connected, a socket puts a write off, and comes here again.
        if ((this as TcpSocket).connecting) return write.apply(this, args)
        traffic.writes++
        // [several at once, the data, ...]
        const data = args[0] ? (args[1] as { chunk: Uint8Array }[]).map(({ chunk }) => chunk) : [args[1]]
        for (const chunk of data) traffic.writtenBytes += (chunk as Uint8Array).length
        return write.apply(this, args)
      }
    })
  }
}

function around(prototype: object, name: string, wrap: (inner: Method) => Method): void {
  const inner = Reflect.get(prototype, name) as Method
  Object.defineProperty(prototype, name, { value: wrap(inner), configurable: true, writable: true })
}

/** Numbers from 0 to 1, the same for the same seed. */
export function dice(seed: number): () => number {
  const random = seededRandomBytes(seed)
  return () => new DataView(random(4).buffer).getUint32(0) / 2 ** 32
}
