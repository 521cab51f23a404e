import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ClassicLevel } from 'classic-level'
import { describe, expect, test } from 'vitest'
import { readTable } from '../src/table-file.ts'
import { newFolder } from './new-folder.ts'
import { Random } from './random.ts'

/** A table as LevelDB writes it, and what was put into it. */
async function newTable(): Promise<{ file: Uint8Array; wanted: Map<string, string> }> {
  const folder = newFolder()
  const wanted = new Map<string, string>()
  const database = new ClassicLevel(folder, { compression: false })
  for (let i = 0; i < 300; i++) wanted.set(`key-${i}`, `value ${i} ${'x'.repeat(i)}`)
  await database.batch([...wanted].map(([key, value]) => ({ type: 'put', key, value })))
  await database.del('deleted')
  await database.close()
  // opening turns the log into a table
  const again = new ClassicLevel(folder, { compression: false })
  await again.open()
  await again.close()
  const [name = ''] = (await readdir(folder)).filter((entry) => entry.endsWith('.ldb'))
  return { file: new Uint8Array(await readFile(join(folder, name))), wanted }
}

const { file, wanted } = await newTable()
/** Without what was never put: from a table without index, the entries of other blocks come along. */
function readAll(bytes: Uint8Array): Map<string, string> {
  const entries = [...readTable(bytes).entries()].map(
    ([key, value]) => [key, new TextDecoder().decode(value)] as const,
  )
  return new Map(entries.filter(([key, value]) => wanted.get(key) === value))
}

describe('a table of LevelDB', () => {
  test('is whole as it was written, and gives what was put', () => {
    expect(readTable(file).whole).toBe(true)
    const entries = [...readTable(file).entries()].map(
      ([key, value]) => [key, new TextDecoder().decode(value)] as const,
    )
    expect(new Map(entries)).toEqual(wanted)
  })

  test('is not whole when any bit of a block or of the footer has flipped; the other blocks are read', () => {
    const random = new Random(1)
    for (let i = 0; i < 300; i++) {
      const injured = file.slice()
      const at = random.below(file.length)
      injured[at] = (injured[at] ?? 0) ^ (1 << random.below(8))
      const found = readAll(injured)
      // a block has some 4 KiB, and padding in the footer means nothing
      expect(found.size).toBeGreaterThan(wanted.size - 80)
      if (at < file.length - 48) expect(readTable(injured).whole, `byte ${at}`).toBe(false)
    }
  })

  test('gives what stands before a cut, without the index at its end', () => {
    for (const length of [0, 1, 47, 48, 100, 5_000, 20_000, file.length - 1]) {
      const cut = file.slice(0, length)
      expect(readTable(cut).whole).toBe(false)
      const found = readAll(cut)
      if (length > 10_000) expect(found.size).toBeGreaterThan(10)
    }
    expect(readAll(file.slice(0, -1))).toEqual(wanted)
  })
})
