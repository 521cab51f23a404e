/** A node in a process of its own, as its parent sees it. */

import { type ChildProcess, fork } from 'node:child_process'
import type { Numbered, Order, Report } from './order.ts'

const SCRIPT = new URL('./node-process.js', import.meta.url)

export class NodeInProcess {
  address = ''
  readonly #child: ChildProcess
  readonly #waiting = new Map<number, (report: Report) => void>()
  #orders = 0

  constructor() {
    this.#child = fork(SCRIPT)
    this.#child.on('message', ({ number, content }: Numbered<Report>) => {
      this.#waiting.get(number)?.(content)
      this.#waiting.delete(number)
    })
    this.#child.on('exit', (code) => {
      for (const settle of this.#waiting.values())
        settle({ type: 'failed', ms: 0, why: `it exited with ${code}` })
      this.#waiting.clear()
    })
  }

  order(order: Order): Promise<Report> {
    const number = ++this.#orders
    return new Promise((resolve) => {
      this.#waiting.set(number, resolve)
      this.#child.send({ number, content: order } satisfies Numbered<Order>)
    })
  }
}

export interface Nodes {
  readonly count: number
  /** On how many of them a value is stored. */
  readonly k: number
  /** How probable it is that a datagram is lost. */
  readonly loss: number
  readonly seed: number
}

/** Starts so many, joined through the first. @throws Error if one does not start */
export async function startNodes({ count, k, loss, seed }: Nodes): Promise<NodeInProcess[]> {
  const nodes: NodeInProcess[] = []
  const bootstrap: string[] = []
  for (let i = 0; i < count; i++) {
    const node = new NodeInProcess()
    const report = await node.order({ type: 'start', bootstrap, k, loss, seed: seed + i })
    if (report.type !== 'started') throw new Error(`node ${i} did not start: ${JSON.stringify(report)}`)
    node.address = report.address
    if (i === 0) bootstrap.push(report.address)
    nodes.push(node)
  }
  return nodes
}

/** The processor time of all of them, in milliseconds. */
export async function stopNodes(nodes: readonly NodeInProcess[]): Promise<number> {
  const reports = await Promise.all(nodes.map((node) => node.order({ type: 'stop' })))
  return reports.reduce((sum, report) => sum + (report.type === 'stopped' ? report.cpuMs : 0), 0)
}
