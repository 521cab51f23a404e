import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ManualClock } from '@kadkit/clock'
import { MemoryLevel } from 'memory-level'
import { describe, expect, test } from 'vitest'
import { levelStorage, openLevelStorage } from '../src/index.ts'
import { ENCODINGS } from '../src/level-database.ts'
import { openStorage } from '../src/open-level-storage.ts'
import { FailingFiles, systemError, WatchedDatabase } from './failing.ts'
import { newFolder } from './new-folder.ts'

const bytes = Uint8Array.of(1, 2, 3)

/** Lets everything happen that needs no time. */
async function untilTrue(fact: () => boolean): Promise<void> {
  while (!fact()) await new Promise(setImmediate)
}

describe('after a write that failed', () => {
  test('the storage is read-only, says why, and goes on reading', async () => {
    const database = new WatchedDatabase(new MemoryLevel())
    const storage = await levelStorage(database, { sync: 'os' })
    await storage.put('kept', bytes)
    const full = systemError('ENOSPC')
    database.batchError = full
    await expect(storage.put('name', bytes)).rejects.toMatchObject({ code: 'read-only', cause: full })
    database.batchError = undefined
    await expect(storage.put('name', bytes)).rejects.toMatchObject({ code: 'read-only', cause: full })
    await expect(storage.delete('kept')).rejects.toMatchObject({ code: 'read-only' })
    await expect(storage.sync()).rejects.toMatchObject({ code: 'read-only' })
    expect(storage.readOnly).toMatchObject({ code: 'read-only', cause: full })
    expect(await storage.get('kept')).toEqual(bytes)
    expect(await storage.get('name')).toBeUndefined()
    await storage.close()
    expect(database.closed).toBe(1)
  })

  test('every write that waited fails with it', async () => {
    const database = new WatchedDatabase(new MemoryLevel())
    const storage = await levelStorage(database, { sync: 'os' })
    database.batchError = systemError('EIO')
    const writes = await Promise.allSettled(
      Array.from({ length: 2_500 }, (_, i) => storage.put(`name-${i}`, bytes)),
    )
    expect(writes.filter(({ status }) => status === 'fulfilled')).toEqual([])
    await storage.close()
  })

  test.each(['writeError', 'syncError'] as const)(
    'of the journal (%s), the next opening has what was acknowledged',
    async (which) => {
      const folder = newFolder()
      const files = new FailingFiles()
      const storage = await openStorage(folder, { sync: 'always' }, files.open)
      await storage.put('kept', bytes)
      files[which] = systemError('EIO')
      await expect(storage.put('uncertain', bytes)).rejects.toMatchObject({ code: 'read-only' })
      expect(await storage.get('kept')).toEqual(bytes)
      await storage.close()
      const again = await openLevelStorage(folder)
      expect(again.recovered).toMatchObject({ lost: 0, quarantined: 0, exact: true })
      expect(await again.get('kept')).toEqual(bytes)
      await again.put('name', bytes)
      await again.close()
    },
  )

  test('in the background, the next write says so', async () => {
    const clock = new ManualClock()
    const files = new FailingFiles()
    const storage = await openStorage(newFolder(), { syncEveryMs: 500, clock }, files.open)
    await storage.put('name', bytes)
    const failed = systemError('EIO')
    files.syncError = failed
    clock.advance(500)
    await untilTrue(() => storage.readOnly !== undefined)
    await expect(storage.put('name', bytes)).rejects.toMatchObject({ code: 'read-only', cause: failed })
    await storage.close()
  })

  test('that nobody was told of, close says so, and frees everything', async () => {
    const folder = newFolder()
    const files = new FailingFiles()
    const storage = await openStorage(folder, { sync: 'os' }, files.open)
    await storage.put('name', bytes)
    files.syncError = systemError('EIO')
    await expect(storage.close()).rejects.toMatchObject({ code: 'read-only' })
    await (await openLevelStorage(folder)).close()
  })
})

