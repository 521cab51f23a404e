/** To which part of a node a frame of a processor profile belongs. */

/** As the inspector gives it. */
export interface Frame {
  readonly functionName: string
  readonly url: string
}

/** What is no work of a node: the benchmark itself, and its profiler. */
export const NOT_COUNTED = ''

const OF_ENGINE = 'engine (protocol, without its codec)'
const OF_CODEC = 'codec (protocol, and protobufjs)'
const OF_NODE = 'driver and promises (dht, clock, node:timers)'
const OF_LOOP = 'receiving, and the event loop (outside JavaScript)'

/** Parts of a url, and what they belong to. The first that fits counts. */
const PLACES: readonly (readonly [place: string, part: string])[] = [
  ['/apps/bench/', NOT_COUNTED],
  ['/protocol/dist/wire/', OF_CODEC],
  ['/protocol/gen/', OF_CODEC],
  ['/protobufjs/', OF_CODEC],
  ['/protocol/dist/', OF_ENGINE],
  ['/@noble/', 'hashing, and random bytes'],
  ['/key/dist/random', 'hashing, and random bytes'],
  ['/key/dist/hasher', 'hashing, and random bytes'],
  ['/key/dist/', 'keys'],
  ['/routing/dist/', 'routing table'],
  ['/transport-udp/dist/', 'transport (transport-udp, node:dgram)'],
  ['/storage/dist/', 'storage in memory'],
  ['/dht/dist/', OF_NODE],
  ['/clock/dist/', OF_NODE],
  ['node:dgram', 'transport (transport-udp, node:dgram)'],
  ['node:internal/dgram', 'transport (transport-udp, node:dgram)'],
  ['node:buffer', 'transport (transport-udp, node:dgram)'],
  ['node:events', 'transport (transport-udp, node:dgram)'],
  ['node:internal/crypto', 'hashing, and random bytes'],
  ['node:', OF_NODE],
]

/** Functions without a url, which are the engine's (V8) or the platform's own. */
const NATIVE: Readonly<Record<string, string>> = {
  '(root)': NOT_COUNTED,
  dispatch: NOT_COUNTED,
  // To V8 its thread is idle while the event loop reads sockets. With 32 operations at once there is always one to read: such a run
  // takes as much of the processor as of the clock.
  '(idle)': OF_LOOP,
  '(garbage collector)': 'garbage collection',
  '(program)': OF_LOOP,
  send: 'sending (the system call)',
  run: 'hashing, and random bytes',
  RandomBytesJob: 'hashing, and random bytes',
}

/** The part that the time of a frame itself is spent for. */
export function partOf({ functionName, url }: Frame): string {
  if (url === '') return NATIVE[functionName] ?? OF_NODE
  return PLACES.find(([place]) => url.includes(place))?.[1] ?? OF_NODE
}
