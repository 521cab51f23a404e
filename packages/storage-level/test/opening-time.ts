/**
 * How long a storage takes to open, after a close and after a kill, and what writing costs:
 * `node test/run-source.mjs opening-time.ts 100000 100`: so many values of so many bytes.
 */

import { spawnSync } from 'node:child_process'
import { cp, stat, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { openLevelStorage } from '../src/index.ts'
import { newFolder } from './folders.ts'
import { Random } from './random.ts'

const count = Number(process.argv[2] ?? 100_000)
const size = Number(process.argv[3] ?? 100)
const random = new Random(1)
const folder = newFolder()
const names = Array.from({ length: count }, () => `value/${Buffer.from(random.bytes(32)).toString('hex')}`)
const values = Array.from({ length: 100 }, () => random.bytes(size))

async function timed<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
  const start = performance.now()
  const result = await work()
  console.log(`${what}: ${Math.round(performance.now() - start)} ms`)
  return result
}

const storage = await openLevelStorage(join(folder, 'a'), { sync: 'os' })
await timed(`${count} puts of ${size} bytes, 1,000 at once, os`, async () => {
  for (let i = 0; i < count; i += 1_000) {
    await Promise.all(
      names.slice(i, i + 1_000).map((name, j) => storage.put(name, values[j % 100] ?? new Uint8Array())),
    )
  }
})
await timed('sync', () => storage.sync())
await timed('1,000 puts one by one, os', async () => {
  for (let i = 0; i < 1_000; i++) await storage.put(names[i] ?? '', values[i % 100] ?? new Uint8Array())
})
await timed('10,000 gets one by one', async () => {
  for (let i = 0; i < 10_000; i++) await storage.get(names[(i * 7) % count] ?? '')
})
await storage.put('last', new Uint8Array(1))
await timed('close', () => storage.close())
// as a kill may leave it: LevelDB's log is not yet a table, and the journal lacks the end of its last line
await cp(join(folder, 'a'), join(folder, 'b'), { recursive: true })
const heapBefore = process.memoryUsage().heapUsed
for (let i = 0; i < 3; i++) {
  const again = await timed('open', () => openLevelStorage(join(folder, 'a'), { sync: 'os' }))
  console.log(
    JSON.stringify(again.recovered),
    Math.round((process.memoryUsage().heapUsed - heapBefore) / 1e6),
    'MB',
  )
  await timed('entries', async () => {
    let seen = 0
    for await (const _ of again.entries()) seen++
    return seen
  })
  await again.close()
}
// what the copy has left to be written would be waited for by the first fsync
spawnSync('sync')
const journal = join(folder, 'b', 'journal')
await truncate(journal, (await stat(journal)).size - 50)
const afterKill = await timed('open after a kill', () => openLevelStorage(join(folder, 'b'), { sync: 'os' }))
console.log(JSON.stringify(afterKill.recovered))
await afterKill.close()
for (const sync of ['always', 'interval', 'os'] as const) {
  const one = await openLevelStorage(join(folder, sync), { sync })
  await timed(`1,000 puts one by one, ${sync}`, async () => {
    for (let i = 0; i < 1_000; i++) await one.put(names[i] ?? '', values[i % 100] ?? new Uint8Array())
  })
  await timed(`10,000 puts, 100 at once, ${sync}`, async () => {
    for (let i = 0; i < 10_000; i += 100) {
      await Promise.all(
        names.slice(i, i + 100).map((name, j) => one.put(name, values[j] ?? new Uint8Array())),
      )
    }
  })
  await one.close()
}
