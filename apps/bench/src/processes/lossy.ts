/** A transport that loses some of what is sent through it, by a seed: a bad link where there is none. */

import { seededRandomBytes } from '@kadkit/key'
import type { Address, Transport, TransportHandlers } from '@kadkit/transport'

/** `loss` is how probable it is that a datagram is lost, 0 to 1. */
export function lossy(inner: Transport, loss: number, seed: number): Transport {
  const random = seededRandomBytes(seed)
  const draw = () => new DataView(random(4).buffer).getUint32(0) / 2 ** 32
  return {
    maxMessageBytes: inner.maxMessageBytes,
    open: (handlers: TransportHandlers): Promise<Address> => inner.open(handlers),
    send: (to: Address, message: Uint8Array): void => {
      if (loss === 0 || draw() >= loss) inner.send(to, message)
    },
    close: (): Promise<void> => inner.close(),
  }
}
