import type { Storage } from '@kadkit/storage'
import { storageContract } from '@kadkit/storage/contract'
import { ClassicLevel } from 'classic-level'
import { MemoryLevel } from 'memory-level'
import { describe, test } from 'vitest'
import { levelStorage, openLevelStorage } from '../src/index.ts'
import { newFolder } from './new-folder.ts'

/** Remembers where each storage keeps its data, so that it can be opened there again. */
function reopening<Place>(
  newPlace: () => Place,
  open: (place: Place) => Promise<Storage>,
): Parameters<typeof storageContract>[0] {
  const places = new WeakMap<Storage, Place>()
  const openAt = async (place: Place) => {
    const storage = await open(place)
    places.set(storage, place)
    return storage
  }
  return {
    create: () => openAt(newPlace()),
    async reopen(storage) {
      await storage.close()
      return openAt(places.get(storage) ?? newPlace())
    },
  }
}

describe.each(['always', 'interval', 'os'] as const)('a folder with sync %s', (sync) => {
  for (const { name, run } of storageContract(
    reopening(newFolder, (path) => openLevelStorage(path, { sync })),
  ))
    test(name, run)
})

describe('a classic-level database of its own', () => {
  const contract = storageContract(
    reopening(newFolder, (path) => levelStorage(new ClassicLevel(path), { sync: 'os' })),
  )
  for (const { name, run } of contract) test(name, run)
})

describe.each(['utf8', 'json', 'buffer'] as const)('a memory-level database of %s', (valueEncoding) => {
  const contract = storageContract(
    // the same database, opened again, has what it had: it forgets only with the process
    reopening(
      () => new MemoryLevel<string, unknown>({ valueEncoding }),
      (database) => levelStorage(database, { sync: 'os' }),
    ),
  )
  for (const { name, run } of contract) test(name, run)
})
