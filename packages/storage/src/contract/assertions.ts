/** The few assertions of the contract suite. Each failure is an Error whose message says what was promised. */

import type { Storage } from '../storage.ts'
import { StorageError } from '../storage-error.ts'

/** @throws Error with these words unless `fact` holds. */
export function ensure(fact: boolean, words: string): void {
  if (!fact) throw new Error(words)
}

/** What the storage has under `name` must be these bytes; undefined: nothing. */
export async function ensureHolds(
  storage: Storage,
  name: string,
  wanted: Uint8Array | undefined,
): Promise<void> {
  ensureBytes(await storage.get(name), wanted, `get(${shortened(name)})`)
}

/** `got` must be these bytes; undefined: nothing. `what` says where it came from. */
export function ensureBytes(got: Uint8Array | undefined, wanted: Uint8Array | undefined, what: string): void {
  ensure(sameBytes(got, wanted), `${what} must give ${described(wanted)}, got ${described(got)}`)
}

/** All entries of the storage, by name. None may come twice. */
export async function entriesOf(storage: Storage): Promise<Map<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>()
  for await (const [name, bytes] of storage.entries()) {
    ensure(!found.has(name), `entries() must yield each name once, but yielded ${shortened(name)} twice`)
    found.set(name, bytes)
  }
  return found
}

/** The storage must have these entries and no others. */
export async function ensureEntries(
  storage: Storage,
  wanted: ReadonlyMap<string, Uint8Array>,
): Promise<void> {
  const found = await entriesOf(storage)
  for (const [name, bytes] of wanted) ensureBytes(found.get(name), bytes, `entries() for ${shortened(name)}`)
  const extra = [...found.keys()].find((name) => !wanted.has(name))
  ensure(
    extra === undefined,
    `entries() must not yield ${shortened(extra ?? '')}, which is not in the storage`,
  )
}

/** The call must reject with StorageError 'closed'. */
export async function ensureClosed(what: string, call: () => Promise<unknown>): Promise<void> {
  let thrown: unknown
  try {
    await call()
  } catch (error) {
    thrown = error
  }
  if (thrown instanceof StorageError && thrown.code === 'closed') return
  const got = thrown === undefined ? 'it did not reject' : `got ${String(thrown)}`
  throw new Error(`${what} must reject with StorageError 'closed' after close, but ${got}`, { cause: thrown })
}

function sameBytes(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  if (a === undefined || b === undefined) return a === b
  return a instanceof Uint8Array && a.length === b.length && a.every((byte, i) => byte === b[i])
}

function described(bytes: Uint8Array | undefined): string {
  if (bytes === undefined) return 'undefined'
  if (!(bytes instanceof Uint8Array)) return `${typeof bytes}, which is no Uint8Array`
  const first = Array.from(bytes.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join(' ')
  const length = bytes.length === 1 ? '1 byte' : `${bytes.length} bytes`
  return bytes.length === 0 ? length : `${length} ${first}${bytes.length > 8 ? ' …' : ''}`
}

function shortened(name: string): string {
  return JSON.stringify(name.length > 40 ? `${name.slice(0, 40)}…` : name)
}
