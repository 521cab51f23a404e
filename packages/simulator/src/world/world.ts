/** A world of nodes: engines, one agenda, one clock, one network, one seed. */

import type { Key } from '@kadkit/key'
import type { NodeEvent, Outcome } from '@kadkit/protocol'
import type { Contact } from '@kadkit/routing'
import { Watchdog } from '../checks/watchdog.ts'
import { atLeastZero, Network, type Partition } from '../network/network.ts'
import { Dice } from '../random/dice.ts'
import { Trace } from '../trace/trace.ts'
import { addressOf } from './address.ts'
import { Agenda, type Schedule } from './agenda.ts'
import { Census } from './census.ts'
import { closestOf } from './closest-of.ts'
import type { Operation } from './operation.ts'
import { type Passage, Post } from './post.ts'
import { prebuild } from './prebuild.ts'
import { Register } from './register.ts'
import { SimNode, type SimNodeOptions } from './sim-node.ts'
import { SlicedAgenda } from './sliced-agenda.ts'
import type { Stage } from './stage.ts'
import type { Traffic } from './traffic.ts'
import type { WorldOptions } from './world-options.ts'

/** When worlds begin: an instant that a double holds exactly, down to a small part of a millisecond. */
const BEGINNING = 1_700_000_000_000
const HOUR_MS = 3_600_000
/** How often somebody is drawn before it is held that nobody is part of the network. */
const DRAWS = 64

/**
 * A discrete-event simulation of nodes that run the very engine that ships. The same options and the same calls give
 * the same events in the same order, and with a trace the same bytes, on every machine.
 */
export class World {
  readonly seed: number
  readonly network: Network
  /** Chance for whoever uses this world: the engines and the network have dice of their own. */
  readonly dice: Dice
  readonly #agenda: Schedule
  readonly #trace: Trace
  readonly #post: Post
  readonly #stage: Stage
  readonly #register = new Register<SimNode>()
  readonly #census = new Census<SimNode>()
  readonly #listeners = new Set<(node: SimNode, event: NodeEvent) => void>()
  readonly #operationWatchers = new Set<(operation: Operation) => void>()
  #now = BEGINNING
  #events = 0

  /** @throws RangeError for a seed that is not a safe integer, or a network that cannot be. */
  constructor(options: WorldOptions) {
    const dice = new Dice(options.seed)
    this.seed = options.seed
    this.dice = dice.fork()
    const { sliceMs: ms = 0 } = options
    this.#agenda =
      atLeastZero('sliceMs', ms) > 0 ? new SlicedAgenda({ beginning: BEGINNING, ms }) : new Agenda()
    this.network = new Network(options.network ?? {}, dice.fork())
    this.#trace = new Trace(options.trace ?? 'hash')
    this.#stage = this.#makeStage(options, dice.fork())
    this.#post = new Post(this.#stage, this.network, this.#trace, options.codec ?? true)
  }

  /** Milliseconds. */
  get now(): number {
    return this.#now
  }

  /** How long this world has been going, in milliseconds. */
  get elapsedMs(): number {
    return this.#now - BEGINNING
  }

  /** How many things have happened. */
  get events(): number {
    return this.#events
  }

  /** All that was sent, by anybody. */
  get traffic(): Traffic {
    return this.#post.traffic
  }

  /** SHA-256 of the trace so far, 64 hex digits; without a trace, that of nothing. */
  traceHash(): string {
    return this.#trace.hash()
  }

