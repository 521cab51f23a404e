import { describe, expect, test } from 'vitest'
import { storageContract } from '../src/contract/storage-contract.ts'
import { MemoryStorage } from '../src/index.ts'

describe('MemoryStorage keeps the contract', () => {
  for (const { name, run } of storageContract({ create: () => new MemoryStorage() })) test(name, run)
})

test('a memory storage that is closed during a walk ends the walk with an error', async () => {
  const storage = new MemoryStorage()
  for (const name of ['a', 'b', 'c']) await storage.put(name, Uint8Array.of(1))
  const walk = storage.entries()
  await walk.next()
  await storage.close()
  await expect(walk.next()).rejects.toMatchObject({ name: 'StorageError', code: 'closed' })
})

test('two memory storages have nothing in common', async () => {
  const [a, b] = [new MemoryStorage(), new MemoryStorage()]
  await a.put('name', Uint8Array.of(1))
  expect(await b.get('name')).toBeUndefined()
})
