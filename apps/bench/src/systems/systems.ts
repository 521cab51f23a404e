/** The systems that are measured side by side. */

import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { Adapter } from './system.ts'

export interface SystemEntry {
  readonly name: string
  /** What the version is read from; undefined for ourselves. */
  readonly packages: readonly string[]
  /** What it sends over. */
  readonly over: 'UDP' | 'TCP'
  readonly values: boolean
  /** Tried with few nodes only: 20 of them take 10 seconds to join, and 100 take minutes. */
  readonly slow: boolean
  /** Takes part in the case `ping` alone: its socket is all that sets it apart from another system. */
  readonly pingsOnly?: true
  /** What a reader of its rows should know. */
  readonly remark?: string
}

export const systems: readonly SystemEntry[] = [
  { name: 'kadkit', packages: [], over: 'UDP', values: true, slow: false },
  {
    name: 'kadkit-udx',
    packages: [],
    over: 'UDP',
    values: true,
    slow: false,
    pingsOnly: true,
    remark: 'Kadkit with `@kadkit/transport-udx`, so through the same native socket as dht-rpc and hyperdht',
  },
  { name: 'bittorrent-dht', packages: ['bittorrent-dht'], over: 'UDP', values: true, slow: false },
  {
    name: 'dht-rpc',
    packages: ['dht-rpc', 'udx-native'],
    over: 'UDP',
    values: true,
    slow: false,
    remark:
      'it has no values: put and get are what its README shows; it sends through a native socket, udx-native',
  },
  {
    name: 'hyperdht',
    packages: ['hyperdht', 'udx-native'],
    over: 'UDP',
    values: true,
    slow: false,
    remark: 'it sends through a native socket, udx-native',
  },
  {
    name: 'kad',
    packages: ['kad'],
    over: 'UDP',
    values: true,
    slow: true,
    remark: 'values travel as JSON',
  },
  {
    name: 'libp2p',
    packages: ['@libp2p/kad-dht', 'libp2p'],
    over: 'TCP',
    values: true,
    slow: true,
    remark: 'TCP, noise and yamux, so writes are counted and not packets; each connection is encrypted',
  },
  {
    name: 'discv5',
    packages: ['@chainsafe/discv5', '@chainsafe/enr'],
    over: 'UDP',
    values: false,
    slow: true,
    remark:
      'lookups and pings only, for 16 nodes; each session is encrypted; run with an older enr than it asks for',
  },
]

const PEERS = new URL('../../peers/', import.meta.url)

/** @throws RangeError for a name that is not in {@link systems}. */
export function entryOf(name: string): SystemEntry {
  const entry = systems.find((each) => each.name === name)
  if (entry === undefined) throw new RangeError(`there is no system '${name}'`)
  return entry
}

/** Whether it can be loaded: ourselves always, others when `pnpm bench:peers` was run. */
export function installed({ packages }: Pick<SystemEntry, 'packages'>): boolean {
  return packages.every((name) => existsSync(manifestOf(name)))
}

/** The name and version of each package of it. */
export async function versionsOf({
  packages,
}: Pick<SystemEntry, 'packages'>): Promise<Record<string, string>> {
  const versions = packages.map(async (name) => {
    const { version } = JSON.parse(await readFile(manifestOf(name), 'utf8')) as { version: string }
    return [name, version] as const
  })
  return Object.fromEntries(await Promise.all(versions))
}

/** Its adapter; of others only in a process of their own. */
export async function adapterOf(name: string): Promise<Adapter> {
  if (name === 'kadkit') return import('./kadkit.ts')
  if (name === 'kadkit-udx') return import('./kadkit-udx.ts')
  return (await import(new URL(`systems/${entryOf(name).name}.mjs`, PEERS).href)) as Adapter
}

function manifestOf(name: string): URL {
  return new URL(`node_modules/${name}/package.json`, PEERS)
}
