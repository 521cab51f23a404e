/** Transports that each break one rule, so that the contract suite can be seen to notice. */

import type { Address, Transport, TransportHandlers } from '../../src/transport.ts'
import { TransportError } from '../../src/transport-error.ts'

/** How a broken transport differs from the sound one inside it. */
interface Defect {
  maxMessageBytes?(inner: Transport): number
  datagramBytes?(inner: Transport): number
  open?(inner: Transport, handlers: TransportHandlers): Promise<Address>
  send?(inner: Transport, to: Address, message: Uint8Array): void
  close?(inner: Transport): Promise<void>
}

/** A defect, and the case of the contract that has to fail for it. */
export interface Broken {
  readonly defect: string
  readonly fails: string
  /** Makes the defect anew for every transport, so that each has its own state. */
  make(): Defect
}

export function breakTransport(inner: Transport, defect: Defect): Transport {
  return {
    get maxMessageBytes() {
      return defect.maxMessageBytes?.(inner) ?? inner.maxMessageBytes
    },
    ...(defect.datagramBytes && { datagramBytes: defect.datagramBytes(inner) }),
    open: (handlers) => defect.open?.(inner, handlers) ?? inner.open(handlers),
    send: (to, message) => (defect.send ? defect.send(inner, to, message) : inner.send(to, message)),
    close: () => defect.close?.(inner) ?? inner.close(),
  }
}

type Receive = TransportHandlers['receive']

/** A defect in receiving: `receive` is what the handlers get instead. */
function receiving(change: (receive: Receive) => Receive): () => Defect {
  return () => ({
    open: (inner, handlers) => inner.open({ receive: change(handlers.receive.bind(handlers)) }),
  })
}

function sending(send: NonNullable<Defect['send']>): () => Defect {
  return () => ({ send })
}

/** Sends, and leaves out what the sound transport would have refused with this code. */
function silent(code: string): () => Defect {
  return sending((inner, to, message) => {
    try {
      inner.send(to, message)
    } catch (error) {
      if (!(error instanceof TransportError && error.code === code)) throw error
    }
  })
}

const delivery: readonly Broken[] = [
  {
    defect: 'clears the highest bit of every byte',
    fails: 'bytes arrive unchanged, all 256 values of them',
    make: receiving(
      (receive) => (from, message) =>
        receive(
          from,
          message.map((byte) => byte & 0x7f),
        ),
    ),
  },
  {
    defect: 'drops messages of one byte',
    fails: 'a message of one byte arrives',
    make: receiving((receive) => (from, message) => {
      if (message.length !== 1) receive(from, message)
    }),
  },
  {
    defect: 'throws at an empty message',
    fails: 'an empty message arrives empty or not at all, and is no error',
    make: sending((inner, to, message) => {
      if (message.length === 0) throw new RangeError('empty')
      inner.send(to, message)
    }),
  },
  {
    defect: 'makes one byte of nothing',
    fails: 'an empty message arrives empty or not at all, and is no error',
    make: sending((inner, to, message) => inner.send(to, message.length === 0 ? new Uint8Array(1) : message)),
  },
  {
    defect: 'names a sender that cannot be answered',
    fails: 'the sender of a message can be answered at its address, which is always the same',
    make: receiving((receive) => (_from, message) => receive('memory:99999', message)),
  },
  {
    defect: 'names every sender anew',
    fails: 'the sender of a message can be answered at its address, which is always the same',
    make: receiving((receive) => {
      let count = 0
      return (from, message) => receive(`${from}#${count++}`, message)
    }),
  },
  {
    defect: 'joins what comes',
    fails: 'two messages stay two',
    make: receiving((receive) => {
      let all: number[] = []
      return (from, message) => {
        all = [...all, ...message]
        receive(from, Uint8Array.from(all))
      }
    }),
  },
  {
    defect: 'cuts a message in two',
    fails: 'two messages stay two',
    make: receiving((receive) => (from, message) => {
      receive(from, message.slice(0, 2))
      receive(from, message.slice(2))
    }),
  },
  {
    defect: 'keeps only the last message of a crowd',
    fails: 'many messages both ways at once arrive, each whole',
    make: () => {
      let waiting: (() => void) | undefined
      return {
        send(inner, to, message) {
          if (waiting === undefined) queueMicrotask(() => waiting?.())
          const copy = new Uint8Array(message)
          waiting = () => {
            waiting = undefined
            inner.send(to, copy)
          }
        },
      }
    },
  },
]

const buffers: readonly Broken[] = [
  {
    defect: 'reads the buffer after send has returned',
    fails: 'the sent buffer may be reused at once, also when it is a Buffer',
    make: sending((inner, to, message) => queueMicrotask(() => inner.send(to, message))),
  },
  {
    defect: 'copies with slice, which for a Buffer is no copy',
    fails: 'the sent buffer may be reused at once, also when it is a Buffer',
    make: sending((inner, to, message) => {
      const copy = message.slice()
      queueMicrotask(() => inner.send(to, copy))
    }),
  },
  {
    defect: 'sends the whole buffer behind a view',
    fails: 'a view of a larger buffer is sent as just that view',
    make: sending((inner, to, message) => inner.send(to, new Uint8Array(message.buffer))),
  },
  {
    defect: 'receives all into one buffer',
    fails: 'the received buffer is the receiver’s to keep and to overwrite',
    make: receiving((receive) => {
      const shared = new Uint8Array(2_000)
      return (from, message) => {
        shared.set(message)
        receive(from, shared.subarray(0, message.length))
      }
    }),
  },
  {
    defect: 'hands over a Buffer as it is',
    fails: 'a received message is a plain Uint8Array, whose slice is a copy',
    make: receiving((receive) => (from, message) => receive(from, Buffer.from(message))),
  },
]

