import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readAhead } from '../src/read-ahead.ts'
import { newFolder } from './new-folder.ts'

async function files(sizes: readonly number[]): Promise<string[]> {
  const folder = newFolder()
  const paths = sizes.map((_, i) => join(folder, String(i)))
  for (const [i, path] of paths.entries()) await writeFile(path, new Uint8Array(sizes[i] ?? 0).fill(i + 1))
  return paths
}

test('files come one by one and as they are, long, short and empty ones', async () => {
  const sizes = [10, 3, 200_000, 0, 5, 200_001, 1]
  const seen: number[] = []
  const paths = await files(sizes)
  for await (const [path, bytes] of readAhead(paths)) {
    expect(path).toBe(paths[seen.length])
    expect(bytes).toEqual(new Uint8Array(sizes[seen.length] ?? 0).fill(seen.length + 1))
    seen.push(bytes.length)
  }
  expect(seen).toEqual(sizes)
})

test('a file that is not there rejects in its turn, after those before it', async () => {
  const [first = '', second = ''] = await files([10, 20])
  const reading = readAhead([first, `${second}-gone`, second])
  expect((await reading.next()).value?.[1]).toHaveLength(10)
  await expect(reading.next()).rejects.toMatchObject({ code: 'ENOENT' })
})
