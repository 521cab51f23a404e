/** Every experiment, in the order in which they are shown. */

import type { Experiment } from '../experiment.ts'
import { bitsGained } from './bits-gained.ts'
import { bucketSize } from './bucket-size.ts'
import { churnSweep } from './churn-sweep.ts'
import { lookupCost } from './lookup-cost.ts'
import { performanceCost } from './performance-cost.ts'
import { rKademlia } from './r-kademlia.ts'
import { survival } from './survival.ts'
import { valuesWeek } from './values-week.ts'

export const experiments: readonly Experiment[] = [
  bucketSize,
  bitsGained,
  lookupCost,
  performanceCost,
  rKademlia,
  churnSweep,
  survival,
  valuesWeek,
]
