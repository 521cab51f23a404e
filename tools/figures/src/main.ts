/** Prints the figures that the project promises, one line each: `pnpm figures`. */

import { exactLookups, junk, killedNodes, lossyGets, udpNetwork } from './figures.ts'
import { killedHolder, killedNetwork } from './kills/kills.ts'

const seed = 20_261_122
// `pnpm figures foreign` measures only those whose name has that word; `pnpm figures holder 200` kills 200 times.
const [wanted = '', count = '10'] = process.argv.slice(2)
const times = Number(count)

const figures: readonly [name: string, measure: () => Promise<string>][] = [
  ['static network, 200 nodes in memory', () => exactLookups(seed)],
  ['5 % loss, 200 nodes in memory', () => lossyGets(seed)],
  ['50 nodes over UDP', () => udpNetwork(50, seed)],
  ['200 nodes over UDP', () => udpNetwork(200, seed)],
  ['30 % of 100 UDP nodes killed', () => killedNodes()],
  ['100,000 foreign datagrams over UDP', () => junk(seed)],
  ['a holder of 100,000 values, killed', () => killedHolder(times, seed)],
  ['ten processes killed together, started without bootstrap', () => killedNetwork(50)],
]

console.log(`Node ${process.version}, seed ${seed}`)
for (const [name, measure] of figures) {
  if (name.includes(wanted)) console.log(`${name}: ${await measure()}`)
}
