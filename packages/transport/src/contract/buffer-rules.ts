/** Whose the bytes are: before `send`, after it, and at the receiver. */

import { ensure, sameBytes } from './assertions.ts'
import type { Rule } from './stage.ts'

/** Cuts like a Buffer of Node: its `slice` is a view of the same bytes, not a copy. */
class SlicesLikeBuffer extends Uint8Array {
  override slice(start?: number, end?: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.buffer as ArrayBuffer, this.byteOffset, this.length).subarray(start, end)
  }
}

export const bufferRules: readonly Rule[] = [
  {
    name: 'the sent buffer may be reused at once, also when it is a Buffer',
    async play(stage) {
      const [a, b] = [await stage.party(), await stage.party()]
      const sent = [Uint8Array.of(1, 1, 1), Uint8Array.of(2, 2, 2)]
      const buffers = [new Uint8Array(3), new SlicesLikeBuffer(3)]
      const sendAndReuse = () => {
        buffers.forEach((buffer, i) => {
          buffer.set(sent[i] ?? [])
          a.send(b.address, buffer)
          buffer.fill(9)
        })
      }
      const missing = () => sent.filter((message) => b.delivery(message) === undefined).length
      await stage.persist(
        sendAndReuse,
        () => missing() === 0,
        () => `${missing()} of 2 messages did not arrive as they were when send returned`,
      )
      b.ensureNothingBut(sent)
    },
  },
  {
    name: 'a view of a larger buffer is sent as just that view',
    async play(stage) {
      const [a, b] = [await stage.party(), await stage.party()]
      const view = Uint8Array.of(0, 0, 1, 2, 3, 0, 0).subarray(2, 5)
      await stage.carry(a, b, [view])
      b.ensureNothingBut([view])
    },
  },
  {
    name: 'the received buffer is the receiver’s to keep and to overwrite',
    async play(stage) {
      const [a, b] = [await stage.party(), await stage.party()]
      const sent = Array.from({ length: 20 }, (_, i) => Uint8Array.of(i, i, i, i))
      await stage.carry(a, b, sent.slice(0, 10))
      const scribbled = b.inbox[0]?.message
      scribbled?.fill(99)
      await stage.carry(a, b, sent.slice(10))
      b.ensureNothingBut(sent)
      const spoilt = b.inbox.find(({ message, bytes }) => message !== scribbled && !sameBytes(message, bytes))
      ensure(spoilt === undefined, 'the bytes of a received message changed after it was handed over')
      ensure(
        scribbled?.every((byte) => byte === 99) === true,
        'a later message overwrote a buffer of the receiver',
      )
    },
  },
  {
    name: 'a received message is a plain Uint8Array, whose slice is a copy',
    async play(stage) {
      const [a, b] = [await stage.party(), await stage.party()]
      const sent = Uint8Array.of(1, 2, 3)
      await stage.carry(a, b, [sent])
      const received = b.delivery(sent)?.message
      received?.slice().fill(99)
      ensure(
        received instanceof Uint8Array && sameBytes(received, sent),
        'slice() of a received message must copy its bytes; that of a Buffer does not: wrap it in a Uint8Array',
      )
    },
  },
]
