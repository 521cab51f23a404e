import { describe, expect, test } from 'vitest'
import { storageContract } from '../../src/contract/storage-contract.ts'
import {
  type BrokenStorage,
  brokenBuffers,
  brokenEntries,
  brokenLives,
  brokenValues,
} from './broken-storages.ts'
import { type Disk, DiskStorage } from './disk-storage.ts'

const allBroken = [...brokenValues, ...brokenBuffers, ...brokenEntries, ...brokenLives]

/** The contract of a durable storage whose disks are Maps. */
function contractOf(create: BrokenStorage['create']) {
  const disks = new WeakMap<object, Disk>()
  const open = (disk: Disk) => {
    const storage = create(disk)
    disks.set(storage, disk)
    return storage
  }
  return storageContract({
    create: () => open(new Map()),
    async reopen(storage) {
      await storage.close()
      return open(disks.get(storage) ?? new Map())
    },
  })
}

describe('a sound durable storage keeps the contract', () => {
  for (const { name, run } of contractOf((disk) => new DiskStorage(disk))) test(name, run)
})

describe('the contract notices a storage that', () => {
  test.each(allBroken)('$fault', async ({ create, caughtBy, saying }) => {
    const found = contractOf(create).find(({ name }) => name === caughtBy)
    if (found === undefined) throw new Error(`no case has the name ${caughtBy}`)
    await expect(found.run()).rejects.toThrow(saying)
  })
})

describe('the contract', () => {
  test('has no case that no broken storage fails', () => {
    const names = contractOf((disk) => new DiskStorage(disk)).map(({ name }) => name)
    expect(names.filter((name) => !allBroken.some(({ caughtBy }) => caughtBy === name))).toEqual([])
  })

  test('has no two cases of the same name', () => {
    const names = contractOf((disk) => new DiskStorage(disk)).map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
  })

  test('asks for durability only when it can reopen', () => {
    const names = storageContract({ create: () => new DiskStorage() }).map(({ name }) => name)
    expect(names.filter((name) => name.includes('opened again'))).toEqual([])
    expect(names.length).toBe(contractOf(() => new DiskStorage()).length - 2)
  })

  test('closes what it made, whether a case passes or fails', async () => {
    const made: DiskStorage[] = []
    const closed: DiskStorage[] = []
    class Watched extends DiskStorage {
      override async close() {
        closed.push(this)
        await super.close()
      }
    }
    class Failing extends Watched {
      override async put() {
        throw new Error('disk full')
      }
    }
    const cases = [Watched, Failing].flatMap((Made) =>
      storageContract({
        create: async () => {
          const storage = new Made()
          made.push(storage)
          return storage
        },
      }),
    )
    const results = await Promise.allSettled(cases.map(({ run }) => run()))
    expect(results.some(({ status }) => status === 'rejected')).toBe(true)
    expect(made.filter((storage) => !closed.includes(storage))).toEqual([])
  })

  test('tells the failure of a case, not that of closing afterwards', async () => {
    class Failing extends DiskStorage {
      override async get(): Promise<Uint8Array> {
        throw new Error('read error')
      }
      override async close() {
        throw new Error('close error')
      }
    }
    const [first] = storageContract({ create: () => new Failing() })
    await expect(first?.run()).rejects.toThrow('read error')
  })
})