test('a storage whose folder is removed becomes read-only with the next write', async () => {
  const folder = join(newFolder(), 'data')
  const storage = await openLevelStorage(folder, { sync: 'os' })
  await storage.put('name', bytes)
  await rm(folder, { recursive: true })
  await expect(storage.put('name', bytes)).rejects.toMatchObject({ code: 'read-only' })
  await storage.close()
})

describe('sync', () => {
  test('always passes it with every batch, os with none', async () => {
    for (const sync of ['always', 'os'] as const) {
      const database = new WatchedDatabase(new MemoryLevel())
      const storage = await levelStorage(database, { sync })
      await storage.put('name', bytes)
      await storage.delete('name')
      expect(database.batches.slice(-2).map((batch) => batch.sync)).toEqual(
        sync === 'always' ? [true, true] : [false, false],
      )
      await storage.close()
    }
  })

  test('interval syncs once for all writes of that time, and not without writes', async () => {
    const clock = new ManualClock()
    const files = new FailingFiles()
    const storage = await openStorage(
      newFolder(),
      { sync: 'interval', syncEveryMs: 1_000, clock },
      files.open,
    )
    const before = files.syncs
    expect(clock.pending).toBe(0)
    for (let i = 0; i < 10; i++) await storage.put(`name-${i}`, bytes)
    clock.advance(999)
    expect(files.syncs).toBe(before)
    clock.advance(1)
    await untilTrue(() => files.syncs > before)
    expect(clock.pending).toBe(0)
    await storage.sync()
    expect(files.syncs).toBe(before + 2)
    await storage.close()
  })
})

describe('writes', () => {
  test('that overlap go into few batches, and the order of calls holds', async () => {
    const database = new WatchedDatabase(new MemoryLevel())
    const storage = await levelStorage(database, { sync: 'os' })
    const before = database.batches.length
    await Promise.all(
      Array.from({ length: 1_500 }, (_, i) => storage.put(`name-${i % 700}`, Uint8Array.of(i, i >> 8))),
    )
    expect(database.batches.length - before).toBeLessThanOrEqual(3)
    expect(await storage.get('name-5')).toEqual(Uint8Array.of(1_405 & 255, 1_405 >> 8))
    expect(storage.size).toBe(700)
    await storage.close()
  })

  test('are seen by a get and a walk that are called after them, without waiting', async () => {
    const storage = await openLevelStorage(newFolder())
    void storage.put('a', bytes)
    const got = storage.get('a')
    void storage.put('b', bytes)
    const names: string[] = []
    for await (const [name] of storage.entries()) names.push(name)
    expect(await got).toEqual(bytes)
    expect(names).toEqual(['a', 'b'])
    await storage.close()
  })

  test('of names that are none, or of values that are no bytes, are misuse', async () => {
    const storage = await levelStorage(new MemoryLevel())
    for (const name of ['', 'ü', 'a\n', 'n'.repeat(257)]) {
      await expect(storage.put(name, bytes)).rejects.toThrow(RangeError)
      await expect(storage.get(name)).rejects.toThrow(/1 to 256 characters/)
    }
    // @ts-expect-error not a string
    await expect(storage.delete(1)).rejects.toThrow(TypeError)
    // @ts-expect-error not bytes
    await expect(storage.put('name', 'text')).rejects.toThrow(TypeError)
    await storage.close()
  })

  test('beyond 10,000 lines shorten the journal, and nothing is lost by that', async () => {
    const folder = newFolder()
    const storage = await openLevelStorage(folder, { sync: 'os' })
    for (let round = 0; round < 12; round++) {
      await Promise.all(
        Array.from({ length: 1_000 }, (_, i) => storage.put(`name-${i}`, Uint8Array.of(round))),
      )
      await storage.delete(`name-${round}`)
    }
    await storage.close()
    const { readFile } = await import('node:fs/promises')
    expect((await readFile(join(folder, 'journal'), 'latin1')).split('\n').length).toBeLessThan(6_000)
    const again = await openLevelStorage(folder)
    expect(again.recovered).toEqual({ kept: 999, lost: 0, quarantined: 0, exact: true })
    expect(await again.get('name-11')).toBeUndefined()
    expect(await again.get('name-10')).toEqual(Uint8Array.of(11))
    await again.close()
  })
})

