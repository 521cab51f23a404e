/** The node that `createNode` gives. */

import { type Hasher, Key } from '@kadkit/key'
import {
  type Engine,
  type LookupStep,
  maxValueBytes,
  type NodeEvent,
  type OperationId,
  type Outcome,
  type Peer,
  type Publication,
  type Reply,
  type Request,
  type Snapshot,
} from '@kadkit/protocol'
import type { Contact } from '@kadkit/routing'
import type { Driver } from './driver.ts'
import { FoundValue } from './found-value.ts'
import {
  addressesOf,
  addressOf,
  type CallOptions,
  checkLife,
  checkSignal,
  copyOf,
  type KeyInput,
  keyOfInput,
  nameOf,
  type PutOptions,
} from './inputs.ts'
import type { KademliaNode, NodeValue, PutReport } from './kademlia-node.ts'
import { NodeError, ValueTooLargeError } from './node-error.ts'
import { errorOf } from './outcome-error.ts'
import { type Caller, type Rpc, type RpcPeer, rpcOf } from './rpc.ts'
import type { Stats } from './stats.ts'
import { walk } from './walk.ts'

export class RunningNode implements KademliaNode, Caller {
  readonly rpc: Rpc = rpcOf(this)
  readonly #driver: Driver
  readonly #hasher: Hasher

  constructor(driver: Driver, { hasher }: { hasher: Hasher }) {
    this.#driver = driver
    this.#hasher = hasher
  }

  get self(): Contact {
    return this.#driver.engine.self
  }

  async put(key: KeyInput, value: Uint8Array | string, options?: PutOptions): Promise<PutReport> {
    const bytes = copyOf(value)
    const target = this.keyOf(key)
    const ttlMs = checkLife(options?.ttlMs ?? Number.POSITIVE_INFINITY)
    this.checkValue(bytes)
    const outcome = await this.#run(options, (engine, now) => {
      return engine.put(now, { key: target, value: bytes, expiresAt: now + ttlMs })
    })
    if (outcome.type === 'stored') return { stored: outcome.stored, failed: outcome.failed }
    throw errorOf(outcome)
  }

  async get(key: KeyInput, options?: CallOptions): Promise<FoundValue | undefined> {
    const target = this.keyOf(key)
    const outcome = await this.#run(options, (engine, now) => engine.get(now, target))
    if (outcome.type === 'no-value') return undefined
    if (outcome.type === 'found-value') {
      // The engine may still send its own to the contact that gets a copy.
      const { value, holder, expiresAt, publication } = outcome
      return new FoundValue(copyOf(value), holder, expiresAt, publication)
    }
    throw errorOf(outcome)
  }

  async find(key: KeyInput, options?: CallOptions): Promise<readonly Contact[]> {
    const target = this.keyOf(key)
    const outcome = await this.#run(options, (engine, now) => engine.find(now, target))
    if (outcome.type === 'found-nodes') return outcome.contacts
    throw errorOf(outcome)
  }

  walk(key: KeyInput, options?: CallOptions): AsyncIterable<LookupStep> {
    return walk(this.#driver, this.keyOf(key), options)
  }

  async join(addresses: readonly string[], options?: CallOptions): Promise<number> {
    const canonical = addressesOf(addresses, 'addresses')
    const outcome = await this.#run(options, (engine, now) => engine.join(now, canonical))
    if (outcome.type === 'joined') return outcome.contacts
    if (outcome.type === 'failed' && outcome.reason === 'no-bootstrap') throw this.#noBootstrap(canonical)
    throw errorOf(outcome)
  }

  subscribe(listener: (event: NodeEvent) => void): () => void {
    return this.#driver.listeners.add(listener)
  }

  snapshot(): Snapshot {
    return this.#driver.engine.snapshot(this.now())
  }

  remove(key: KeyInput): boolean {
    this.#driver.checkOpen()
    const target = this.keyOf(key)
    const before = this.#driver.engine.size.own
    this.#driver.input((engine, now) => engine.remove(now, target))
    return this.#driver.engine.size.own < before
  }

  async *values(): AsyncGenerator<NodeValue, void> {
    this.#driver.checkOpen()
    const { own, values } = this.snapshot()
    for (const { key } of own) {
      const record = await this.#driver.load('own', key)
      if (typeof record === 'object') yield { ...record, shelf: 'own' }
    }
    for (const { key } of values) {
      const record = await this.#driver.load('held', key)
      if (typeof record === 'object') yield { ...record, shelf: 'held' }
    }
  }

  stats(): Stats {
    const { engine, unsent, storageErrors, listeners, operations } = this.#driver
    const { contacts, values, own } = engine.size
    return {
      ...engine.counts(),
      unsent,
      storageErrors,
      listenerErrors: listeners.errors,
      contacts,
      values,
      own,
      operations,
    }
  }

  close(): Promise<void> {
    return this.#driver.close()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  keyOf(input: KeyInput): Key {
    return keyOfInput(input, this.#hasher)
  }

  now(): number {
    return this.#driver.clock.now()
  }

  publication(): Publication {
    return this.#driver.engine.publication(this.now())
  }

  get ttlMs(): number {
    return this.#driver.engine.config.ttlMs
  }

  /** @throws ValueTooLargeError before anything is sent */
  checkValue(value: Uint8Array): void {
    const { engine, maxMessageBytes } = this.#driver
    const most = Math.min(engine.config.maxValueBytes, maxValueBytes(maxMessageBytes))
    if (value.length > most) throw new ValueTooLargeError(value.length, most)
  }

  async call(
    to: RpcPeer,
    request: Request,
    options: CallOptions | undefined,
  ): Promise<{ reply: Reply; from: Contact } | undefined> {
    const peer = peerOf(to)
    const outcome = await this.#run(options, (engine, now) => engine.call(now, peer, request))
    if (outcome.type === 'answered') return outcome
    if (outcome.type === 'failed' && outcome.reason === 'no-answer') return undefined
    throw errorOf(outcome)
  }

  #run(
    options: CallOptions | undefined,
    begin: (engine: Engine, now: number) => OperationId,
  ): Promise<Outcome> {
    return this.#driver.run(begin, checkSignal(options))
  }

  #noBootstrap(addresses: readonly string[]): NodeError {
    const { lastUnsent } = this.#driver
    const message = `no bootstrap address answered (${addresses.join(', ')})`
    if (lastUnsent === undefined || !addresses.includes(lastUnsent.to))
      return new NodeError('no-bootstrap', message)
    const { error: cause } = lastUnsent
    const why = cause instanceof Error ? cause.message : String(cause)
    return new NodeError('no-bootstrap', `${message}: ${why}`, { cause })
  }
}

function peerOf(to: RpcPeer): Peer {
  if (typeof to === 'string') return { address: addressOf(to, 'the address of a peer') }
  if (!(to?.key instanceof Key) || typeof to.address !== 'string') {
    throw new TypeError(`a peer must be a Contact or an address, got ${nameOf(to)}`)
  }
  return { key: to.key, address: addressOf(to.address, 'the address of a peer') }
}
