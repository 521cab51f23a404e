/** One node of a world. */

import type { Key } from '@kadkit/key'
import type { Config, Engine, Message, Mode, OperationId, Peer, Request } from '@kadkit/protocol'
import type { Contact } from '@kadkit/routing'
import { atLeastZero } from '../network/network.ts'
import type { Inhabitant } from './inhabitant.ts'
import { Life } from './life.ts'
import { Operation, type OperationType, type WatchOptions } from './operation.ts'
import { SimStorage } from './sim-storage.ts'
import type { Stage } from './stage.ts'
import { Traffic } from './traffic.ts'

/** Who can reach a node: everybody, or only those to whom it has itself sent something of late, as behind a NAT. */
export type Reach = 'open' | 'nat'

export interface SimNodeOptions {
  /** Laid over the configuration of the world. */
  readonly config?: Partial<Config>
  /** On which host it runs; by default its own number. */
  readonly host?: number
  readonly reach?: Reach
  /** 'server'. */
  readonly mode?: Mode
  /** How many milliseconds it takes to look at what comes in; 0. */
  readonly slowMs?: number
  /** By default a random one. */
  readonly key?: Key
  /** By how much its wall clock is ahead of the world's, in whole milliseconds; 0. */
  readonly skewMs?: number
}

/** How long a NAT lets answers in after something went out: RFC 4787, REQ-5, demands at least 2 minutes. */
const NAT_OPEN_MS = 120_000
/** The life of a value whose putter says nothing. */
const DAY_MS = 86_400_000

/** All times in its interface are those of the world, in milliseconds; its engine lives in those of its own clock. */
export class SimNode implements Inhabitant {
  readonly id: number
  readonly contact: Contact
  readonly host: number
  readonly reach: Reach
  readonly mode: Mode
  readonly slowMs: number
  readonly storage: SimStorage = new SimStorage()
  readonly traffic: Traffic = new Traffic()
  #receivedBytes = 0
  readonly #stage: Stage
  readonly #config: Partial<Config>
  #life: Life | undefined
  /** How far its wall clock is ahead: what the first engine's clock starts from. */
  #skewMs: number
  /** Its engine's clock when that ended, and its wall clock then. */
  #left: { readonly at: number; readonly wall: number } | undefined
  /** When something was last sent to an address: what a NAT remembers. */
  #sentAt: Map<string, number> | undefined

  /** @internal Use `World.addNode`. */
  constructor(stage: Stage, id: number, contact: Contact, options: SimNodeOptions) {
    this.#stage = stage
    this.id = id
    this.contact = contact
    this.host = options.host ?? id
    this.reach = options.reach ?? 'open'
    this.mode = options.mode ?? 'server'
    this.slowMs = atLeastZero('slowMs', options.slowMs ?? 0)
    this.#config = { ...stage.config, ...options.config }
    this.#skewMs = options.skewMs ?? 0
  }

  get up(): boolean {
    return this.#life !== undefined
  }

  /** Whether it runs and is part of a network: it knows somebody, and no join of it is under way. */
  get atHome(): boolean {
    return this.#life?.atHome === true
  }

  get engine(): Engine {
    return this.life.engine
  }

  get startedAt(): number {
    return this.life.startedAt
  }

  get clock(): number {
    return this.life.clock
  }

  /** Joins the network, by default through a random node that is up. All operations throw when the node is down. */
  join(addresses?: readonly string[]): Operation {
    const bootstrap = addresses ?? this.#stage.bootstrap(this)
    return this.#begin('join', this.contact.key, (engine, now) => engine.join(now, bootstrap))
  }

  /** Looks for the k contacts nearest to `target`. */
  find(target: Key, options: WatchOptions = {}): Operation {
    const watch = isWatched(options)
    return this.#begin('find', target, (engine, now) => engine.find(now, target, { watch }), options)
  }

  /** Looks for the value of `key`. */
  get(key: Key, options: WatchOptions = {}): Operation {
    const watch = isWatched(options)
    return this.#begin('get', key, (engine, now) => engine.get(now, key, { watch }), options)
  }

