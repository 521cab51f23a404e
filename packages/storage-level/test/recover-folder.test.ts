import { readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openLevelStorage } from '../src/index.ts'
import { newFolder } from './new-folder.ts'

const old = Uint8Array.of(1)
const young = Uint8Array.of(2)

/** A folder whose tables have `old` under ten names; its log, `young` under the first, and that the second is deleted. */
async function twoLives(): Promise<string> {
  const folder = newFolder()
  const first = await openLevelStorage(folder)
  for (let i = 0; i < 10; i++) await first.put(`name-${i}`, old)
  await first.close()
  const second = await openLevelStorage(folder)
  await second.put('name-0', young)
  await second.delete('name-1')
  await second.close()
  return folder
}

async function pathOf(folder: string, end: string): Promise<string> {
  const values = join(folder, 'values-1')
  const name = (await readdir(values)).find((file) => file.endsWith(end))
  if (name === undefined) throw new Error(`there is no ${end}`)
  return join(values, name)
}

async function generations(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.startsWith('values-'))
}

describe('opening a folder', () => {
  test('whose database has lost its last writes counts them, and old values do not come back', async () => {
    const folder = await twoLives()
    await truncate(await pathOf(folder, '.log'))
    const storage = await openLevelStorage(folder)
    expect(storage.recovered).toEqual({ kept: 8, lost: 1, quarantined: 1, exact: true })
    expect(await storage.get('name-0')).toBeUndefined()
    expect(await storage.get('name-1')).toBeUndefined()
    expect(await storage.get('name-2')).toEqual(old)
    await storage.close()
    const again = await openLevelStorage(folder)
    expect(again.recovered).toEqual({ kept: 8, lost: 0, quarantined: 0, exact: true })
    await again.close()
  })

  test('whose database is gone counts all as lost', async () => {
    const folder = await twoLives()
    await rm(join(folder, 'values-1'), { recursive: true })
    const storage = await openLevelStorage(folder)
    expect(storage.recovered).toEqual({ kept: 0, lost: 9, quarantined: 0, exact: true })
    await storage.close()
  })

  test.each(['CURRENT', 'MANIFEST'])('whose database has no %s any more loses nothing', async (start) => {
    const folder = await twoLives()
    for (const file of await readdir(join(folder, 'values-1'))) {
      if (file.startsWith(start)) await rm(join(folder, 'values-1', file))
    }
    const storage = await openLevelStorage(folder)
    expect(storage.recovered).toEqual({ kept: 9, lost: 0, quarantined: 0, exact: true })
    expect(await storage.get('name-0')).toEqual(young)
    expect(await storage.get('name-1')).toBeUndefined()
    await storage.close()
    expect(await generations(folder)).toEqual(['values-2'])
  })

  test('whose journal is gone, or cut anywhere, loses nothing, and what was deleted stays deleted', async () => {
    const { size } = await stat(join(await twoLives(), 'journal'))
    for (const length of [undefined, 0, 20, 45, Math.floor(size / 2), size - 40, size - 1]) {
      const folder = await twoLives()
      if (length === undefined) await rm(join(folder, 'journal'))
      else await truncate(join(folder, 'journal'), length)
      const storage = await openLevelStorage(folder)
      expect(storage.recovered, `cut at ${length}`).toEqual({ kept: 9, lost: 0, quarantined: 0, exact: true })
      expect(await storage.get('name-0')).toEqual(young)
      expect(await storage.get('name-1')).toBeUndefined()
      await storage.close()
    }
  })

  test('that was killed while it wrote its journal goes on with the same database', async () => {
    const folder = await twoLives()
    const journal = join(folder, 'journal')
    await truncate(journal, (await stat(journal)).size - 5)
    await (await openLevelStorage(folder)).close()
    expect(await generations(folder)).toEqual(['values-1'])
  })

  test('that was killed before it wrote its journal gives that the lines of the last batch', async () => {
    const folder = newFolder()
    const journal = join(folder, 'journal')
    const first = await openLevelStorage(folder)
    for (const name of ['a', 'b', 'c']) await first.put(name, old)
    const before = await readFile(journal)
    await Promise.all([first.put('c', young), first.delete('a'), first.put('d', young)])
    const after = await readFile(journal)
    await first.close()
    // the last: the first of the three lines is there
    for (const cut of [before.length, before.length + 1, after.indexOf(10, before.length) + 1]) {
      await writeFile(journal, after.subarray(0, cut))
      const storage = await openLevelStorage(folder)
      expect(storage.recovered).toEqual({ kept: 3, lost: 0, quarantined: 0, exact: true })
      expect([await storage.get('a'), await storage.get('c')]).toEqual([undefined, young])
      await storage.close()
      if (after.subarray(0, cut).at(-1) === 10) expect(await readFile(journal)).toEqual(after)
    }
    expect(await generations(folder)).toEqual(['values-1'])
  })

  test('whose journal lacks a batch with two writes of one name is in order, too', async () => {
    const folder = newFolder()
    const journal = join(folder, 'journal')
    const first = await openLevelStorage(folder)
    await first.put('a', old)
    const { size } = await stat(journal)
    await Promise.all([first.put('b', old), first.put('c', old), first.put('b', young)])
    await first.close()
    await truncate(journal, size)
    const journals: Buffer[] = []
    for (let i = 0; i < 2; i++) {
      const storage = await openLevelStorage(folder)
      expect(storage.recovered).toEqual({ kept: 3, lost: 0, quarantined: 0, exact: true })
      expect(await storage.get('b')).toEqual(young)
      await storage.close()
      journals.push(await readFile(journal))
    }
    // the second opening has found nothing to mend
    expect(journals[1]).toEqual(journals[0])
    expect(await generations(folder)).toEqual(['values-1'])
  })

  test('where LevelDB had not finished a table, or we a new database, goes on with the same one', async () => {
    const folder = await twoLives()
    await writeFile(join(folder, 'values-1', '000999.ldb'), 'the beginning of a table')
    await writeFile(join(folder, 'journal.next'), 'the beginning of a journal')
    const storage = await openLevelStorage(folder)
    expect(storage.recovered).toEqual({ kept: 9, lost: 0, quarantined: 0, exact: true })
    await storage.close()
    expect(await generations(folder)).toEqual(['values-1'])
    expect(await readdir(join(folder, 'values-1'))).not.toContain('damaged')
  })

  test('whose table has one damaged block loses what was in that block, and no more', async () => {
    const folder = newFolder()
    const first = await openLevelStorage(folder)
    for (let i = 0; i < 200; i++) await first.put(`name-${i}`, new Uint8Array(1_000).fill(i))
    await first.close()
    await (await openLevelStorage(folder)).close()
    const table = await pathOf(folder, '.ldb')
    const { open } = await import('node:fs/promises')
    const file = await open(table, 'r+')
    await file.write(new Uint8Array(8).fill(255), 0, 8, 100_000)
    await file.close()
    const storage = await openLevelStorage(folder)
    const { kept, lost } = storage.recovered
    expect(kept + lost).toBe(200)
    expect(lost).toBeGreaterThan(0)
    // a block has 4 KiB, and one record more
    expect(lost).toBeLessThan(8)
    await storage.close()
  })
})
