/** What a node is made of. */

import { type Clock, systemClock } from '@kadkit/clock'
import { checkHasher, type Hasher, Key, type RandomBytes, sha256, systemRandomBytes } from '@kadkit/key'
import { type Config, checkMode, completeConfig, type Mode } from '@kadkit/protocol'
import { MemoryStorage, type Storage } from '@kadkit/storage'
import type { Address, Transport } from '@kadkit/transport'
import { addressesOf, checkSignal, nameOf } from './inputs.ts'

export interface NodeOptions {
  /** How messages travel. Must not be open yet; the node opens it, and closes it with itself. */
  readonly transport: Transport
  /** Where values are kept; by default in memory. The node closes it with itself. */
  readonly storage?: Storage | undefined
  /** What turns names into keys; the same in a whole network. By default SHA-256. */
  readonly hasher?: Hasher | undefined
  /** Our own key; by default the one that the storage was used with before, or else a random one. */
  readonly key?: Key | undefined
  /** Addresses of nodes of the network to join. Without one, the node is the first of its own. */
  readonly bootstrap?: readonly Address[] | undefined
  /**
   * 'server' (the default) answers others and holds values for them. 'client' only asks: nobody lists it or stores on it.
   * A network needs servers: nobody can join through a client.
   */
  readonly mode?: Mode | undefined
  /** Nodes with another number ignore each other: 0 to 2^32 - 1, by default 0. */
  readonly networkId?: number | undefined
  /** k, alpha, times and limits; see `Config` of @kadkit/protocol. */
  readonly config?: Partial<Config> | undefined
  readonly clock?: Clock | undefined
  readonly random?: RandomBytes | undefined
  /** Gives up the start; the promise then rejects with `signal.reason`. */
  readonly signal?: AbortSignal | undefined
}

/** {@link NodeOptions} with nothing left out. */
export interface CompleteOptions {
  readonly transport: Transport
  readonly storage: Storage
  readonly hasher: Hasher
  /** undefined: that of the storage, or a random one. */
  readonly key: Key | undefined
  readonly bootstrap: readonly Address[]
  readonly mode: Mode
  readonly networkId: number
  readonly config: Config
  readonly clock: Clock
  readonly random: RandomBytes
  readonly signal: AbortSignal | undefined
}

/** The least that a transport must carry: a store request, and a few contacts. */
const MIN_MESSAGE_BYTES = 512

const NAMES: ReadonlySet<string> = new Set([
  'transport',
  'storage',
  'hasher',
  'key',
  'bootstrap',
  'mode',
  'networkId',
  'config',
  'clock',
  'random',
  'signal',
] satisfies (keyof NodeOptions)[])

/** @throws TypeError, RangeError that names the option, what it is, and what would be right */
export function completeOptions(options: NodeOptions): CompleteOptions {
  if (typeof options !== 'object' || options === null) {
    throw new TypeError(`createNode takes an object of options, got ${nameOf(options)}`)
  }
  for (const name of Object.keys(options)) {
    if (!NAMES.has(name))
      throw new TypeError(`there is no option '${name}'; there are ${[...NAMES].join(', ')}`)
  }
  const { transport, hasher = sha256, clock = systemClock, random = systemRandomBytes, config = {} } = options
  requireMethods('transport', transport, ['open', 'send', 'close'])
  const { maxMessageBytes } = transport
  if (!Number.isInteger(maxMessageBytes) || maxMessageBytes < MIN_MESSAGE_BYTES) {
    throw new RangeError(
      `transport.maxMessageBytes must be at least ${MIN_MESSAGE_BYTES}, got ${maxMessageBytes}`,
    )
  }
  const storage = options.storage ?? new MemoryStorage()
  requireMethods('storage', storage, ['get', 'put', 'delete', 'entries', 'close'])
  requireMethods('clock', clock, ['now', 'schedule'])
  checkHasher(hasher)
  if (typeof random !== 'function') throw new TypeError(`random must be a function, got ${nameOf(random)}`)
  if (typeof config !== 'object' || config === null)
    throw new TypeError(`config must be an object, got ${nameOf(config)}`)
  const { key } = options
  if (key !== undefined && !(key instanceof Key)) throw new TypeError(`key must be a Key, got ${nameOf(key)}`)
  return {
    transport,
    storage,
    hasher,
    key,
    bootstrap: addressesOf(options.bootstrap ?? [], 'bootstrap'),
    mode: checkMode(options.mode ?? 'server'),
    networkId: options.networkId ?? 0,
    config: completeConfig(config),
    clock,
    random,
    signal: checkSignal({ signal: options.signal }),
  }
}

function requireMethods(name: string, thing: unknown, methods: readonly string[]): void {
  const missing = methods.filter((method) => typeof Object(thing)[method] !== 'function')
  if (missing.length > 0) throw new TypeError(`${name} lacks ${missing.join(', ')}: got ${nameOf(thing)}`)
}
