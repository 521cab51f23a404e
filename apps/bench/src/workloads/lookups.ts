/** Lookups of random targets, judged by brute force. */

import { seededRandomBytes } from '@kadkit/key'
import { type Bench, type Phases, picker } from './bench.ts'
import { phase } from './phase.ts'
import { range } from './values.ts'

export async function lookups(bench: Bench, name: string, atOnce: number, phases: Phases): Promise<void> {
  const { system, nodes, seed, operations, pace, sockets } = bench
  const pick = picker(seed + atOnce)
  const random = seededRandomBytes(seed + atOnce)
  const ids = range(nodes).map((node) => system.id(node))
  const plan = range(operations).map(() => ({ node: pick(nodes), target: random(system.idBytes) }))
  const answers: Uint8Array[][] = []
  phases.add(
    name,
    await phase(plan.length, atOnce, pace, sockets.traffic, async (index) => {
      const { node, target } = plan[index] ?? { node: 0, target: random(system.idBytes) }
      answers[index] = await system.lookup(node, target)
      return 1
    }),
  )
  const shares = plan.flatMap(({ node, target }, index) => {
    const answer = answers[index]
    if (answer === undefined) return []
    const place = system.place?.(target) ?? target
    return [recall(answer, ids, ids[node] ?? target, place, system.width)]
  })
  // Those that failed or came too late count as nothing right.
  const done = phases.phases[name]?.done ?? shares.length
  phases.also(name, { right: (100 * shares.reduce((sum, share) => sum + share, 0)) / done })
}

/**
 * What share of the ids nearest to a place an answer has, by XOR. The asking node counts among them only where the answer
 * names it: some systems list themselves, and some do not.
 */
export function recall(
  answer: readonly Uint8Array[],
  ids: readonly Uint8Array[],
  asking: Uint8Array,
  place: Uint8Array,
  width: number,
): number {
  const texts = new Set(answer.map(textOf))
  const others = texts.has(textOf(asking)) ? ids : ids.filter((id) => textOf(id) !== textOf(asking))
  const nearest = others
    .map((id) => ({ text: textOf(id), distance: textOf(id.map((byte, i) => byte ^ (place[i] ?? 0))) }))
    .sort((a, b) => (a.distance < b.distance ? -1 : 1))
    .slice(0, width)
  return nearest.filter(({ text }) => texts.has(text)).length / nearest.length
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex')
}