const sizesAndAddresses: readonly Broken[] = [
  {
    defect: 'loses the longest messages',
    fails: 'a message of maxMessageBytes arrives',
    make: sending((inner, to, message) => {
      if (message.length !== inner.maxMessageBytes) inner.send(to, message)
    }),
  },
  {
    defect: 'is silent about a message that is too large',
    fails: 'one byte more than maxMessageBytes throws too-large, and nothing of it arrives',
    make: silent('too-large'),
  },
  {
    defect: 'cuts a message that is too large, and throws as well',
    fails: 'one byte more than maxMessageBytes throws too-large, and nothing of it arrives',
    make: sending((inner, to, message) => {
      inner.send(to, message.subarray(0, inner.maxMessageBytes))
      inner.send(to, message)
    }),
  },
  {
    defect: 'throws an error of its own for a message that is too large',
    fails: 'one byte more than maxMessageBytes throws too-large, and nothing of it arrives',
    make: sending((inner, to, message) => {
      if (message.length > inner.maxMessageBytes) throw new RangeError('too large')
      inner.send(to, message)
    }),
  },
  {
    defect: 'says that longer messages leave as one datagram than it takes',
    fails: 'datagramBytes, if it is said, is an integer of 1 to maxMessageBytes',
    make: () => ({ datagramBytes: (inner) => inner.maxMessageBytes + 1 }),
  },
  {
    defect: 'knows maxMessageBytes only when it is open',
    fails: 'maxMessageBytes is a positive integer that opening and closing do not change',
    make: () => {
      let open = false
      return {
        maxMessageBytes: (inner) => (open ? inner.maxMessageBytes : 512),
        open(inner, handlers) {
          open = true
          return inner.open(handlers)
        },
      }
    },
  },
  {
    defect: 'throws when nobody listens',
    fails: 'an address at which nobody listens is no error',
    make: sending((inner, to, message) => {
      if (to === 'memory:99999') throw new TransportError('closed', 'nobody is there')
      inner.send(to, message)
    }),
  },
  {
    defect: 'stops after a message to nobody',
    fails: 'an address at which nobody listens is no error',
    make: () => {
      let broken = false
      return {
        send(inner, to, message) {
          broken ||= to === 'memory:99999'
          if (!broken) inner.send(to, message)
        },
      }
    },
  },
  {
    defect: 'is silent about a malformed address',
    fails: 'a malformed address throws bad-address, and disturbs nothing',
    make: silent('bad-address'),
  },
  {
    defect: 'delivers inside send',
    fails: 'nothing is received inside send',
    make: () => ({
      open: (inner, handlers) => {
        const address = inner.open(handlers)
        address.then((text) => direct.set(text, handlers))
        return address
      },
      send: (_inner, to, message) => direct.get(to)?.receive('memory:1', new Uint8Array(message)),
    }),
  },
]

const direct = new Map<Address, TransportHandlers>()

const lives: readonly Broken[] = [
  {
    defect: 'is silent before open and after close',
    fails: 'send before open throws closed',
    make: silent('closed'),
  },
  {
    defect: 'is silent before open and after close',
    fails: 'send after close throws closed, at once',
    make: silent('closed'),
  },
  {
    defect: 'opens twice',
    fails: 'a second open rejects with already-open, and the first goes on',
    make: () => {
      let first: Promise<Address> | undefined
      return {
        open(inner, handlers) {
          first ??= inner.open(handlers)
          return first
        },
      }
    },
  },
  {
    defect: 'closes at the second open',
    fails: 'a second open rejects with already-open, and the first goes on',
    make: () => ({
      open: (inner, handlers) =>
        inner.open(handlers).catch(async (error: unknown) => {
          await inner.close()
          throw error
        }),
    }),
  },
  {
    defect: 'rejects a second close',
    fails: 'close may be called twice, also at once',
    make: () => {
      let closed = false
      return {
        async close(inner) {
          if (closed) throw new TransportError('closed', 'closed already')
          closed = true
          await inner.close()
        },
      }
    },
  },
  {
    defect: 'never finishes a second close',
    fails: 'close may be called twice, also at once',
    make: () => {
      let closed = false
      return {
        close(inner) {
          if (closed) return new Promise<void>(() => {})
          closed = true
          return inner.close()
        },
      }
    },
  },
  {
    defect: 'rejects a close before open',
    fails: 'close may be called before open, which then rejects with closed',
    make: () => {
      let opened = false
      return {
        open(inner, handlers) {
          opened = true
          return inner.open(handlers)
        },
        async close(inner) {
          if (!opened) throw new TransportError('closed', 'not open yet')
          await inner.close()
        },
      }
    },
  },
  {
    defect: 'opens again after close',
    fails: 'a closed transport does not open again',
    make: () => {
      let address: Address | undefined
      return {
        async open(inner, handlers) {
          address ??= await inner.open(handlers)
          return address
        },
      }
    },
  },
  {
    defect: 'goes on receiving after close',
    fails: 'nothing is received after close, not even what was under way',
    make: () => ({ close: async () => {} }),
  },
  {
    defect: 'closes whoever has written to it',
    fails: 'closing a transport does not disturb its peers',
    make: () => ({
      open: async (inner, handlers) => {
        const address = await inner.open(handlers)
        transports.set(address, inner)
        return address
      },
      send: (inner, to, message) => {
        inner.send(to, message)
        peers.set(inner, to)
      },
      close: async (inner) => {
        await transports.get(peers.get(inner) ?? '')?.close()
        await inner.close()
      },
    }),
  },
]

const transports = new Map<Address, Transport>()
const peers = new Map<Transport, Address>()

export const brokenTransports: readonly Broken[] = [...delivery, ...buffers, ...sizesAndAddresses, ...lives]
