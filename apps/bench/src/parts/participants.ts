/** What is measured part by part, beside the same part of others. */

/** One implementation of a part. */
export interface Participant {
  readonly name: string
  /** What the version is read from; undefined for ourselves. */
  readonly packages: readonly string[]
  /** What a reader of its rows should know. */
  readonly remark?: string
}

const OURS: Participant = { name: 'kadkit', packages: [] }

export const tables: readonly Participant[] = [
  {
    ...OURS,
    remark: 'its table also looks for a second contact with the same address, and keeps understudies',
  },
  { name: 'k-bucket', packages: ['k-bucket'], remark: 'the table of bittorrent-dht' },
  {
    name: 'kademlia-routing-table',
    packages: ['kademlia-routing-table'],
    remark:
      'the table of dht-rpc and hyperdht; it hands out buckets as they are, unsorted, so that what it gives is in no order of distance',
  },
  {
    name: 'libp2p-table',
    packages: ['@libp2p/kad-dht'],
    remark:
      'the table of @libp2p/kad-dht; it looks at eight bits, so that it cannot hold all contacts of buckets deeper than that; ids are not hashed',
  },
]

export const codecs: readonly Participant[] = [
  { ...OURS, remark: 'its frames have a magic, a network and an attempt, and the age of each contact' },
  {
    name: 'compact-encoding',
    packages: ['compact-encoding'],
    remark: 'the encoding of dht-rpc and hyperdht',
  },
  { name: 'protobufjs', packages: ['protobufjs'], remark: 'by reflection, which needs eval' },
  { name: 'cbor-x', packages: ['cbor-x'], remark: 'nodes packed into one buffer by hand' },
  { name: 'bencode', packages: ['bencode'], remark: 'nodes packed into one buffer, as BitTorrent does' },
]

/** Nobody else's is known that could run the same. */
export const simulators: readonly Participant[] = [OURS]

export const participants: readonly Participant[] = [...tables, ...codecs]

const PEERS = new URL('../../peers/parts/', import.meta.url)

/** The module of a part: ours, or one in `peers/parts`. */
export async function partOf<T>(system: string, ours: () => Promise<T>): Promise<T> {
  if (system === 'kadkit') return ours()
  if (!participants.some(({ name }) => name === system)) throw new RangeError(`there is no part '${system}'`)
  return (await import(new URL(`${system}.mjs`, PEERS).href)) as T
}
