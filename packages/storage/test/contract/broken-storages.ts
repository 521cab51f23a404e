/** Storages that each break one promise, and the case of the contract that must notice. */

import type { Storage } from '../../src/index.ts'
import { type Disk, DiskStorage } from './disk-storage.ts'

export interface BrokenStorage {
  readonly fault: string
  /** The name of a case that must fail, and what its message must say. */
  readonly caughtBy: string
  readonly saying: RegExp
  create(disk: Disk): Storage
}

function broken(caughtBy: string, fault: string, saying: RegExp, make: typeof DiskStorage): BrokenStorage {
  return { caughtBy, fault, saying, create: (disk) => new make(disk) }
}

export const brokenValues: readonly BrokenStorage[] = [
  broken(
    'a name that was never put is undefined',
    'gives an empty array for an unknown name',
    /get\("unknown"\) must give undefined, got 0 bytes/,
    class extends DiskStorage {
      override async get(name: string) {
        return (await super.get(name)) ?? new Uint8Array(0)
      }
    },
  ),
  broken(
    'what was put is what get gives, for each value of a byte',
    'stores text',
    /get\("name"\) must give 256 bytes 00 01 02 03 04 05 06 07 …, got 512 bytes/,
    class extends DiskStorage {
      override put(name: string, bytes: Uint8Array) {
        return super.put(name, new TextEncoder().encode(new TextDecoder().decode(bytes)))
      }
    },
  ),
  broken(
    'an empty value is a value',
    'takes an empty value for none',
    /must give 0 bytes, got undefined/,
    class extends DiskStorage {
      override async get(name: string) {
        const bytes = await super.get(name)
        return bytes?.length === 0 ? undefined : bytes
      }
    },
  ),
  broken(
    'a value of 64 KiB comes back whole',
    'cuts values to 16 bits of length',
    /must give 65536 bytes .*, got 65535 bytes/,
    class extends DiskStorage {
      override put(name: string, bytes: Uint8Array) {
        return super.put(name, bytes.subarray(0, 65_535))
      }
    },
  ),
  broken(
    'the last put wins, also when it is shorter',
    'overwrites without cutting',
    /must give 3 bytes .*, got 100 bytes/,
    class extends DiskStorage {
      override put(name: string, bytes: Uint8Array) {
        const old = this.disk.get(name) ?? new Uint8Array(0)
        const merged = new Uint8Array(Math.max(old.length, bytes.length))
        merged.set(old)
        merged.set(bytes)
        return super.put(name, merged)
      }
    },
  ),
  broken(
    'a deleted name is undefined, and can be put again',
    'deletes for ever',
    /must give 8 bytes .*, got undefined/,
    class extends DiskStorage {
      readonly #graves = new Set<string>()
      override delete(name: string) {
        this.#graves.add(name)
        return super.delete(name)
      }
      override async put(name: string, bytes: Uint8Array) {
        if (!this.#graves.has(name)) await super.put(name, bytes)
      }
    },
  ),
  broken(
    'deleting an unknown name is fine, also twice',
    'rejects when it deletes an unknown name',
    /not found/,
    class extends DiskStorage {
      override async delete(name: string) {
        if (!this.disk.has(name)) throw new Error('not found')
        await super.delete(name)
      }
    },
  ),
  ...[
    ['forgets upper case', (name: string) => name.toLowerCase()],
    ['cuts names', (name: string) => name.slice(0, 255)],
    ['trims names', (name: string) => name.trim()],
    ['takes a slash at the end for none', (name: string) => name.replace(/\/$/, '')],
    ['decodes escapes', (name: string) => name.replace('%61', 'a')],
  ].map(([fault, spoil]) =>
    broken(
      'names of printable ASCII are kept apart, to 256 characters',
      fault as string,
      /^get\(.*\) must give 8 bytes .*, got 8 bytes/,
      class extends DiskStorage {
        readonly #spoil = spoil as (name: string) => string
        override get(name: string) {
          return super.get(this.#spoil(name))
        }
        override put(name: string, bytes: Uint8Array) {
          return super.put(this.#spoil(name), bytes)
        }
      },
    ),
  ),
  broken(
    'calls about one name take effect in the order in which they were made, without waiting',
    'takes longer for longer values',
    /get\("kept"\) must give 0 bytes, got \d+ bytes/,
    class extends DiskStorage {
      override async put(name: string, bytes: Uint8Array) {
        const copy = Uint8Array.from(bytes)
        for (let i = 0; i < bytes.length; i += 50) await undefined
        await super.put(name, copy)
      }
    },
  ),
  broken(
    'calls about one name take effect in the order in which they were made, without waiting',
    'lets a delete overtake a put',
    /get\("deleted"\) must give undefined, got 8 bytes/,
    class extends DiskStorage {
      override async put(name: string, bytes: Uint8Array) {
        const copy = Uint8Array.from(bytes)
        await undefined
        await super.put(name, copy)
      }
    },
  ),
]

export const brokenBuffers: readonly BrokenStorage[] = [
  broken(
    'the bytes that are put may change as soon as put has returned, also those of a Buffer',
    'copies what is put too late',
    /must give 8 bytes 1f .*, got 8 bytes 63/,
    class extends DiskStorage {
      override async put(name: string, bytes: Uint8Array) {
        await undefined
        await super.put(name, bytes)
      }
    },
  ),
  broken(
    'the bytes that are put may change as soon as put has returned, also those of a Buffer',
    'copies a Buffer with slice, which does not copy',
    /must give 8 bytes 1f .*, got 8 bytes 63/,
    class extends DiskStorage {
      override async put(name: string, bytes: Uint8Array) {
        this.mustBeOpen()
        this.disk.set(name, bytes.slice())
      }
    },
  ),
  broken(
    'a view into a larger buffer is stored as just that view',
    'stores the whole buffer of a view',
    /must give 3 bytes 01 02 03, got 7 bytes/,
    class extends DiskStorage {
      override put(name: string, bytes: Uint8Array) {
        return super.put(name, new Uint8Array(bytes.buffer))
      }
    },
  ),
  broken(
    'what get and entries give is the caller’s to overwrite',
    'gives its own bytes from get',
    /must give 8 bytes 1f .*, got 8 bytes 63/,
    class extends DiskStorage {
      override async get(name: string) {
        this.mustBeOpen()
        return this.disk.get(name)
      }
    },
  ),
  broken(
    'what get and entries give is the caller’s to overwrite',
    'gives its own bytes from entries',
    /must give 8 bytes 1f .*, got 8 bytes 63/,
    class extends DiskStorage {
      override async *entries() {
        this.mustBeOpen()
        yield* this.disk
      }
    },
  ),
  broken(
    'what get and entries give is the caller’s to overwrite',
    'reads into the same buffer again and again',
    /an array that get had given earlier must give 8 bytes 63 .*, got 8 bytes 1f/,
    class extends DiskStorage {
      readonly #buffer = new Uint8Array(8)
      override async get(name: string) {
        const bytes = await super.get(name)
        if (bytes?.length !== 8) return bytes
        this.#buffer.set(bytes)
        return this.#buffer
      }
    },
  ),
  broken(
    'what get and entries give is a plain Uint8Array, whose slice is a copy',
    'gives a Buffer',
    /wrap a Buffer in a Uint8Array/,
    class extends DiskStorage {
      override async get(name: string) {
        const bytes = await super.get(name)
        return bytes && Buffer.from(bytes)
      }
    },
  ),
]

export const brokenEntries: readonly BrokenStorage[] = [
  broken(
    'entries yields nothing from an empty storage',
    'shows an entry of its own',
    /must not yield "version"/,
    class extends DiskStorage {
      override async *entries() {
        yield ['version', Uint8Array.of(1)] as const
        yield* super.entries()
      }
    },
  ),
  broken(
    'entries yields each entry once, with the bytes last put, and no deleted one',
    'shows the bytes first put',
    /entries\(\) for "name-3" must give 0 bytes, got 8 bytes/,
    class extends DiskStorage {
      readonly #first = new Map<string, Uint8Array>()
      override put(name: string, bytes: Uint8Array) {
        if (!this.#first.has(name)) this.#first.set(name, Uint8Array.from(bytes))
        return super.put(name, bytes)
      }
      override async *entries() {
        for await (const [name] of super.entries()) {
          yield [name, Uint8Array.from(this.#first.get(name) ?? [])] as const
        }
      }
    },
  ),
  broken(
    'entries yields each entry once, with the bytes last put, and no deleted one',
    'shows deleted entries as empty ones',
    /must not yield "name-4"/,
    class extends DiskStorage {
      readonly #deleted: string[] = []
      override delete(name: string) {
        this.#deleted.push(name)
        return super.delete(name)
      }
      override async *entries() {
        yield* super.entries()
        for (const name of this.#deleted) yield [name, new Uint8Array(0)] as const
      }
    },
  ),
  broken(
    'entries yields 1,000 names',
    'shows one page only',
    /entries\(\) for "name-999" must give 8 bytes .*, got undefined/,
    class extends DiskStorage {
      override async *entries() {
        let left = 999
        for await (const entry of super.entries()) if (left-- > 0) yield entry
      }
    },
  ),
  broken(
    'entries survives writes in between: what they do not touch is seen once',
    'counts places, which a delete moves',
    /entries\(\) for name-\d+, which nobody touched, must give 8 bytes .*, got undefined/,
    class extends DiskStorage {
      override async *entries() {
        this.mustBeOpen()
        for (let i = 0; i < this.disk.size; i++) {
          const [name, bytes] = [...this.disk][i] ?? ['', new Uint8Array(0)]
          yield [name, bytes.slice()] as const
        }
      }
    },
  ),
  broken(
    'entries survives writes in between: what they do not touch is seen once',
    'starts again when something was written',
    /yielded name-\d+ twice/,
    class extends DiskStorage {
      override async *entries() {
        let left = 10
        const before = [...this.disk.keys()].join()
        for await (const entry of super.entries()) {
          if (left-- > 0) yield entry
        }
        if ([...this.disk.keys()].join() !== before) yield* super.entries()
      }
    },
  ),
  broken(
    'entries yields no name twice that is deleted and put again in between, and ends',
    'walks the living Map',
    /yielded name-0 twice/,
    class extends DiskStorage {
      override async *entries() {
        this.mustBeOpen()
        for (const [name, bytes] of this.disk) yield [name, bytes.slice()] as const
      }
    },
  ),
  broken(
    'entries can be left early, and walked twice at once',
    'has one cursor for all walks',
    /must give 8 bytes .*, got undefined/,
    class extends DiskStorage {
      #cursor: AsyncIterator<readonly [string, Uint8Array]> | undefined
      override entries() {
        this.#cursor ??= super.entries()[Symbol.asyncIterator]()
        const cursor = this.#cursor
        return { [Symbol.asyncIterator]: () => ({ next: () => cursor.next() }) }
      }
    },
  ),
]

export const brokenLives: readonly BrokenStorage[] = [
  broken(
    'close may be called twice, also at once',
    'rejects the second close',
    /closed already/,
    class extends DiskStorage {
      #closing = false
      override async close() {
        if (this.#closing) throw new Error('closed already')
        this.#closing = true
        await super.close()
      }
    },
  ),
  broken(
    'after close every call rejects with closed',
    'goes on after close',
    /get must reject with StorageError 'closed' after close, but it did not reject/,
    class extends DiskStorage {
      override async close() {}
    },
  ),
  broken(
    'after close every call rejects with closed',
    'rejects with an error of its own',
    /put must reject with StorageError 'closed' after close, but got Error: not open/,
    class extends DiskStorage {
      override async put(name: string, bytes: Uint8Array) {
        await super.put(name, bytes).catch(() => {
          throw new Error('not open')
        })
      }
    },
  ),
  broken(
    'after close every call rejects with closed',
    'takes a delete after close for done',
    /delete must reject/,
    class extends DiskStorage {
      override async delete(name: string) {
        this.disk.delete(name)
      }
    },
  ),
  broken(
    'after close every call rejects with closed',
    'shows no entries after close',
    /entries must reject/,
    class extends DiskStorage {
      override async *entries() {
        for (const [name, bytes] of [...this.disk]) yield [name, bytes.slice()] as const
      }
    },
  ),
  broken(
    'a storage that is opened again has all that was put, and nothing that was deleted',
    'forgets everything at its end',
    /entries\(\) for "kept" must give 8 bytes .*, got undefined/,
    class extends DiskStorage {
      override async close() {
        this.disk.clear()
        await super.close()
      }
    },
  ),
  broken(
    'a storage that is opened again has all that was put, and nothing that was deleted',
    'brings deleted names back',
    /must not yield "deleted"/,
    class extends DiskStorage {
      readonly #deleted: string[] = []
      override async delete(name: string) {
        if (this.disk.has(name)) this.#deleted.push(name)
        await super.delete(name)
      }
      override async close() {
        for (const name of this.#deleted) this.disk.set(name, new Uint8Array(8))
        await super.close()
      }
    },
  ),
  broken(
    'a storage that is opened again can be written, and keeps that too',
    'keeps what its first life wrote, and no more',
    /entries\(\) for "second" must give 8 bytes .*, got undefined/,
    class extends DiskStorage {
      readonly #readOnly = this.disk.size > 0
      override async put(name: string, bytes: Uint8Array) {
        if (!this.#readOnly) await super.put(name, bytes)
      }
    },
  ),
]
