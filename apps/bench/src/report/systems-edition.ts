/** What is published of whole systems, side by side. */

import { systems } from '../systems/systems.ts'
import type { Chart } from './charts.ts'
import type { Edition, Line } from './edition.ts'

const charts: readonly Chart[] = [
  {
    file: 'bring-up',
    title: 'Seconds until 200 nodes have joined (less is better)',
    from: 'bring-up-200',
    phase: 'bring-up',
    key: 'seconds',
  },
  ...['put', 'get', 'lookup'].flatMap((what) =>
    [1, 32].map((atOnce) => ({
      file: `${what}-${atOnce}`,
      title: `${what} among 100 nodes, ${atOnce === 1 ? 'one' : atOnce} at a time: how many a second (more is better)`,
      from: 'operations-100',
      phase: `${what}, ${atOnce} at once`,
      key: 'a second',
    })),
  ),
  {
    file: 'deaths',
    title: 'get after 50 of 100 nodes died: p99 in ms (less is better)',
    from: 'deaths-0.5',
    phase: 'get after',
    key: 'p99',
  },
  {
    file: 'loss',
    title: 'get while 20 % of all datagrams get lost: p99 in ms (less is better)',
    from: 'loss-0.2',
    phase: 'get',
    key: 'p99',
  },
  {
    file: 'ping',
    title: 'ping between two processes: % of a bare echo (more is better)',
    from: 'ping',
    phase: 'ping',
    key: 'of the echo',
  },
]

const lines: readonly Line[] = [
  { what: 'seconds until 200 nodes have joined', from: 'bring-up-200', phase: 'bring-up', key: 'seconds' },
  { what: 'resident KiB a node, of 200', from: 'bring-up-200', phase: 'bring-up', key: 'RSS KiB a node' },
  ...['put', 'get', 'lookup'].flatMap((what) => [
    ...[1, 32].map((atOnce) => ({
      what: `${what}s a second, ${atOnce === 1 ? 'one' : atOnce} at a time`,
      from: 'operations-100',
      phase: `${what}, ${atOnce} at once`,
      key: 'a second',
    })),
    { what: `datagrams a ${what}`, from: 'operations-100', phase: `${what}, 1 at once`, key: 'packets' },
  ]),
  {
    what: 'gets right when 50 of 100 nodes have died, %',
    from: 'deaths-0.5',
    phase: 'get after',
    key: 'right',
  },
  { what: 'p99 of those gets, ms', from: 'deaths-0.5', phase: 'get after', key: 'p99' },
  { what: 'gets right when 20 % of all datagrams get lost, %', from: 'loss-0.2', phase: 'get', key: 'right' },
  { what: 'p99 of those gets, ms', from: 'loss-0.2', phase: 'get', key: 'p99' },
  { what: 'processor seconds of 100 idle nodes', from: 'operations-100', phase: 'idle', key: 'cpu s' },
  { what: 'pings a second between two processes, 64 at once', from: 'ping', phase: 'ping', key: 'a second' },
  { what: 'the same, in % of a bare `node:dgram` echo', from: 'ping', phase: 'ping', key: 'of the echo' },
  { what: 'datagrams that such a ping takes, one way', from: 'ping', phase: 'ping', key: 'packets' },
  {
    what: 'pings a second, Kadkit with `@kadkit/transport-udx`',
    from: 'ping',
    phase: 'ping',
    key: 'a second',
    ours: 'kadkit-udx',
  },
]

/** What the words in the tables mean. */
function reading(): string[] {
  return [
    '- All nodes of a network are in one process, on loopback; ping is between two. So what is "a second" costs both sides of every message.',
    '- Packets, bytes and processor time are those of the whole network, an operation: datagrams are counted as they are sent; of TCP, writes.',
    '- Right: a get gave the very bytes; a lookup named those ids that are nearest by brute force. Who is right in less than 99 % is not held up as best.',
    '- The pings, 64 at once, are from one node to another, and their packets those of one direction. The echo is one packet each; who joins messages needs fewer.',
    '- Each operation is by a random node, the same for each system. A get is never by the node that put the value or one that holds it;',
    '  where there is no other, it counts as local.',
    '- Put, get and lookup are warmed up for two seconds each first; what is young of the memory of before a phase is collected at its beginning.',
    '- Loss is on arrival, by the same seeded dice for every system. The dead close their sockets, and the gets begin at once.',
    "- Bring-up and memory: eight nodes join at a time; resident memory includes the process's own.",
  ]
}

const titles: Readonly<Record<string, string>> = {
  'bring-up': 'Bring-up',
  operations: 'Put, get and lookup',
  sizes: 'Sizes of values, put / get',
  deaths: 'Deaths',
  loss: 'Loss',
  ping: 'Ping',
}

export const systemsEdition: Edition = {
  name: 'peers',
  folder: '',
  title: 'Side by side with other DHTs',
  systems,
  reading,
  titles,
  charts,
  marks: {
    begin: '<!-- measured side by side: written by `pnpm bench:report` -->',
    end: '<!-- end of what is measured side by side -->',
  },
  introduction: [
    'Each system is in a process of its own, 100 nodes in it if not said otherwise, values of 100 bytes, in turns with the others.',
    '[docs/benchmarks](docs/benchmarks) has the ranges, bytes, processor time, kad, libp2p and discv5.',
  ],
  // The others are on the page.
  tables: [{ columns: ['kadkit', 'bittorrent-dht', 'dht-rpc', 'hyperdht'], lines }],
}
