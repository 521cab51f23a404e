/** Prints the figures that the project promises, one line each: `pnpm figures`. */

import { exactLookups, junk, killedNodes, lossyGets, udpNetwork } from './figures.ts'

const seed = 20_261_122

const figures: readonly [name: string, measure: () => Promise<string>][] = [
  ['static network, 200 nodes in memory', () => exactLookups(seed)],
  ['5 % loss, 200 nodes in memory', () => lossyGets(seed)],
  ['50 nodes over UDP', () => udpNetwork(50, seed)],
  ['200 nodes over UDP', () => udpNetwork(200, seed)],
  ['30 % of 100 UDP nodes killed', () => killedNodes()],
  ['100,000 foreign datagrams over UDP', () => junk(seed)],
]

// `pnpm figures foreign` measures only those whose name has that word.
const wanted = process.argv[2] ?? ''
console.log(`Node ${process.version}, seed ${seed}`)
for (const [name, measure] of figures) {
  if (name.includes(wanted)) console.log(`${name}: ${await measure()}`)
}
