/** The configuration of the experiments with churn. */

import type { Config } from '@kadkit/protocol'
import { decimal } from '../report/decimal.ts'

/**
 * For small networks in which nodes die, but no message is lost: who is silent once is most likely dead, so that one
 * retry and one failure are enough. A list tells 8 contacts, a lookup wants 8, and a bucket may know three times as
 * many.
 */
export const churnConfig: Partial<Config> = {
  k: 8,
  bucketSize: 24,
  alpha: 4,
  retries: 1,
  maxFailures: 1,
  probeEveryMs: 600_000,
}

/** What is set besides the defaults, as text: "k = 8, alpha = 4". */
export function configText(config: Partial<Config>): string {
  return Object.entries(config)
    .map(([name, value]) => `${name} = ${value === Number.POSITIVE_INFINITY ? 'never' : decimal(value)}`)
    .join(', ')
}
