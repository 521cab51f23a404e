/** The benchmark `peers`: measures, prints the page, and writes it. */

import { pageOf } from '../report/page.ts'
import { published, report, unpublished, write } from '../report/publish.ts'
import type { Mode } from './cases.ts'
import { measure } from './peers.ts'

export interface PeersOptions {
  readonly mode: Mode
  readonly seed: number
  /** How often each system takes its turn; by default once in a quick run, and five times in a full one. */
  readonly rounds: number | undefined
  /** Only cases whose name begins with this; then nothing is written. */
  readonly only: string
  /** Whether the README is to name these figures; by default those of a full run. */
  readonly publish: boolean
}

/** The lines of the page. */
export async function peers({ mode, seed, rounds, only, publish }: PeersOptions): Promise<string[]> {
  const say = (line: string) => console.error(line)
  const results = await measure({ mode, rounds: rounds ?? (mode === 'quick' ? 1 : 5), seed, only, say })
  if (only === '' && publish) {
    await write(published, results)
    await report()
  } else if (only === '') {
    await write(unpublished, results)
  }
  return pageOf(results).split('\n')
}
