/** The record that goes with every batch: how many names there are after it, and what it wrote. */

import { seal, unseal } from './sealed-text.ts'

/** The version of what is written into a database, of records as of commits. */
export const DATABASE_FORMAT = 1

const MAGIC = 'kadkit-storage-level'

/** The committed state after a batch. */
export interface Commit {
  /** Of the last write. */
  readonly sequence: number
  /** How many names had bytes after it. */
  readonly count: number
  /** The sequence of the first write of the batch. */
  readonly first: number
  /** The names that the batch wrote: who trails behind by one batch knows what to look at. */
  readonly names: readonly string[]
}

/** A commit as bytes of the database. */
export function encodeCommit({ sequence, count, first, names }: Commit): Uint8Array {
  const text = [`${MAGIC} ${DATABASE_FORMAT} ${sequence} ${count} ${first}`, ...names].join('\n')
  return new TextEncoder().encode(seal(text))
}

/** Undefined when it is damaged, or none of ours; a number when a newer format wrote it: that format. */
export function decodeCommit(bytes: Uint8Array): Commit | number | undefined {
  const [head = '', ...names] = unseal(new TextDecoder('latin1').decode(bytes))?.split('\n') ?? []
  const [magic, format, sequence, count, first] = head.split(' ')
  if (magic !== MAGIC) return undefined
  if (Number(format) > DATABASE_FORMAT) return Number(format)
  return { sequence: Number(sequence), count: Number(count), first: Number(first), names }
}
