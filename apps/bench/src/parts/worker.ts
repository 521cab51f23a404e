/** A process that measures one part of one system, once. */

import type { WorkOrder, WorkReport } from '../peers/order.ts'
import { Phases } from '../workloads/bench.ts'
import { measureCodec } from './codec.ts'
import type { CodecModule } from './codec-part.ts'
import type { PartWork } from './order.ts'
import { partOf } from './participants.ts'
import { measureTable, weighTables } from './table.ts'
import type { TableModule } from './table-part.ts'

// Whoever started us is gone.
process.on('disconnect', () => process.exit())
process.on(
  'message',
  (order: WorkOrder<PartWork>) => void carryOut(order).then((said) => process.send?.(said)),
)

async function carryOut({ system, work }: WorkOrder<PartWork>): Promise<WorkReport> {
  const phases = new Phases()
  try {
    await measure(system, work, phases)
  } catch (error) {
    phases.notes.push(error instanceof Error ? error.message : String(error))
  }
  return { type: 'outcome', outcome: { phases: phases.phases, notes: phases.notes } }
}

async function measure(system: string, work: WorkOrder<PartWork>['work'], phases: Phases): Promise<void> {
  switch (work.workload) {
    case 'table':
    case 'table-memory': {
      const module = await partOf<TableModule>(system, () => import('./kadkit-table.ts'))
      await (work.workload === 'table' ? measureTable : weighTables)(module, work, phases)
      return
    }
    case 'codec':
      await measureCodec(await partOf<CodecModule>(system, () => import('./kadkit-codec.ts')), work, phases)
      return
    case 'simulator': {
      const { measureSimulator } = await import('./simulator.ts')
      measureSimulator(work, phases)
    }
  }
}
