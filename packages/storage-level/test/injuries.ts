/**
 * Injures storages as often as asked, and says what came of it:
 * `node test/run-source.mjs injuries.ts 1000 [first seed]`.
 * Every twentieth is a disk that is full, then read-only, then neither, where somebody lets us mount one.
 * Exit code 1 when a value was wrong, a count was wrong, or an opening failed.
 */

import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { openLevelStorage } from '../src/index.ts'
import { newFolder } from './folders.ts'
import { filled, injuredCopy, judge, same } from './injury.ts'
import { Random } from './random.ts'
import { fillDisk, mountSmallDisk } from './small-disk.ts'

const INJURIES_A_STORAGE = 19
const count = Number(process.argv[2] ?? 100)
const firstSeed = Number(process.argv[3] ?? 1)
const totals = {
  injuries: 0,
  wrong: 0,
  miscounted: 0,
  refused: 0,
  unmended: 0,
  inexact: 0,
  lost: 0,
  harmed: 0,
  disks: 0,
  slowestMs: 0,
}

/** A full disk, which is made read-only and then larger. What was acknowledged must be there. */
async function injureDisk(random: Random): Promise<void> {
  const disk = mountSmallDisk(`${1 + random.below(4)}m`)
  if (disk === undefined) return
  try {
    const { truth, saidSo, opening } = await fillDisk(disk.path, random)
    disk.remount('ro')
    const refused = await openLevelStorage(disk.path).then(
      () => 'opened',
      (error) => error.code,
    )
    disk.remount('rw,size=64m')
    const storage = await openLevelStorage(disk.path)
    let missing = 0
    for (const [name, bytes] of truth) {
      const found = await storage.get(name)
      if (found === undefined) missing++
      else if (!same(found, bytes)) totals.wrong++
    }
    totals.injuries++
    totals.disks++
    totals.miscounted += Number(missing !== storage.recovered.lost)
    totals.lost += missing
    const asPromised = saidSo && refused === 'failed' && ['opened', 'failed'].includes(opening)
    totals.refused += Number(!asPromised)
    if (!asPromised || missing > 0) console.log({ saidSo, refused, opening, missing })
    await storage.close()
  } finally {
    disk.unmount()
  }
}

for (let seed = firstSeed; totals.injuries < count; seed++) {
  const random = new Random(seed)
  const folder = newFolder()
  const original = join(folder, 'original')
  const truth = await filled(original, random)
  for (let i = 0; i < INJURIES_A_STORAGE && totals.injuries < count; i++) {
    const copy = join(folder, `copy-${i}`)
    const how = await injuredCopy(original, copy, random)
    totals.injuries++
    try {
      const verdict = await judge(copy, truth)
      const miscounted =
        verdict.lost !== verdict.reportedLost || verdict.reportedKept !== truth.size - verdict.lost
      totals.wrong += verdict.wrong
      totals.lost += verdict.lost
      totals.harmed += Number(verdict.lost > 0)
      totals.miscounted += Number(miscounted)
      totals.unmended += Number(!verdict.mended)
      totals.inexact += Number(!verdict.exact)
      totals.slowestMs = Math.max(totals.slowestMs, Math.round(verdict.openMs))
      if (verdict.wrong > 0 || miscounted || !verdict.mended || !verdict.exact)
        console.log(seed, i, how, verdict)
    } catch (error) {
      totals.refused++
      console.log(seed, i, how, error)
    }
    await rm(copy, { recursive: true, force: true })
  }
  await rm(folder, { recursive: true, force: true })
  await injureDisk(random)
}
console.log(totals)
const { wrong, miscounted, refused, unmended } = totals
process.exitCode = wrong + miscounted + refused + unmended > 0 ? 1 : 0
