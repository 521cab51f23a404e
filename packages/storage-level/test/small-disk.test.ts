import { afterAll, describe, expect, test } from 'vitest'
import { openLevelStorage } from '../src/index.ts'
import { removeFolders } from './folders.ts'
import { same } from './injury.ts'
import { Random } from './random.ts'
import { fillDisk, mountSmallDisk } from './small-disk.ts'

afterAll(removeFolders)

const probe = mountSmallDisk('1m')
probe?.unmount()
if (probe === undefined)
  console.error('cannot mount here: the tests with a full and a read-only disk are SKIPPED')

describe.skipIf(probe === undefined)('a disk', () => {
  test.each([1, 2])(
    'that is full makes the storage read-only; with room again, nothing is lost (seed %i)',
    async (seed) => {
      const disk = mountSmallDisk('3m')
      if (disk === undefined) throw new Error('cannot mount')
      try {
        const { truth, saidSo, opening } = await fillDisk(disk.path, new Random(seed))
        expect(saidSo).toBe(true)
        expect(truth.size).toBeGreaterThan(50)
        expect(['opened', 'failed']).toContain(opening)
        disk.remount('size=32m')
        const storage = await openLevelStorage(disk.path)
        expect(storage.recovered).toMatchObject({ lost: 0, quarantined: 0, exact: true })
        let wrong = 0
        for (const [name, bytes] of truth) {
          const found = await storage.get(name)
          if (found === undefined || !same(found, bytes)) wrong++
        }
        expect(wrong).toBe(0)
        await storage.put('after', Uint8Array.of(1))
        await storage.close()
      } finally {
        disk.unmount()
      }
    },
  )

  test('that is read-only is refused with the error of the system; when it can be written, nothing is lost', async () => {
    const disk = mountSmallDisk('8m')
    if (disk === undefined) throw new Error('cannot mount')
    try {
      const first = await openLevelStorage(disk.path)
      await first.put('name', Uint8Array.of(1))
      await first.close()
      disk.remount('ro')
      await expect(openLevelStorage(disk.path)).rejects.toMatchObject({
        code: 'failed',
        cause: expect.any(Error),
      })
      disk.remount('rw')
      const second = await openLevelStorage(disk.path)
      expect(second.recovered).toEqual({ kept: 1, lost: 0, quarantined: 0, exact: true })
      await second.close()
    } finally {
      disk.unmount()
    }
  })
})
