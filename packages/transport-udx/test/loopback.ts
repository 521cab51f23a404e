/** What the tests over real sockets share. */

import type { Address, Transport } from '@kadkit/transport'
import { UdxTransport, type UdxTransportOptions } from '../src/index.ts'

export interface Arrival {
  readonly from: Address
  readonly message: Uint8Array
}

/** An open transport on loopback; `next()` resolves to the next message that it receives. */
export interface End {
  readonly transport: UdxTransport
  readonly address: Address
  readonly received: readonly Arrival[]
  next(): Promise<Arrival>
}

const opened: Transport[] = []

/** Closes every transport of {@link openEnd}. */
export async function closeEnds(): Promise<void> {
  await Promise.all(opened.splice(0).map((transport) => transport.close()))
}

export async function openEnd(options: UdxTransportOptions = {}): Promise<End> {
  const transport = new UdxTransport({ host: '127.0.0.1', ...options })
  opened.push(transport)
  const received: Arrival[] = []
  const waiting: ((arrival: Arrival) => void)[] = []
  let taken = 0
  const hand = () => {
    for (;;) {
      const arrival = received[taken]
      const resolve = arrival && waiting.shift()
      if (arrival === undefined || resolve === undefined) return
      taken++
      resolve(arrival)
    }
  }
  const address = await transport.open({
    receive(from, message) {
      received.push({ from, message })
      hand()
    },
  })
  const next = () =>
    new Promise<Arrival>((resolve) => {
      waiting.push(resolve)
      hand()
    })
  return { transport, address, received, next }
}

/** An address on loopback at which nobody listens: a port that was free a moment ago. */
export async function deadAddress(host: string): Promise<Address> {
  const transport = new UdxTransport({ host })
  const address = await transport.open({ receive() {} })
  await transport.close()
  return address
}

/** Waits, turn by turn of the event loop, until the system has done something; fails with `words` after 3 s. */
export async function turnsUntil(done: () => boolean, words: string): Promise<void> {
  const deadline = performance.now() + 3_000
  while (!done()) {
    if (performance.now() > deadline) throw new Error(words)
    await new Promise((resolve) => setImmediate(resolve))
  }
}
