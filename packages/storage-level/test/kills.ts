/**
 * Kills a writing process as often as asked, always over the same folder, and says what came of it:
 * `node test/run-source.mjs kills.ts 200 [os|interval|always]`. Exit code 1 when anything was lost or wrong.
 */

import type { SyncPolicy } from '../src/index.ts'
import { newFolder } from './folders.ts'
import { afterKill, killed, type Promises } from './killing.ts'
import { Random } from './random.ts'

const count = Number(process.argv[2] ?? 20)
const sync = (process.argv[3] ?? 'os') as SyncPolicy
const folder = newFolder()
const random = new Random(1)
const promises: Promises = { acknowledged: new Map(), begun: new Map() }
const totals = { kills: 0, acknowledged: 0, lost: 0, wrong: 0, reportedLost: 0, quarantined: 0, slowestMs: 0 }

for (let seed = 1; seed <= count; seed++) {
  totals.acknowledged += await killed(folder, { sync, seed, bytes: random.below(100_000) }, promises)
  const { lost, wrong, recovered, openMs } = await afterKill(folder, promises)
  totals.kills++
  totals.lost += lost
  totals.wrong += wrong
  totals.reportedLost += recovered.lost
  totals.quarantined += recovered.quarantined
  totals.slowestMs = Math.max(totals.slowestMs, Math.round(openMs))
}
console.log(sync, totals)
process.exitCode = totals.lost + totals.wrong + totals.reportedLost + totals.quarantined > 0 ? 1 : 0
