/** Rules about single names: put, get and delete. */

import { ensureHolds } from './assertions.ts'
import { bytesFor, type Rule } from './rule.ts'

const printableAscii = Array.from({ length: 0x7f - 0x20 }, (_, i) => String.fromCharCode(0x20 + i)).join('')

/** Names that a file system, a URL, a database with prefixes or a plain object could confuse. */
const difficultNames = [
  'a',
  'A',
  'ab',
  'a/b',
  'a/',
  ' a',
  '..',
  '%61',
  'a:b',
  '__proto__',
  'constructor',
  printableAscii,
  'n'.repeat(256),
  'n'.repeat(255),
]

export const valueRules: readonly Rule[] = [
  {
    name: 'a name that was never put is undefined',
    async play(storage) {
      for (const name of ['unknown', ...difficultNames]) await ensureHolds(storage, name, undefined)
    },
  },
  {
    name: 'what was put is what get gives, for each value of a byte',
    async play(storage) {
      const bytes = Uint8Array.from({ length: 256 }, (_, i) => i)
      await storage.put('name', bytes)
      await ensureHolds(storage, 'name', bytes)
      await ensureHolds(storage, 'name', bytes)
    },
  },
  {
    name: 'an empty value is a value',
    async play(storage) {
      await storage.put('name', new Uint8Array(0))
      await ensureHolds(storage, 'name', new Uint8Array(0))
    },
  },
  {
    name: 'a value of 64 KiB comes back whole',
    async play(storage) {
      const bytes = bytesFor(1, 65_536)
      await storage.put('name', bytes)
      await ensureHolds(storage, 'name', bytes)
    },
  },
  {
    name: 'the last put wins, also when it is shorter',
    async play(storage) {
      for (const length of [8, 100, 3, 0, 5]) {
        await storage.put('name', bytesFor(length, length))
        await ensureHolds(storage, 'name', bytesFor(length, length))
      }
    },
  },
  {
    name: 'a deleted name is undefined, and can be put again',
    async play(storage) {
      await storage.put('name', bytesFor(1))
      await storage.delete('name')
      await ensureHolds(storage, 'name', undefined)
      await storage.put('name', bytesFor(2))
      await ensureHolds(storage, 'name', bytesFor(2))
    },
  },
  {
    name: 'deleting an unknown name is fine, also twice',
    async play(storage) {
      await storage.put('name', bytesFor(1))
      await storage.delete('unknown')
      await storage.delete('unknown')
      await ensureHolds(storage, 'name', bytesFor(1))
    },
  },
  {
    name: 'names of printable ASCII are kept apart, to 256 characters',
    async play(storage) {
      for (const [i, name] of difficultNames.entries()) await storage.put(name, bytesFor(i))
      for (const [i, name] of difficultNames.entries()) await ensureHolds(storage, name, bytesFor(i))
      await storage.delete('a')
      for (const [i, name] of difficultNames.entries()) {
        await ensureHolds(storage, name, name === 'a' ? undefined : bytesFor(i))
      }
    },
  },
  {
    name: 'calls about one name take effect in the order in which they were made, without waiting',
    async play(storage) {
      const calls: Promise<void>[] = []
      for (let i = 0; i <= 50; i++) {
        calls.push(storage.put('kept', bytesFor(i, 5000 - 100 * i)), storage.put('deleted', bytesFor(i)))
      }
      calls.push(storage.delete('deleted'))
      const early = storage.get('kept')
      await Promise.all(calls)
      await ensureHolds(storage, 'kept', bytesFor(50, 0))
      await ensureHolds(storage, 'deleted', undefined)
      await early
    },
  },
]
