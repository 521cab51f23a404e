/** A process that answers by every way. */

import { ways } from './ways.ts'

export interface FarOrder {
  readonly type: 'answer'
}
export interface FarReport {
  readonly type: 'answering'
  /** By the name of the way. */
  readonly ports: Readonly<Record<string, number>>
}

process.on('disconnect', () => process.exit())
process.on('message', () => void answer())

async function answer(): Promise<void> {
  const ports = Object.entries(ways).map(async ([name, way]) => [name, await way.answer()] as const)
  const report: FarReport = { type: 'answering', ports: Object.fromEntries(await Promise.all(ports)) }
  process.send?.(report)
}
