/** A process that does operations and nothing else: its arguments are a seed, so many nodes, and such as `put:100`. */

import { operations } from './counts.ts'
import { Workload } from './workload.ts'

const [seed = '', nodes = '', ...orders] = process.argv.slice(2)
const workload = new Workload({ seed: Number(seed), nodes: Number(nodes) })
for (const order of orders) {
  const [name, count] = order.split(':')
  const operation = operations.find((each) => each === name)
  if (operation === undefined) throw new RangeError(`an operation must be one of ${operations}, got ${name}`)
  for (const step of workload.prepare(operation, Number(count))) step()
}
