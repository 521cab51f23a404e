import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { StorageError } from '@kadkit/storage'
import { ClassicLevel } from 'classic-level'
import { describe, expect, test } from 'vitest'
import { openAppendFile } from '../src/append-file.ts'
import { levelStorage, openLevelStorage } from '../src/index.ts'
import { openStorage } from '../src/open-level-storage.ts'
import { seal } from '../src/sealed-text.ts'
import { systemError } from './failing.ts'
import { newFolder } from './new-folder.ts'

const bytes = Uint8Array.of(1, 2, 3)

/** Every file of a folder with its bytes. */
async function filesOf(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return new Map(
    await Promise.all(files.map(async (file) => [file, await readFile(file, 'latin1')] as const)),
  )
}

describe('opening a folder', () => {
  test('makes it, and finds nothing lost in it', async () => {
    const storage = await openLevelStorage(join(newFolder(), 'a', 'b'))
    expect(storage.recovered).toEqual({ kept: 0, lost: 0, quarantined: 0, exact: true })
    expect(storage.size).toBe(0)
    await storage.close()
  })

  test('keeps what was put in an earlier life, and counts it', async () => {
    const folder = newFolder()
    const first = await openLevelStorage(folder)
    await first.put('name', bytes)
    await first.close()
    const second = await openLevelStorage(folder)
    expect(second.recovered).toEqual({ kept: 1, lost: 0, quarantined: 0, exact: true })
    expect(await second.get('name')).toEqual(bytes)
    await second.close()
  })

  test('is locked while the same process has it open, and free afterwards', async () => {
    const folder = newFolder()
    const storage = await openLevelStorage(folder)
    const refused = openLevelStorage(folder)
    await expect(refused).rejects.toMatchObject({ name: 'StorageError', code: 'locked' })
    await expect(refused).rejects.toBeInstanceOf(StorageError)
    await storage.put('name', bytes)
    await storage.close()
    await (await openLevelStorage(folder)).close()
  })

  test('is locked under its other names, too', async () => {
    const folder = newFolder()
    const other = join(newFolder(), 'link')
    await symlink(folder, other, 'junction')
    const storage = await openLevelStorage(folder)
    await expect(openLevelStorage(other)).rejects.toMatchObject({ code: 'locked' })
    await storage.close()
  })

  test('is locked while another process has it open, and free when that is dead', async () => {
    const folder = newFolder()
    const runner = fileURLToPath(new URL('run-source.mjs', import.meta.url))
    const other = spawn(process.execPath, [runner, 'victim.ts', folder, 'os', '1'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(other.stdout, 'data')
    other.stdout.resume()
    await expect(openLevelStorage(folder)).rejects.toMatchObject({ code: 'locked' })
    const dead = once(other, 'exit')
    other.kill('SIGKILL')
    await dead
    await (await openLevelStorage(folder)).close()
  })

  test('fails with the error of the system when the path is a file', async () => {
    const file = join(newFolder(), 'file')
    await writeFile(file, 'text')
    await expect(openLevelStorage(file)).rejects.toMatchObject({ code: 'failed', cause: { code: 'EEXIST' } })
  })

  test.each(['FORMAT.next', 'journal.next'])(
    'that fails at %s leaves nothing open: the next one, in this process, finds all',
    async (file) => {
      const folder = newFolder()
      const full = systemError('ENOSPC')
      const opening = openStorage(folder, {}, (path, flags) =>
        path.endsWith(file) ? Promise.reject(full) : openAppendFile(path, flags),
      )
      await expect(opening).rejects.toMatchObject({ code: 'failed', cause: full })
      const storage = await openLevelStorage(folder)
      await storage.put('name', bytes)
      await storage.close()
    },
  )

  test.each(['FORMAT.next', 'journal.next'])(
    'with an older format that fails at %s leaves nothing open, and takes all over the next time',
    async (file) => {
      const folder = newFolder()
      const old = await levelStorage(new ClassicLevel(folder))
      await old.put('name', bytes)
      await old.close()
      const full = systemError('ENOSPC')
      const opening = openStorage(folder, {}, (path, flags) =>
        path.endsWith(file) ? Promise.reject(full) : openAppendFile(path, flags),
      )
      await expect(opening).rejects.toMatchObject({ code: 'failed', cause: full })
      const storage = await openLevelStorage(folder)
      expect(storage.recovered).toEqual({ kept: 1, lost: 0, quarantined: 0, exact: true })
      expect(await storage.get('name')).toEqual(bytes)
      await storage.close()
    },
  )

  test('refuses a path that is none, and options out of range', async () => {
    await expect(openLevelStorage('')).rejects.toThrow(TypeError)
    await expect(openLevelStorage(newFolder(), { syncEveryMs: 0 })).rejects.toThrow(/syncEveryMs.*got 0/)
    // @ts-expect-error not a policy
    await expect(openLevelStorage(newFolder(), { sync: 'never' })).rejects.toThrow(
      /sync must be.*got "never"/,
    )
  })
})

describe('a format', () => {
  test('that is newer is refused, and not a byte is changed', async () => {
    const folder = newFolder()
    await (await openLevelStorage(folder)).close()
    await writeFile(join(folder, 'FORMAT'), `${seal('kadkit-storage-level folder 3')}\n`)
    const before = await filesOf(folder)
    await expect(openLevelStorage(folder)).rejects.toMatchObject({ code: 'newer-format' })
    expect(await filesOf(folder)).toEqual(before)
  })

  test('that cannot be read is written again, and nothing is lost', async () => {
    const folder = newFolder()
    const first = await openLevelStorage(folder)
    await first.put('name', bytes)
    await first.close()
    const format = await readFile(join(folder, 'FORMAT'), 'latin1')
    await writeFile(join(folder, 'FORMAT'), 'garbage')
    const second = await openLevelStorage(folder)
    expect(second.recovered).toMatchObject({ kept: 1, lost: 0 })
    await second.close()
    expect(await readFile(join(folder, 'FORMAT'), 'latin1')).toBe(format)
  })

  test('that is older is taken over, and kept as a backup', async () => {
    const folder = newFolder()
    const old = await levelStorage(new ClassicLevel(folder))
    for (let i = 0; i < 100; i++) await old.put(`name-${i}`, Uint8Array.of(i))
    await old.delete('name-7')
    await old.close()
    const storage = await openLevelStorage(folder)
    expect(storage.recovered).toEqual({ kept: 99, lost: 0, quarantined: 0, exact: true })
    expect(await storage.get('name-42')).toEqual(Uint8Array.of(42))
    await storage.put('new', bytes)
    await storage.close()
    const backup = await levelStorage(new ClassicLevel(join(folder, 'backup-format-1')))
    expect(backup.recovered).toMatchObject({ kept: 99, lost: 0 })
    await backup.close()
    const again = await openLevelStorage(folder)
    expect(again.recovered).toMatchObject({ kept: 100, lost: 0 })
    await again.close()
  })

  test('that is older is refused while it is open', async () => {
    const folder = newFolder()
    const old = await levelStorage(new ClassicLevel(folder))
    await old.put('name', bytes)
    await expect(openLevelStorage(folder)).rejects.toMatchObject({ code: 'locked' })
    await old.close()
    await (await openLevelStorage(folder)).close()
  })

  test('of somebody else is refused, and not a byte is changed', async () => {
    const folder = newFolder()
    const foreign = new ClassicLevel(folder)
    await foreign.put('key', 'value')
    await foreign.close()
    const before = await filesOf(folder)
    await expect(openLevelStorage(folder)).rejects.toMatchObject({ code: 'foreign' })
    expect(await filesOf(folder)).toEqual(before)
  })
})

describe('a migration', () => {
  test('that was cut off at any step is finished by the next opening', async () => {
    const folder = newFolder()
    const old = await levelStorage(new ClassicLevel(join(folder, 'old')))
    await old.put('name', bytes)
    await old.close()
    const whole = join(folder, 'whole')
    await cp(join(folder, 'old'), whole, { recursive: true })
    await (await openLevelStorage(whole)).close()

    // before FORMAT was written: the new database may be there, the old one is still in its place
    const early = join(folder, 'early')
    await cp(join(folder, 'old'), early, { recursive: true })
    await cp(join(whole, 'values-1'), join(early, 'values-1'), { recursive: true })
    await cp(join(whole, 'journal'), join(early, 'journal'))
    // after it: some files are moved, some are not
    const late = join(folder, 'late')
    await cp(whole, late, { recursive: true })
    await cp(join(folder, 'old', 'CURRENT'), join(late, 'CURRENT'))
    await rm(join(late, 'backup-format-1', 'CURRENT'))

    for (const path of [early, late]) {
      const storage = await openLevelStorage(path)
      expect(storage.recovered).toMatchObject({ kept: 1, lost: 0 })
      expect(await storage.get('name')).toEqual(bytes)
      await storage.close()
      expect(await readdir(path)).not.toContain('CURRENT')
      expect(await readdir(join(path, 'backup-format-1'))).toContain('CURRENT')
    }
  })
})

test('a folder with files of others is used, and they are left alone', async () => {
  const folder = newFolder()
  await writeFile(join(folder, 'notes.txt'), 'mine')
  await mkdir(join(folder, 'more'))
  await (await openLevelStorage(folder)).close()
  expect(await readFile(join(folder, 'notes.txt'), 'utf8')).toBe('mine')
})