describe('opening', () => {
  test('rejects when its time is over, and closes what comes later', async () => {
    const clock = new ManualClock()
    const database = new WatchedDatabase(new MemoryLevel())
    let finish: (() => void) | undefined
    const { open } = database
    database.open = () =>
      new Promise((resolve, reject) => {
        finish = () => open().then(resolve, reject)
      })
    const opening = levelStorage(database, { openTimeoutMs: 5_000, clock })
    clock.advance(4_999)
    clock.advance(1)
    await expect(opening).rejects.toMatchObject({ code: 'timeout' })
    finish?.()
    await untilTrue(() => database.closed > 0)
  })

  test('a database of somebody else is refused, and not changed', async () => {
    const database = new MemoryLevel()
    await database.put('key', 'value')
    await expect(levelStorage(database)).rejects.toMatchObject({ code: 'foreign' })
    await database.open()
    expect(await database.get('key')).toBe('value')
  })
})

describe('a database that stands alone', () => {
  async function injured(injure: (database: MemoryLevel) => Promise<void>) {
    const database = new MemoryLevel()
    const first = await levelStorage(database)
    for (let i = 0; i < 20; i++) await first.put(`name-${i}`, Uint8Array.of(i))
    await first.delete('name-19')
    await first.close()
    await database.open()
    await injure(database)
    await database.close()
    return levelStorage(database)
  }

  test('counts entries that are gone', async () => {
    const storage = await injured((database) =>
      database.batch([
        { type: 'del', key: 'vname-3' },
        { type: 'del', key: 'vname-4' },
      ]),
    )
    expect(storage.recovered).toEqual({ kept: 17, lost: 2, quarantined: 0, exact: true })
    await storage.close()
  })

  test('sets aside entries that are damaged, and the next opening finds all in order', async () => {
    const database = new MemoryLevel()
    const first = await levelStorage(database)
    await first.put('good', bytes)
    await first.put('bad', bytes)
    await first.close()
    await database.open()
    const raw = Uint8Array.from((await database.get('vbad', ENCODINGS)) ?? [])
    raw[raw.length - 1] = 7
    await database.put('vbad', raw, ENCODINGS)
    await database.close()
    const storage = await levelStorage(database)
    expect(storage.recovered).toEqual({ kept: 1, lost: 1, quarantined: 1, exact: true })
    expect(await storage.get('bad')).toBeUndefined()
    expect(Uint8Array.from((await database.get('qvbad', ENCODINGS)) ?? [])).toEqual(raw)
    await storage.close()
    const again = await levelStorage(database)
    expect(again.recovered).toEqual({ kept: 1, lost: 0, quarantined: 0, exact: true })
    await again.close()
  })

  test('that lost its count has no exact one', async () => {
    const storage = await injured((database) => database.del('m'))
    expect(storage.recovered).toEqual({ kept: 19, lost: 0, quarantined: 0, exact: false })
    await storage.close()
  })

  test('gives damaged, not wrong bytes, for what goes bad while it is open', async () => {
    const database = new MemoryLevel()
    const storage = await levelStorage(database)
    await storage.put('name', bytes)
    await database.put('vname', Uint8Array.of(1), ENCODINGS)
    await expect(storage.get('name')).rejects.toMatchObject({ code: 'damaged' })
    await expect(storage.entries().next()).rejects.toMatchObject({ code: 'damaged' })
    await storage.close()
  })
})
