/** Nodes in a memory network whose time a test moves: what most tests of this package stand on. */

import { ManualClock } from '@kadkit/clock'
import { seededRandomBytes } from '@kadkit/key'
import { MemoryNetwork, type MemoryNetworkOptions, type Transport } from '@kadkit/transport'
import { createNode, type KademliaNode, type NodeOptions } from '../../src/index.ts'
import { TapTransport } from './tap-transport.ts'

/** Longer than any operation takes, and shorter than any upkeep is away. */
const PATIENCE_MS = 5 * 60_000
const EMPTY_TURNS = 50

/** A node, and the transport that it believes to have to itself. */
export interface Member {
  readonly node: KademliaNode
  readonly transport: TapTransport
}

export class World {
  /** Not a whole number: no code may rely on one. */
  readonly clock: ManualClock = new ManualClock(1_000_000.25)
  readonly network: MemoryNetwork
  readonly members: Member[] = []
  #seed = 0

  constructor(options: Omit<MemoryNetworkOptions, 'clock'> = {}) {
    this.network = new MemoryNetwork({ delayMs: 10, ...options, clock: this.clock })
  }

  /** `size` nodes, joined through the first one, and at rest. */
  static async joined(size: number, options: Partial<NodeOptions> = {}): Promise<World> {
    const world = new World()
    for (let i = 0; i < size; i++) await world.add(options)
    await world.rest()
    return world
  }

  /** One more node; unless told otherwise, it joins through the first one. */
  async add(options: Partial<NodeOptions> = {}): Promise<Member> {
    const transport = new TapTransport(this.network.transport())
    const bootstrap = this.members.slice(0, 1).map(({ node }) => node.self.address)
    const node = await this.settle(createNode({ ...this.parts(transport), bootstrap, ...options }))
    const member = { node, transport }
    this.members.push(member)
    return member
  }

  /** What every node of this world is made of. */
  parts(transport: Transport = this.network.transport()): NodeOptions {
    return { transport, clock: this.clock, random: seededRandomBytes(++this.#seed) }
  }

  get nodes(): KademliaNode[] {
    return this.members.map(({ node }) => node)
  }

  member(index: number): Member {
    const member = this.members[index]
    if (member === undefined) throw new Error(`the world has no member ${index}`)
    return member
  }

  node(index: number): KademliaNode {
    return this.member(index).node
  }

  /** Moves time until a promise settles. */
  async settle<T>(promise: Promise<T>): Promise<T> {
    let settled = false
    const mark = () => {
      settled = true
    }
    promise.then(mark, mark)
    const until = this.clock.now() + PATIENCE_MS
    for (let empty = 0; !settled; empty++) {
      await turn()
      if (settled) break
      if (this.clock.nextAt() < until && this.clock.runNext()) empty = 0
      else if (empty > EMPTY_TURNS) throw new Error('the promise never settles')
    }
    return promise
  }

  /** Moves time by so much, in steps that let promises follow. */
  async pass(ms: number): Promise<void> {
    const until = this.clock.now() + ms
    await turn()
    while (this.clock.nextAt() <= until) {
      this.clock.runNext()
      await turn()
    }
    this.clock.advanceTo(until)
    await turn()
  }

  /** Lets everything that is under way come to its end. */
  rest(): Promise<void> {
    return this.pass(60_000)
  }

  async close(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.close()))
  }
}

/** Lets every promise that can go on do so. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/** All that an iterable gives. */
export async function all<T>(iterable: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = []
  for await (const item of iterable) items.push(item)
  return items
}
