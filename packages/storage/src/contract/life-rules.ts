/** Rules about the end of a storage, and about its next life. */

import { ensureClosed, ensureEntries, ensureHolds, entriesOf } from './assertions.ts'
import { bytesFor, type DurableRule, type Rule } from './rule.ts'

export const lifeRules: readonly Rule[] = [
  {
    name: 'close may be called twice, also at once',
    async play(storage) {
      await Promise.all([storage.close(), storage.close()])
      await storage.close()
    },
  },
  {
    name: 'after close every call rejects with closed',
    async play(storage) {
      await storage.put('name', bytesFor(1))
      await storage.close()
      await ensureClosed('get', () => storage.get('name'))
      await ensureClosed('put', () => storage.put('name', bytesFor(2)))
      await ensureClosed('delete', () => storage.delete('name'))
      await ensureClosed('entries', () => entriesOf(storage))
    },
  },
]

export const durableRules: readonly DurableRule[] = [
  {
    name: 'a storage that is opened again has all that was put, and nothing that was deleted',
    async play(storage, reopen) {
      const wanted = new Map([
        ['kept', bytesFor(1)],
        ['empty', bytesFor(2, 0)],
        ['large', bytesFor(3, 65_536)],
        ['replaced', bytesFor(4, 2)],
      ])
      await storage.put('replaced', bytesFor(5))
      await storage.put('deleted', bytesFor(6))
      for (const [name, bytes] of wanted) await storage.put(name, bytes)
      await storage.delete('deleted')
      const again = await reopen(storage)
      try {
        await ensureEntries(again, wanted)
        await ensureHolds(again, 'kept', bytesFor(1))
        await ensureHolds(again, 'deleted', undefined)
      } finally {
        await again.close()
      }
    },
  },
  {
    name: 'a storage that is opened again can be written, and keeps that too',
    async play(storage, reopen) {
      await storage.put('first', bytesFor(1))
      const second = await reopen(storage)
      await second.put('second', bytesFor(2))
      await second.delete('first')
      const third = await reopen(second)
      try {
        await ensureEntries(third, new Map([['second', bytesFor(2)]]))
      } finally {
        await third.close()
      }
    },
  },
]
