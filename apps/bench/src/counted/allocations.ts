/** How many bytes of memory an operation takes from the heap, whatever becomes of them. */

import { median } from '../median.ts'
import { type Counts, type Figures, operations } from './counts.ts'
import { type Operation, Workload, type WorkloadOptions } from './workload.ts'

/** The heap of this process. */
export interface Heap {
  /** Frees what is not used, so that there is room for a batch. */
  collect(): void
  /** Bytes in use, array buffers too. */
  used(): number
  /** How many collections there were since the last `collect()`. */
  collections(): number
}

export interface AllocationOptions extends WorkloadOptions {
  /** Batches that count: the middle one is the figure. */
  readonly batches: number
  /** Batches before those, in which code is compiled. */
  readonly warmUps: number
  /** Operations in a batch; joins are as many as there are nodes but one. */
  readonly each: number
}

/** `allocated`, for each operation. */
export function countAllocations(heap: Heap, options: AllocationOptions): Counts {
  const { batches, warmUps, each } = options
  const workload = new Workload(options)
  const counts: Record<string, Figures> = {}
  for (const operation of operations) {
    const sizes: number[] = []
    for (let batch = 0; batch < warmUps + batches; batch++) {
      const bytes = batchBytes(heap, workload, operation, each)
      if (batch >= warmUps) sizes.push(bytes)
    }
    counts[operation] = { allocated: Math.round(median(sizes)) }
  }
  return counts
}

/** @throws Error when memory was freed within the batch, and the difference says nothing. */
function batchBytes(heap: Heap, workload: Workload, operation: Operation, each: number): number {
  const steps = workload.prepare(operation, each)
  heap.collect()
  const before = heap.used()
  for (const step of steps) step()
  const after = heap.used()
  if (heap.collections() > 0) {
    throw new Error(`memory was collected within a batch of ${operation}: it has to be shorter`)
  }
  return (after - before) / steps.length
}
