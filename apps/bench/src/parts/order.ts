/** What a worker of the parts is told to do. */

import type { Fill } from './contacts.ts'

export type PartWork =
  | {
      readonly workload: 'table' | 'table-memory'
      readonly nodes: number
      readonly fill: Fill
      readonly bucketSize: number
      readonly forMs: number
    }
  | { readonly workload: 'codec'; readonly nodes: number; readonly forMs: number }
  | { readonly workload: 'simulator'; readonly nodes: number; readonly operations: number }
