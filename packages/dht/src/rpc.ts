/** One question to one node: Kademlia's four, by hand. */

import type { Key } from '@kadkit/key'
import type { Publication, Reply, Request } from '@kadkit/protocol'
import type { Contact } from '@kadkit/routing'
import { FoundValue } from './found-value.ts'
import { type CallOptions, copyOf, type KeyInput, type StoreOptions, secondsOf } from './inputs.ts'

/** A contact, which then must answer with its key; or an address, where anybody may answer. */
export type RpcPeer = Contact | string

/** What a node has for a key: its value, or else the contacts nearest to it. */
export type FindValueResult =
  | { readonly type: 'value'; readonly value: FoundValue }
  | { readonly type: 'nodes'; readonly contacts: readonly Contact[] }

/** A node that does not answer, or refuses, is no error: false or undefined. */
export interface Rpc {
  /** Whether it answers. */
  ping(to: RpcPeer, options?: CallOptions): Promise<boolean>
  /** Whether it stored the value. */
  store(to: RpcPeer, key: KeyInput, value: Uint8Array | string, options?: StoreOptions): Promise<boolean>
  /** The contacts that it knows nearest to `key`. */
  findNode(to: RpcPeer, key: KeyInput, options?: CallOptions): Promise<readonly Contact[] | undefined>
  /** Its value of `key`, however long it is, or else the contacts that it knows nearest to it. */
  findValue(to: RpcPeer, key: KeyInput, options?: CallOptions): Promise<FindValueResult | undefined>
}

/** What `rpc` needs of its node. */
export interface Caller {
  keyOf(input: KeyInput): Key
  now(): number
  ttlMs: number
  /** A new one of its own. */
  publication(): Publication
  checkValue(value: Uint8Array): void
  /** The answer and who gave it; undefined when none comes. */
  call(
    to: RpcPeer,
    request: Request,
    options: CallOptions | undefined,
  ): Promise<{ reply: Reply; from: Contact } | undefined>
}

export function rpcOf(caller: Caller): Rpc {
  return {
    async ping(to, options) {
      return (await caller.call(to, { type: 'ping' }, options)) !== undefined
    },
    async store(to, key, value, options) {
      const bytes = copyOf(value)
      caller.checkValue(bytes)
      const ttlSeconds = secondsOf(options?.ttlMs ?? caller.ttlMs)
      const request = {
        type: 'store',
        key: caller.keyOf(key),
        value: bytes,
        ttlSeconds,
        cached: false,
        publication: caller.publication(),
      } as const
      return (await caller.call(to, request, options))?.reply.type === 'stored'
    },
    async findNode(to, key, options) {
      const answer = await caller.call(to, { type: 'find-node', target: caller.keyOf(key) }, options)
      return answer?.reply.type === 'nodes' ? answer.reply.contacts : undefined
    },
    async findValue(to, key, options) {
      const answer = await caller.call(to, { type: 'find-value', key: caller.keyOf(key) }, options)
      if (answer?.reply.type === 'nodes') return { type: 'nodes', contacts: answer.reply.contacts }
      const isLong = answer?.reply.type === 'held'
      const given = isLong
        ? await caller.call(to, { type: 'fetch', key: caller.keyOf(key) }, options)
        : answer
      if (given?.reply.type !== 'value') return undefined
      const { value, ttlSeconds, publication } = given.reply
      const expiresAt = caller.now() + ttlSeconds * 1_000
      return { type: 'value', value: new FoundValue(value, given.from, expiresAt, publication) }
    },
  }
}
