import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { filled, injuredCopy, judge } from './injury.ts'
import { afterKill, killed, type Promises } from './killing.ts'
import { newFolder } from './new-folder.ts'
import { Random } from './random.ts'

describe('an injured storage', () => {
  // a thousand of them: node test/run-source.mjs injuries.ts 1000
  test.each([1, 2, 3, 4])('opens, gives no wrong value, and counts what is lost (seed %i)', async (seed) => {
    const random = new Random(seed)
    const folder = newFolder()
    const truth = await filled(join(folder, 'original'), random)
    for (let i = 0; i < 12; i++) {
      const copy = join(folder, `copy-${i}`)
      const how = await injuredCopy(join(folder, 'original'), copy, random)
      const verdict = await judge(copy, truth)
      const { lost } = verdict
      expect(verdict, how).toMatchObject({
        wrong: 0,
        reportedLost: lost,
        reportedKept: truth.size - lost,
        exact: true,
        mended: true,
      })
    }
  })
})

describe('a killed process', () => {
  // two hundred of them: node test/run-source.mjs kills.ts 200
  test.each(['os', 'always'] as const)('has lost nothing that it acknowledged (%s)', async (sync) => {
    const folder = newFolder()
    const promises: Promises = { acknowledged: new Map(), begun: new Map() }
    let writes = 0
    for (const [seed, bytes] of [0, 40_000].entries()) {
      writes += await killed(folder, { sync, seed: seed + 1, bytes }, promises)
      const found = await afterKill(folder, promises)
      expect(found).toMatchObject({ lost: 0, wrong: 0, recovered: { lost: 0, quarantined: 0, exact: true } })
    }
    expect(writes).toBeGreaterThan(100)
  })
})
