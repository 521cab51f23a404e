/** The operations that are counted, and what each has to bring. */

import { type Key, randomKey } from '@kadkit/key'
import type { Outcome } from '@kadkit/protocol'
import { type CreateEngine, type Member, Network, type Tally } from './network.ts'

export type Operation = 'join' | 'ping' | 'find' | 'put' | 'get'

export interface WorkloadOptions {
  readonly seed: number
  readonly nodes: number
  readonly create?: CreateEngine | undefined
}

/** One operation, ready to be carried out: all chance is behind it. */
export type Step = () => void

const VALUE_BYTES = 100
const DAY_MS = 86_400_000
/** Longer than a newcomer takes to look around, and shorter than the time to the first refresh. */
const AFTERWARDS_MS = 60_000

/** A network, the operations in it, and chance. */
export class Workload {
  #network: Network
  readonly #options: WorkloadOptions
  #networks = 0
  #random: (below: number) => number
  /** Keys of values that were put, and were not got yet. */
  #put: Key[] = []

  constructor(options: WorkloadOptions) {
    this.#options = options
    this.#network = this.#emptyNetwork()
    this.#random = drawer(this.#network)
  }

  get tally(): Tally {
    return this.#network.tally
  }

  /**
   * So many steps of this operation. Those of a `join` are as many as there are nodes but one, and make a new network;
   * `get`s take values that were put before.
   */
  prepare(operation: Operation, count: number): Step[] {
    if (operation === 'join') return this.#joins()
    const make = { ping: () => this.#ping(), find: () => this.#find(), put: () => this.#putValue() }
    const get = () => this.#get()
    return Array.from({ length: count }, operation === 'get' ? get : make[operation])
  }

  /** Each node joins through one that is there. What they look for by themselves a moment later belongs to the joins. */
  #joins(): Step[] {
    const network = this.#emptyNetwork()
    this.#network = network
    this.#random = drawer(network)
    this.#put = []
    network.add()
    return Array.from({ length: this.#options.nodes - 1 }, () => () => {
      const { address } = this.#anyone().engine.self
      const member = network.add()
      expectType(
        network.carryOut(member, (engine, now) => engine.join(now, [address])),
        'joined',
      )
      if (member.number === this.#options.nodes - 1) network.pass(AFTERWARDS_MS)
    })
  }

  #ping(): Step {
    const [asking, asked] = this.#two()
    return () => {
      const outcome = this.#network.carryOut(asking, (engine, now) => {
        engine.call(now, asked.engine.self, { type: 'ping' })
      })
      expectType(outcome, 'answered')
    }
  }

  #find(): Step {
    const member = this.#anyone()
    const target = randomKey(this.#network.random)
    return () => {
      const outcome = this.#network.carryOut(member, (engine, now) => engine.find(now, target))
      const { contacts } = expectType(outcome, 'found-nodes')
      expectAtLeast(member.engine.config.k, contacts.length)
    }
  }

  #putValue(): Step {
    const member = this.#anyone()
    const key = randomKey(this.#network.random)
    const value = valueFor(key)
    return () => {
      const outcome = this.#network.carryOut(member, (engine, now) => {
        engine.put(now, { key, value, expiresAt: now + DAY_MS })
      })
      const { stored } = expectType(outcome, 'stored')
      expectAtLeast(member.engine.config.k, stored.length)
      this.#put.push(key)
    }
  }

  /** By a node that does not hold the value. */
  #get(): Step {
    const key = this.#put.shift()
    if (key === undefined) throw new Error('there is no value left to get')
    const name = key.toHex()
    const without = this.#network.members.filter(({ shelves }) => {
      return !shelves.held.has(name) && !shelves.own.has(name)
    })
    const member = without[this.#random(without.length)]
    if (member === undefined) throw new Error('every node holds the value')
    const value = valueFor(key)
    return () => {
      const outcome = this.#network.carryOut(member, (engine, now) => engine.get(now, key))
      const got = expectType(outcome, 'found-value').value
      if (got.length !== value.length || got.some((byte, index) => byte !== value[index])) {
        throw new Error('a get has brought another value')
      }
    }
  }

  #emptyNetwork(): Network {
    const { seed, create } = this.#options
    return new Network(seed + 1_000 * this.#networks++, create)
  }

  #anyone(): Member {
    const { members } = this.#network
    const member = members[this.#random(members.length)]
    if (member === undefined) throw new Error('nobody has joined yet')
    return member
  }

  #two(): [Member, Member] {
    const { members } = this.#network
    const one = this.#anyone()
    const other = members[(one.number + 1 + this.#random(members.length - 1)) % members.length]
    if (other === undefined) throw new Error('there is only one node')
    return [one, other]
  }
}

/** Draws a number from 0 to below `below`. */
function drawer(network: Network): (below: number) => number {
  return (below) => {
    const [a = 0, b = 0, c = 0] = network.random(3)
    return (a + b * 2 ** 8 + c * 2 ** 16) % below
  }
}

/** Another value for each key. */
function valueFor(key: Key): Uint8Array {
  const bytes = key.toBytes()
  return Uint8Array.from({ length: VALUE_BYTES }, (_, index) => (bytes[index % bytes.length] ?? 0) ^ index)
}

function expectType<T extends Outcome['type']>(outcome: Outcome, type: T): Outcome & { type: T } {
  if (outcome.type !== type) throw new Error(`an operation ended as ${outcome.type}, not as ${type}`)
  return outcome as Outcome & { type: T }
}

function expectAtLeast(least: number, count: number): void {
  if (count < least) throw new Error(`${count} contacts in place of ${least}`)
}
