/** A process with a young generation so large that nothing is collected within a batch: prints what is allocated. */

import { GCProfiler } from 'node:v8'
import { countAllocations, type Heap } from './allocations.ts'
import type { Counts } from './counts.ts'

let profiler = new GCProfiler()

const heap: Heap = {
  collect(): void {
    if (globalThis.gc === undefined) throw new Error('this needs node --expose-gc')
    profiler.stop()
    globalThis.gc()
    profiler = new GCProfiler()
    profiler.start()
  },
  used(): number {
    const { heapUsed, arrayBuffers } = process.memoryUsage()
    return heapUsed + arrayBuffers
  },
  collections(): number {
    const { statistics } = profiler.stop()
    profiler.start()
    return statistics.length
  },
}

const [seed = '', nodes = ''] = process.argv.slice(2)
profiler.start()
const counts: Counts = countAllocations(heap, {
  seed: Number(seed),
  nodes: Number(nodes),
  warmUps: 4,
  batches: 5,
  each: 60,
})
console.log(JSON.stringify(counts))
