/** Periods that vary, so that what began together does not go on together. */

import type { RandomBytes } from '@kadkit/key'

/** A number of 1 - `part` to 1, drawn evenly: no period becomes longer by it. */
export function shortened(random: RandomBytes, part: number): number {
  return 1 - part * drawn(random)
}

/** A number of 0 to 1, drawn evenly from 65,536. */
export function drawn(random: RandomBytes): number {
  const [high = 0, low = 0] = random(2)
  return (256 * high + low) / 65_535
}
