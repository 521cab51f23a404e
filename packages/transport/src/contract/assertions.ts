/** The few assertions of the contract suite. Each failure is an Error whose message says what was promised. */

import { TransportError, type TransportErrorCode } from '../transport-error.ts'

/** @throws Error with these words unless `fact` holds. */
export function ensure(fact: boolean, words: string): void {
  if (!fact) throw new Error(words)
}

/** Runs `action`, which must throw a TransportError with this code. */
export function ensureThrows(code: TransportErrorCode, what: string, action: () => void): void {
  let thrown: unknown
  try {
    action()
  } catch (error) {
    thrown = error
  }
  ensureCode([code], what, 'throw', thrown)
}

/** Waits for `promise`, which must reject with a TransportError that has one of these codes. */
export async function ensureRejects(
  codes: readonly TransportErrorCode[],
  what: string,
  promise: Promise<unknown>,
): Promise<void> {
  let thrown: unknown
  try {
    await promise
  } catch (error) {
    thrown = error
  }
  ensureCode(codes, what, 'reject with', thrown)
}

function ensureCode(codes: readonly TransportErrorCode[], what: string, verb: string, thrown: unknown): void {
  const wanted = codes.map((code) => `'${code}'`).join(' or ')
  if (thrown === undefined) throw new Error(`${what} must ${verb} TransportError ${wanted}, but did not`)
  if (thrown instanceof TransportError && codes.includes(thrown.code)) return
  const got = thrown instanceof TransportError ? `TransportError '${thrown.code}'` : String(thrown)
  throw new Error(`${what} must ${verb} TransportError ${wanted}, got ${got}`, { cause: thrown })
}

/** Whether two messages have the same bytes. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i])
}

/** A message in a few words: its length and its first bytes. */
export function describeBytes(bytes: Uint8Array): string {
  const first = Array.from(bytes.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join(' ')
  const length = bytes.length === 1 ? '1 byte' : `${bytes.length} bytes`
  return bytes.length === 0 ? length : `${length} ${first}${bytes.length > 8 ? ' …' : ''}`
}
