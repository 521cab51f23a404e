/** What this package needs of a database, and how its entries are named in one. */

/** Names are text, values are bytes, whatever the encodings of the database itself. */
export interface LevelEncodings {
  readonly keyEncoding: 'utf8'
  readonly valueEncoding: 'view'
}

/** One write of a batch. */
export type LevelWrite =
  | { readonly type: 'put'; readonly key: string; readonly value: Uint8Array }
  | { readonly type: 'del'; readonly key: string }

/** The part of a range of keys to walk through. */
export interface LevelRange {
  readonly gt?: string
  readonly gte?: string
  readonly lt?: string
  readonly reverse?: boolean
  readonly limit?: number
}

/**
 * The part of an `AbstractLevel` that is used: each database of the abstract-level family fits (classic-level,
 * memory-level, browser-level). `batch` must be atomic; one that knows no `sync` may ignore it.
 */
export interface LevelDatabase {
  open(): Promise<void>
  close(): Promise<void>
  get(key: string, options: LevelEncodings): Promise<Uint8Array | undefined>
  getMany(keys: string[], options: LevelEncodings): Promise<(Uint8Array | undefined)[]>
  batch(writes: LevelWrite[], options: LevelEncodings & { sync?: boolean }): Promise<void>
  iterator(options: LevelEncodings & LevelRange): AsyncIterable<[string, Uint8Array]>
}

export const ENCODINGS: LevelEncodings = { keyEncoding: 'utf8', valueEncoding: 'view' }

/** The key of the {@link Commit}. */
export const COMMIT_KEY = 'm'

/** The key of what is stored under a name. */
export function keyOf(name: string): string {
  return `v${name}`
}

/** The opposite of {@link keyOf}. */
export function nameOf(key: string): string {
  return key.slice(1)
}

/** The keys of all names are between these two. */
export const FIRST_KEY = 'v'
export const END_KEY = 'w'

/** The keys of records that were set aside: under the key that they had, behind this. */
export const QUARANTINE = 'q'
