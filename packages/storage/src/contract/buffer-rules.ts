/** Rules about whose the bytes are: before put, after it, and after get. */

import { ensure, ensureBytes, ensureHolds } from './assertions.ts'
import { bytesFor, type Rule } from './rule.ts'

/** Cuts like a Buffer of Node: its `slice` is a view of the same bytes, not a copy. */
class SlicesLikeBuffer extends Uint8Array {
  override slice(start?: number, end?: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.buffer as ArrayBuffer, this.byteOffset, this.length).subarray(start, end)
  }
}

export const bufferRules: readonly Rule[] = [
  {
    name: 'the bytes that are put may change as soon as put has returned, also those of a Buffer',
    async play(storage) {
      for (const bytes of [new Uint8Array(8), new SlicesLikeBuffer(8)]) {
        bytes.set(bytesFor(1))
        const put = storage.put('name', bytes)
        bytes.fill(99)
        await put
        await ensureHolds(storage, 'name', bytesFor(1))
        bytes.fill(98)
        await ensureHolds(storage, 'name', bytesFor(1))
      }
    },
  },
  {
    name: 'a view into a larger buffer is stored as just that view',
    async play(storage) {
      await storage.put('name', Uint8Array.of(0, 0, 1, 2, 3, 0, 0).subarray(2, 5))
      await ensureHolds(storage, 'name', Uint8Array.of(1, 2, 3))
    },
  },
  {
    name: 'what get and entries give is the caller’s to overwrite',
    async play(storage) {
      await storage.put('name', bytesFor(1))
      const got = await storage.get('name')
      got?.fill(99)
      await ensureHolds(storage, 'name', bytesFor(1))
      for await (const [, bytes] of storage.entries()) bytes.fill(99)
      await ensureHolds(storage, 'name', bytesFor(1))
      ensureBytes(got, new Uint8Array(8).fill(99), 'an array that get had given earlier')
    },
  },
  {
    name: 'what get and entries give is a plain Uint8Array, whose slice is a copy',
    async play(storage) {
      await storage.put('name', bytesFor(1))
      const given = [await storage.get('name')]
      for await (const [, bytes] of storage.entries()) given.push(bytes)
      for (const bytes of given) {
        bytes?.slice().fill(99)
        ensureBytes(
          bytes,
          bytesFor(1),
          'an array whose slice() was overwritten: wrap a Buffer in a Uint8Array; it',
        )
      }
      ensure(given.length === 2, `entries() must yield the one entry, got ${given.length - 1}`)
    },
  },
]
