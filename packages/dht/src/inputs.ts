/** What owners hand in, checked at the door: misuse is a TypeError or RangeError before any message leaves. */

import { type Hasher, Key, keyOf } from '@kadkit/key'
import { canonicalAddress } from '@kadkit/protocol'

/** Names a value or a place: strings and bytes are hashed, a Key is used as it is. */
export type KeyInput = Key | Uint8Array | string

export interface CallOptions {
  /** Ends the operation; its promise then rejects with `signal.reason`. */
  readonly signal?: AbortSignal | undefined
}

/** How one value is stored on one node. */
export interface StoreOptions extends CallOptions {
  /** How long the value lives, in milliseconds: 1 to 4,294,967,295,000; by default `config.ttlMs`. It may grant less. */
  readonly ttlMs?: number | undefined
}

export interface PutOptions extends CallOptions {
  /**
   * How long the value lives, in milliseconds: 1 to 4,294,967,295,000; by default Infinity: until `remove`. Others are
   * told of `config.ttlMs` of it at a time, which is renewed each day.
   */
  readonly ttlMs?: number | undefined
}

/** The longest life that the wire format can say. */
const MAX_TTL_MS = (2 ** 32 - 1) * 1_000

/** The key that an input names. @throws TypeError for what is no key, string or bytes */
export function keyOfInput(input: KeyInput, hasher: Hasher): Key {
  if (input instanceof Key) return input
  if (typeof input === 'string' || input instanceof Uint8Array) return keyOf(input, hasher)
  throw new TypeError(`key must be a Key, a string or a Uint8Array, got ${nameOf(input)}`)
}

/** A value's bytes, which the caller may change at once. @throws TypeError for what is neither string nor bytes */
export function copyOf(value: Uint8Array | string): Uint8Array {
  if (value instanceof Uint8Array) return new Uint8Array(value)
  if (typeof value !== 'string')
    throw new TypeError(`value must be a string or a Uint8Array, got ${nameOf(value)}`)
  if (/\p{Surrogate}/u.test(value)) throw new TypeError('value must not have a lone surrogate')
  return new TextEncoder().encode(value)
}

/** @throws TypeError, RangeError for what is no time to live */
export function checkTtl(ttlMs: number): number {
  if (typeof ttlMs !== 'number') throw new TypeError(`ttlMs must be a number, got ${nameOf(ttlMs)}`)
  if (!(ttlMs >= 1 && ttlMs <= MAX_TTL_MS)) {
    throw new RangeError(`ttlMs must be 1 to ${MAX_TTL_MS} milliseconds, got ${ttlMs}`)
  }
  return ttlMs
}

/** @throws TypeError, RangeError for what is no time to live, nor Infinity */
export function checkLife(ttlMs: number): number {
  return ttlMs === Number.POSITIVE_INFINITY ? ttlMs : checkTtl(ttlMs)
}

/** A time to live as the wire format says it: whole seconds, at least one. */
export function secondsOf(ttlMs: number): number {
  return Math.ceil(checkTtl(ttlMs) / 1_000)
}

/** An address in its one canonical form. @throws TypeError, RangeError for what cannot be one, by the argument's name */
export function addressOf(address: string, name: string): string {
  if (typeof address !== 'string') throw new TypeError(`${name} must be a string, got ${nameOf(address)}`)
  const canonical = canonicalAddress(address)
  if (canonical !== undefined) return canonical
  const got = JSON.stringify(address.slice(0, 80))
  throw new RangeError(`${name} must be like '127.0.0.1:4000', '[::1]:4000' or 'memory:7', got ${got}`)
}

/** @throws TypeError for what is no list; RangeError for what is no address */
export function addressesOf(addresses: readonly string[], name: string): string[] {
  if (!Array.isArray(addresses))
    throw new TypeError(`${name} must be an array of addresses, got ${nameOf(addresses)}`)
  return addresses.map((address, index) => addressOf(address, `${name}[${index}]`))
}

/** @throws signal.reason when it has aborted; TypeError for what is no AbortSignal */
export function checkSignal(options: CallOptions | undefined): AbortSignal | undefined {
  const signal = options?.signal
  if (signal === undefined) return undefined
  if (!(signal instanceof AbortSignal))
    throw new TypeError(`signal must be an AbortSignal, got ${nameOf(signal)}`)
  signal.throwIfAborted()
  return signal
}

/** What something is, in a message: its type, and for objects their class. */
export function nameOf(thing: unknown): string {
  if (thing === null) return 'null'
  if (typeof thing !== 'object') return typeof thing === 'string' ? JSON.stringify(thing) : typeof thing
  return thing.constructor?.name ?? 'object'
}