  /** Stores a value that lives for `ttlMs`, by default a day. */
  put(key: Key, value: Uint8Array, options: WatchOptions & { readonly ttlMs?: number } = {}): Operation {
    const { ttlMs = DAY_MS } = options
    const watch = isWatched(options)
    const put = (engine: Engine, now: number) =>
      engine.put(now, { key, value, expiresAt: now + ttlMs }, { watch })
    return this.#begin('put', key, put, options, this.#stage.now + ttlMs)
  }

  /** Asks one node one thing. */
  call(peer: Peer, request: Request): Operation {
    return this.#begin('call', undefined, (engine, now) => engine.call(now, peer, request))
  }

  /** Dies without a word. What it had begun never settles. */
  crash(): void {
    if (this.#life === undefined) return
    this.#life.end()
    this.#left = { at: this.#life.clock, wall: this.#wall }
    this.#life = undefined
    this.#sentAt = undefined
    this.#stage.crashed(this)
  }

  /**
   * Starts again, with the same key and address. It holds what its storage has kept, and asks whom it knew then; its clock goes
   * on where it stopped, plus what its wall clock has run meanwhile.
   */
  restart(options: { readonly storage?: 'kept' | 'lost' } = {}): void {
    this.crash()
    if (options.storage === 'lost') {
      this.storage.clear()
      this.#left = undefined
    }
    const { contacts } = this.storage
    const life = this.boot()
    for (const record of this.storage.all()) life.input(() => life.engine.restore(life.clock, record))
    for (const record of this.storage.all('own')) life.input(() => life.engine.restoreOwn(life.clock, record))
    life.input(() => life.engine.restoreContacts(life.clock, contacts))
  }

  /** Its event loop stands still for so long: what comes in waits, and no deadline is kept. */
  stall(ms: number): void {
    this.life.stall(ms)
    this.#stage.tell(this, 'stall', { ms })
  }

  /** Its wall clock is set. A running engine does not notice; one that is down takes it for time that has passed. */
  stepClock(ms: number): void {
    this.#skewMs += Math.round(ms)
    this.#stage.watchdog?.clockStepped(ms)
    this.#stage.tell(this, 'clock-step', { ms: Math.round(ms) })
  }

  get #wall(): number {
    return this.#stage.now + this.#skewMs
  }

  /** @internal */
  get life(): Life {
    if (this.#life === undefined) throw new Error(`node ${this.id} is down`)
    return this.#life
  }

  get receivedBytes(): number {
    return this.#receivedBytes
  }

  get attentiveFrom(): number {
    return this.life.attentiveFrom
  }

  receive(from: string, message: Message, bytes: number): void {
    this.#receivedBytes += bytes
    this.life.receive(from, message)
  }

  send(to: string, message: Message): void {
    if (this.reach === 'nat') {
      this.#sentAt ??= new Map()
      this.#sentAt.set(to, this.#stage.now)
    }
    this.#stage.send(this, to, message)
  }

  letsIn(from: string): boolean {
    if (this.#life === undefined) return false
    if (this.reach === 'open') return true
    const sentAt = this.#sentAt?.get(from)
    return sentAt !== undefined && sentAt + NAT_OPEN_MS >= this.#stage.now
  }

  /** @internal */
  boot(): Life {
    const { now } = this.#stage
    const at =
      this.#left === undefined ? this.#wall : this.#left.at + Math.max(0, this.#wall - this.#left.wall)
    const life = new Life(this, this.#stage, this.#config, at - now)
    this.#life = life
    this.#stage.watchdog?.started(this)
    this.#stage.started(this)
    return life
  }

  #begin(
    type: OperationType,
    key: Key | undefined,
    begin: (engine: Engine, now: number) => OperationId,
    watch?: WatchOptions,
    until?: number,
  ): Operation {
    const { life } = this
    const operation = new Operation(this.id, type, key, this.#stage.now, watch, until)
    this.#stage.begun(operation)
    life.begin(operation, begin)
    return operation
  }
}

function isWatched({ watch = false, onStep }: WatchOptions): boolean {
  return watch || onStep !== undefined
}
