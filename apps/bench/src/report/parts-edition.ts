/** What is published of the parts, beside the same parts of others. */

import { participants, tables } from '../parts/participants.ts'
import type { Chart } from './charts.ts'
import type { Edition, Line } from './edition.ts'

const SIZES = [200, 1_000, 5_000]

const charts: readonly Chart[] = [
  ...SIZES.flatMap((size) => {
    const contacts = size.toLocaleString('en-US')
    return [
      {
        file: `insert-${size}`,
        title: `Contacts a second into a fresh table of ${contacts} (more is better)`,
        from: `table-${size}`,
        phase: 'insert',
        key: 'a second',
      },
      {
        file: `closest-${size}`,
        title: `closest(20) among ${contacts} contacts: how many a second (more is better)`,
        from: `table-${size}`,
        phase: 'closest to random keys',
        key: 'a second',
      },
    ]
  }),
  {
    file: 'memory',
    title: 'Bytes a contact in a table of 1,000 (less is better)',
    from: 'table-memory',
    phase: 'memory',
    key: 'bytes a contact',
  },
  ...['a reply that lists 20 contacts', 'a ping'].map((what, i) => ({
    file: i === 0 ? 'codec-reply' : 'codec-ping',
    title: `${what}: to bytes and back, how many times a second (more is better)`,
    from: 'codec',
    phase: what.slice(2),
    key: 'both a second',
  })),
]

const KEYS = ['random keys', 'keys near the own']

const tableLines: readonly Line[] = [
  ...SIZES.map((size) => ({
    what: `inserts a second, ${size.toLocaleString('en-US')} contacts in full buckets`,
    from: `table-${size}`,
    phase: 'insert',
    key: 'a second',
  })),
  {
    what: 'the same, 5,000 random ids, of which a table keeps a few',
    from: 'table-random',
    phase: 'insert',
    key: 'a second',
  },
  ...SIZES.flatMap((size) =>
    KEYS.map((keys) => ({
      what: `closest(20) a second, ${size.toLocaleString('en-US')} contacts, ${keys}`,
      from: `table-${size}`,
      phase: `closest to ${keys}`,
      key: 'a second',
    })),
  ),
  ...['a second', 'right'].map((key) => ({
    what: `closest(20) with half-full buckets, ${key === 'right' ? '% in their right places' : 'a second'}`,
    from: 'table-half',
    phase: 'closest to random keys',
    key,
  })),
  ...['a second', 'right'].map((key) => ({
    what: `the same in any order, ${key === 'right' ? '% right' : 'a second'}`,
    from: 'table-half',
    phase: 'closest to random keys, in any order',
    key,
  })),
  {
    what: 'bytes a contact in a table of 1,000, with the contacts',
    from: 'table-memory',
    phase: 'memory',
    key: 'bytes a contact',
  },
]

const codecLines: readonly Line[] = ['reply that lists 20 contacts', 'ping'].flatMap((phase) =>
  (['encodes', 'decodes', 'both', 'bytes'] as const).map((what) => ({
    what: what === 'bytes' ? `its bytes` : `${phase}: ${what === 'both' ? 'there and back' : what} a second`,
    from: 'codec',
    phase,
    key: what === 'bytes' ? what : `${what} a second`,
  })),
)

const simulatorLines: readonly Line[] = [1_000, 10_000].map((nodes) => ({
  what: `events of the simulator a second, ${nodes.toLocaleString('en-US')} nodes`,
  from: `simulator-${nodes}`,
  phase: 'lookups',
  key: 'a second',
}))

export const partsEdition: Edition = {
  name: 'parts',
  folder: 'parts/',
  title: 'Routing table, codec and simulator, beside those of others',
  systems: participants,
  reading: () => [
    '- Tables get the same ids, of 32 bytes, and the same own one. In full buckets, as many ids were drawn for each bucket, from bucket 0 on, as are held',
    '  in one by default, which is 20 in all of them; then a table holds what was inserted. Of random ids, half belong into bucket 0, so that buckets of 20 keep a few;',
    '  held says how many.',
    "- A second is one of processor time, with the garbage collector's and the compiler's, so that a busy machine changes little.",
    '- Contacts and targets were made before in the form that each table likes. An insert includes its share of a fresh table.',
    '- Right: the share of the 20 places of an answer with the very contact that belongs there, or, in any order, of the 20 nearest that it has; by brute force over',
    '  what the table holds. Who is right in less than 99 % is not held up as best.',
    '- Memory is the growth of the heap by 100 tables, with contacts that nobody else keeps, and without them, where others keep them.',
    '- Codecs say the same: an id of 16 bytes, a sender of 32, and contacts with id, IPv4 address as text, and port; decoded and compared.',
    '- The simulator runs lookups in a world at rest, by itself: nobody else has the same. An event costs all that nodes do about it.',
  ],
  titles: {
    table: 'Routing table',
    'table-memory': 'Memory of a routing table',
    codec: 'Codec',
    simulator: 'Simulator',
  },
  charts,
  marks: {
    begin: '<!-- parts, measured: written by `pnpm bench:report` -->',
    end: '<!-- end of what is measured of parts -->',
  },
  introduction: [
    'By processor time, each in a process of its own, in turns with the others; ids of 32 bytes, 20 contacts a bucket. libp2p-table holds those of the first buckets only,',
    'and kademlia-routing-table does not sort. [docs/benchmarks/parts](docs/benchmarks/parts) has the ranges, and says what was compared.',
  ],
  tables: [
    { columns: tables.map(({ name }) => name), against: 'k-bucket', lines: tableLines },
    {
      columns: ['kadkit', 'compact-encoding', 'protobufjs', 'cbor-x', 'bencode'],
      lines: codecLines,
    },
    { columns: ['kadkit'], lines: simulatorLines },
  ],
}
