/** A network of constant size under churn: whoever dies is replaced at once by a newcomer with a new key and address. */

import type { Dice, SimNode, World } from '@kadkit/simulator'

export interface PopulationOptions {
  readonly nodes: number
  /** How long a newcomer stays, in milliseconds. */
  readonly session: (dice: Dice) => number
  /** How long those stay who are there at the beginning; by default as long as newcomers. */
  readonly firstSession?: (dice: Dice) => number
}

/** How long after a failed join a newcomer tries again, through another node. */
const REJOIN_MS = 1_000

/** Places on as many hosts; in each lives one node after the other. */
export class Population {
  readonly #world: World
  readonly #options: PopulationOptions
  readonly #members: SimNode[] = []
  readonly #places = new Map<SimNode, number>()
  readonly #listeners: ((node: SimNode) => void)[] = []
  /** How many have died. */
  deaths = 0

  constructor(world: World, options: PopulationOptions) {
    this.#world = world
    this.#options = options
  }

  /** Calls `listener` for every node that has become part of the network: those of the beginning, and who has joined. */
  onJoined(listener: (node: SimNode) => void): void {
    this.#listeners.push(listener)
  }

  /** Those who have joined and are up. */
  get members(): readonly SimNode[] {
    return this.#members
  }

  isMember(node: SimNode): boolean {
    return this.#places.has(node)
  }

  /** Makes the first nodes, who know each other already, and lets time do the rest. */
  begin(): void {
    const { nodes, session, firstSession = session } = this.#options
    const first = Array.from({ length: nodes }, (_, host) => this.#world.addNode({ host }))
    this.#world.prebuild()
    for (const node of first) {
      this.#live(node, firstSession(this.#world.dice))
      this.#enter(node)
    }
  }

  #arrive(host: number): void {
    const node = this.#world.addNode({ host })
    this.#live(node, this.#options.session(this.#world.dice))
    this.#join(node)
  }

  #join(node: SimNode): void {
    if (!node.up) return
    // Through one who has joined: two newcomers who join through each other would be alone together.
    const through = this.#world.dice.pick(this.#members)
    node.join([through.contact.address]).onSettled(({ outcome }) => {
      if (!node.up) return
      if (outcome?.type === 'joined' && outcome.contacts > 0) this.#enter(node)
      else this.#world.after(REJOIN_MS, () => this.#join(node))
    })
  }

  #live(node: SimNode, ms: number): void {
    this.#world.after(ms, () => {
      this.#world.remove(node)
      this.#leave(node)
      this.deaths++
      this.#arrive(node.host)
    })
  }

  #enter(node: SimNode): void {
    this.#places.set(node, this.#members.length)
    this.#members.push(node)
    for (const listener of this.#listeners) listener(node)
  }

  #leave(node: SimNode): void {
    const place = this.#places.get(node)
    const last = this.#members.at(-1)
    if (place === undefined || last === undefined) return
    this.#members[place] = last
    this.#places.set(last, place)
    this.#members.pop()
    this.#places.delete(node)
  }
}
