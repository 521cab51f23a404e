/**
 * A process that is to be killed: writes into a folder for ever, and says what was acknowledged, as lines
 * "name version" on its output. Each value tells its own name and version. Version 0 stands for a delete.
 * Arguments: folder, sync policy, seed.
 */

import { writeSync } from 'node:fs'
import { openLevelStorage, type SyncPolicy } from '../src/index.ts'
import { Random } from './random.ts'
import { victimValue } from './victim-value.ts'

const [, , folder = '', sync = 'os', seed = '0'] = process.argv
const random = new Random(Number(seed))
const storage = await openLevelStorage(folder, { sync: sync as SyncPolicy })
// At once: what this process held back when it is killed would be taken for unacknowledged.
const say = (line: string) => writeSync(1, `${line}\n`)
say('ready')

/** One of several writers at once, each with names of its own. */
async function writer(id: number): Promise<void> {
  for (let version = 1; ; version++) {
    const name = `value/${id}-${random.below(40)}`
    const whole = Number(seed) * 1_000_000 + version
    say(`? ${name} ${whole}`)
    if (random.below(5) === 0) {
      await storage.delete(name)
      say(`- ${name} ${whole}`)
    } else {
      await storage.put(name, victimValue(name, whole, random.below(3_000)))
      say(`+ ${name} ${whole}`)
    }
  }
}

await Promise.all(Array.from({ length: 8 }, (_, id) => writer(id)))
