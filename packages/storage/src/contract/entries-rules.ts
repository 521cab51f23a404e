/** Rules about walking through all entries. */

import type { Storage } from '../storage.ts'
import { ensure, ensureBytes, ensureEntries } from './assertions.ts'
import { bytesFor, type Rule } from './rule.ts'

async function fill(storage: Storage, count: number): Promise<Map<string, Uint8Array>> {
  const wanted = new Map<string, Uint8Array>()
  for (let i = 0; i < count; i++) wanted.set(`name-${i}`, bytesFor(i))
  await Promise.all([...wanted].map(([name, bytes]) => storage.put(name, bytes)))
  return wanted
}

export const entriesRules: readonly Rule[] = [
  {
    name: 'entries yields nothing from an empty storage',
    play: (storage) => ensureEntries(storage, new Map()),
  },
  {
    name: 'entries yields each entry once, with the bytes last put, and no deleted one',
    async play(storage) {
      const wanted = await fill(storage, 10)
      await storage.put('name-3', bytesFor(99, 0))
      wanted.set('name-3', bytesFor(99, 0))
      await storage.delete('name-4')
      wanted.delete('name-4')
      await ensureEntries(storage, wanted)
    },
  },
  {
    name: 'entries yields 1,000 names',
    async play(storage) {
      await ensureEntries(storage, await fill(storage, 1_000))
    },
  },
  {
    name: 'entries survives writes in between: what they do not touch is seen once',
    async play(storage) {
      const wanted = await fill(storage, 100)
      const seen = new Map<string, Uint8Array>()
      let step = 0
      for await (const [name, bytes] of storage.entries()) {
        ensure(!seen.has(name), `entries() must yield each name once, but yielded ${name} twice`)
        seen.set(name, bytes)
        // Not for ever: a walk may see what is put meanwhile.
        if (step < 100) {
          await storage.put(`new-${step}`, bytesFor(step))
          await storage.delete(`name-${(step * 2) % 100}`)
        }
        step++
      }
      for (let i = 1; i < 100; i += 2) {
        ensureBytes(
          seen.get(`name-${i}`),
          wanted.get(`name-${i}`),
          `entries() for name-${i}, which nobody touched,`,
        )
      }
    },
  },
  {
    name: 'entries yields no name twice that is deleted and put again in between, and ends',
    async play(storage) {
      await fill(storage, 20)
      const seen: string[] = []
      for await (const [name, bytes] of storage.entries()) {
        ensure(!seen.includes(name), `entries() must yield each name once, but yielded ${name} twice`)
        seen.push(name)
        await storage.delete(name)
        await storage.put(name, bytes)
      }
    },
  },
  {
    name: 'entries can be left early, and walked twice at once',
    async play(storage) {
      const wanted = await fill(storage, 10)
      for await (const _ of storage.entries()) break
      await Promise.all([ensureEntries(storage, wanted), ensureEntries(storage, wanted)])
    },
  },
]