  /** A node that runs, and knows nobody. */
  addNode(options: SimNodeOptions = {}): SimNode {
    const id = this.#register.next()
    const address = addressOf(id)
    const node = new SimNode(this.#stage, id, { key: options.key ?? this.dice.key(), address }, options)
    this.#register.enter(node)
    node.boot()
    return node
  }

  /**
   * Takes a node out of this world for good; one that runs crashes first. Its address is nobody's from then on, it
   * cannot start again, and nothing here keeps it in memory: for worlds in which far more nodes come and go than run.
   */
  remove(node: SimNode): void {
    node.crash()
    this.#register.remove(node)
  }

  /** All nodes there have ever been and that were not removed, in the order in which they were added. */
  get nodes(): readonly SimNode[] {
    return this.#register.all()
  }

  /** The nodes that run, in no order that means anything. */
  up(): SimNode[] {
    return [...this.#census.running]
  }

  /** How many nodes run. */
  get population(): number {
    return this.#census.running.length
  }

  /** For how many milliseconds nodes have run, all added up. */
  get nodeMs(): number {
    return this.#census.nodeMs(this.#now)
  }

  /** A node that runs, at random. @throws RangeError when there is none. */
  anyone(): SimNode {
    return this.#census.draw(this.dice)
  }

  /** A node that is part of the network and suits, at random, if it does not take long to find one. */
  anyMember(suits: (node: SimNode) => boolean = () => true): SimNode | undefined {
    for (let draws = 0; draws < DRAWS && this.population > 0; draws++) {
      const node = this.anyone()
      if (node.atHome && suits(node)) return node
    }
    return undefined
  }

  /** The node with this address, running or not. */
  nodeAt(address: string): SimNode | undefined {
    return this.#register.at(address)
  }

  /** The true `count` nearest to `target` of the servers that run, nearest first, by looking at all of them. */
  closest(target: Key, count: number): Contact[] {
    return closestOf(this.#census.running, target, count)
  }

  /**
   * Lets every node that runs know whom it would know after a long rest: its k nearest, and a random choice of those
   * that belong into each bucket. Engines learn them as always, from answers to their pings; but these pass before
   * the present, neither counted nor traced. For nodes to which nothing else has happened yet.
   */
  prebuild(): void {
    prebuild(this.up(), this.network, this.dice)
  }

  /** From now on no message of `from` reaches `to`, until it is healed; the other way they do. */
  partition(from: Iterable<SimNode>, to: Iterable<SimNode>): Partition {
    const wall = this.network.partition(from, to)
    this.#tell('partition')
    const heal = () => {
      wall.heal()
      this.#tell('heal')
    }
    return { heal }
  }

  /** Calls `watcher` for every message that is sent; the function that is returned ends it. */
  watch(watcher: (passage: Passage) => void): () => void {
    return entered(this.#post.watchers, watcher)
  }

  /** Calls `listener` for what engines tell, lookup steps excepted; the function that is returned ends it. */
  listen(listener: (node: SimNode, event: NodeEvent) => void): () => void {
    return entered(this.#listeners, listener)
  }

  /** Calls `watcher` for every operation that is begun; the function that is returned ends it. */
  watchOperations(watcher: (operation: Operation) => void): () => void {
    return entered(this.#operationWatchers, watcher)
  }

  /** Calls `run` at an instant; as soon as possible, if that has passed. */
  at(instant: number, run: () => void): void {
    if (Number.isNaN(instant)) throw new RangeError('instant must be a number, got NaN')
    this.#agenda.enter(Math.max(instant, this.#now), { happen: run })
  }

  /** Calls `run` after so many milliseconds. @throws RangeError for less than 0. */
  after(ms: number, run: () => void): void {
    this.at(this.#now + atLeastZero('ms', ms), run)
  }

  /** Goes on to the next thing that happens, or with slices, through the next of them; false if nothing ever will. */
  step(): boolean {
    const agenda = this.#agenda
    if (agenda.size === 0) return false
    const end = agenda.next + this.#stage.sliceMs
    do {
      const happening = agenda.take()
      this.#now = agenda.takenAt
      this.#events++
      happening?.happen()
    } while (agenda.next < end)
    this.#now = Math.max(this.#now, end)
    return true
  }

  /** Goes on for so many milliseconds. @throws RangeError for less than 0. */
  run(ms: number): void {
    const until = this.#now + atLeastZero('ms', ms)
    while (this.#agenda.next <= until) this.step()
    this.#now = Math.max(this.#now, until)
  }

  /** Goes on until the condition holds, which is asked after each event; false when it does not within `limitMs`. */
  runUntil(condition: () => boolean, limitMs: number): boolean {
    const until = this.#now + atLeastZero('limitMs', limitMs)
    while (!condition()) {
      if (this.#agenda.next > until) {
        this.#now = until
        return false
      }
      this.step()
    }
    return true
  }

  /** Goes on until an operation has settled. @throws Error if it does not within an hour. */
  settle(operation: Operation): Outcome {
    this.runUntil(() => operation.outcome !== undefined, HOUR_MS)
    if (operation.outcome === undefined) {
      throw new Error(`the ${operation.type} of node ${operation.nodeId} has not settled within an hour`)
    }
    return operation.outcome
  }

  #makeStage(options: WorldOptions, dice: Dice): Stage {
    const world = this
    return {
      get now() {
        return world.#now
      },
      get elapsedMs() {
        return world.elapsedMs
      },
      random: dice.bytes,
      config: options.config ?? {},
      storageMs: options.storageMs ?? 0,
      watchdog: options.invariants === false ? undefined : new Watchdog(this),
      nodeAt: (address) => this.nodeAt(address),
      sliceMs: options.sliceMs ?? 0,
      enter: (at, happening, node) => this.#agenda.enter(at, happening, node),
      send: (from, to, message) => this.#post.send(from, to, message),
      heard: ({ id }, event) => this.#heard(this.#register.of(id), event),
      started: ({ id }) => this.#started(this.#register.of(id)),
      crashed: ({ id }) => {
        this.#census.crashed(this.#register.of(id), this.#now)
        this.#tell('down', { node: id })
      },
      begun: (operation) => this.#operationWatchers.forEach((watch) => void watch(operation)),
      tell: (node, what, more) => this.#tell(what, { node: node.id, ...more }),
      bootstrap: ({ id }) => this.#bootstrap(this.#register.of(id)),
    }
  }

  #heard(node: SimNode, event: NodeEvent): void {
    for (const listener of this.#listeners) listener(node, event)
    if (!this.#trace.on || event.type === 'lookup-step') return
    const { type, ...more } = event
    this.#tell(type, { node: node.id, ...more })
  }

  #started(node: SimNode): void {
    this.#census.started(node, this.#now)
    const { key, address } = node.contact
    this.#tell('up', { node: node.id, key, address })
  }

  /** A server that is part of the network if there is one, else another one that runs. */
  #bootstrap(node: SimNode): string[] {
    const serves = ({ mode }: SimNode) => mode === 'server'
    const other = this.anyMember(serves) ?? this.up().find((each) => each !== node && serves(each))
    return other === undefined ? [] : [other.contact.address]
  }

  #tell(what: string, more: Readonly<Record<string, unknown>> = {}): void {
    if (this.#trace.on) this.#trace.add(JSON.stringify({ at: this.elapsedMs, what, ...more }))
  }
}

/** Enters something into a set; the function that is returned takes it out. */
function entered<T>(set: Set<T>, item: T): () => void {
  set.add(item)
  return () => void set.delete(item)
}
