/** The house as data: who may import what, and which packages are pure. ARCHITECTURE.md says why. */

/** What one package may do. */
export interface Room {
  /** Packages that its src may import: those of this repository by their short name, others by their full name. */
  readonly imports: readonly string[]
  /** Whether its src may import modules that begin with `node:`. */
  readonly node?: true
  /** The one file of its src that may ask the platform for a module, and go without where there is none. */
  readonly asksPlatform?: string
  /** Whether time, chance, timers and I/O are kept out; 'and synchronous' keeps promises out, too. */
  readonly pure?: true | 'and synchronous'
}

/** Every folder of packages/, by its name. Imports point only down: a row names only rows above it. */
export const house: Readonly<Record<string, Room>> = {
  key: { imports: ['@noble/hashes'], pure: true },
  clock: { imports: [], asksPlatform: 'sleep-meter.ts' },
  storage: { imports: [] },
  transport: { imports: ['clock'] },
  routing: { imports: ['key'], pure: 'and synchronous' },
  'transport-udp': { imports: ['transport'], node: true },
  'transport-udx': { imports: ['transport', 'transport-udp', 'udx-native'] },
  'storage-level': { imports: ['storage', 'clock', 'classic-level'], node: true },
  framing: { imports: ['transport', 'clock', '@noble/hashes'], asksPlatform: 'default-hasher.ts' },
  protocol: { imports: ['key', 'routing', 'protobufjs'], pure: 'and synchronous' },
  dht: { imports: ['key', 'routing', 'protocol', 'transport', 'storage', 'clock'] },
  simulator: { imports: ['key', 'routing', 'protocol', '@noble/hashes'], pure: 'and synchronous' },
  dump: { imports: ['key', 'routing', 'protocol'], node: true },
}

/** The scope of every package of this repository. */
export const scope = '@kadkit/'

/** The condition in `exports` under which tests and tools get sources instead of a build. */
export const sourceCondition = '@kadkit/source'

/** Lines that a file may have. */
export const maxLines = { src: 300, test: 500 } as const
