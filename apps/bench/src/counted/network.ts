/** Engines and codecs in one loop and one virtual time: what they send is counted, and nothing else moves the counts. */

import { type RandomBytes, randomKey, seededRandomBytes } from '@kadkit/key'
import {
  Codec,
  type Effect,
  Engine,
  type EngineOptions,
  type Outcome,
  type Shelf,
  type ValueRecord,
} from '@kadkit/protocol'

/** What engines did since the start. */
export interface Tally {
  readonly messages: number
  /** Of encoded messages. */
  readonly bytes: number
  /** What came out of `poll()`. */
  readonly effects: number
}

export interface Member {
  readonly number: number
  readonly engine: Engine
  readonly shelves: Readonly<Record<Shelf, Map<string, ValueRecord>>>
  outcome: Outcome | undefined
}

export type CreateEngine = (self: Engine['self'], options: EngineOptions) => Engine

interface Letter {
  readonly from: string
  readonly to: string
  readonly bytes: Uint8Array
  readonly dueAt: number
}

/** Such as a real clock tells: times are no small integers to the platform. */
const START_MS = 1_760_000_000_000
/** One way. The same for all, so that letters arrive in the order in which they were sent. */
const DELAY_MS = 10
/** No operation takes longer where nothing gets lost. */
const LONGEST_MS = 60_000

/** Nothing gets lost in it, and its storages answer at once. */
export class Network {
  now: number = START_MS
  readonly members: Member[] = []
  /** Where keys come from. No engine draws from it: one that draws more bytes than before has the same keys around it. */
  readonly random: RandomBytes
  readonly #seed: number
  readonly #create: CreateEngine
  readonly #codec = new Codec()
  readonly #byAddress = new Map<string, Member>()
  /** By the numbers of members. Engines are not asked in every step: that would be half of the work. */
  readonly #deadlines: number[] = []
  readonly #post: Letter[] = []
  #delivered = 0
  #messages = 0
  #bytes = 0
  #effects = 0

  constructor(seed: number, create: CreateEngine = (self, options) => new Engine(self, options)) {
    this.#seed = seed
    this.#create = create
    this.random = seededRandomBytes(seed)
  }

  get tally(): Tally {
    return { messages: this.#messages, bytes: this.#bytes, effects: this.#effects }
  }

  /** A node that runs and knows nobody. */
  add(): Member {
    const number = this.members.length
    const address = `10.0.${number >>> 8}.${number & 255}:4000`
    const random = seededRandomBytes(this.#seed + 1 + number)
    const engine = this.#create({ key: randomKey(this.random), address }, { random })
    const member: Member = {
      number,
      engine,
      shelves: { held: new Map(), own: new Map() },
      outcome: undefined,
    }
    this.members.push(member)
    this.#deadlines.push(engine.deadline)
    this.#byAddress.set(address, member)
    return member
  }

  /**
   * Begins an operation of this member, and goes on until it has settled and no message is on its way.
   *
   * @throws Error when the operation never settles.
   */
  carryOut(member: Member, begin: (engine: Engine, now: number) => void): Outcome {
    member.outcome = undefined
    begin(member.engine, this.now)
    this.#drain(member)
    const until = this.now + LONGEST_MS
    while (member.outcome === undefined || this.#delivered < this.#post.length) {
      if (!this.#step(until)) throw new Error('an operation never settles')
    }
    // Without this the letters of a whole run would stay in memory.
    this.#post.length = 0
    this.#delivered = 0
    return member.outcome
  }

  /** Lets so much time pass. */
  pass(ms: number): void {
    const until = this.now + ms
    while (this.#step(until)) {}
    this.now = until
  }

  /** The next letter arrives, or the next deadline comes; false when there is neither until then. */
  #step(until: number): boolean {
    const letter = this.#post[this.#delivered]
    let at = letter?.dueAt ?? Number.POSITIVE_INFINITY
    let late: Member | undefined
    for (let number = 0; number < this.#deadlines.length; number++) {
      const deadline = this.#deadlines[number] ?? at
      if (deadline >= at) continue
      at = deadline
      late = this.members[number]
    }
    if (at > until) return false
    this.now = Math.max(this.now, at)
    if (late !== undefined) {
      late.engine.advance(this.now)
      this.#drain(late)
    } else if (letter !== undefined) this.#deliver(letter)
    return true
  }

  #deliver({ from, to, bytes }: Letter): void {
    this.#delivered++
    const member = this.#byAddress.get(to)
    if (member === undefined) throw new Error(`a message to ${to}, where nobody is`)
    const message = this.#codec.decode(bytes)
    if (typeof message === 'string') throw new Error(`the codec refuses what it has encoded as ${message}`)
    member.engine.receive(this.now, from, message)
    this.#drain(member)
  }

  #drain(member: Member): void {
    for (let effect = member.engine.poll(); effect !== undefined; effect = member.engine.poll()) {
      this.#effects++
      this.#obey(member, effect)
    }
    this.#deadlines[member.number] = member.engine.deadline
  }

  #obey(member: Member, effect: Effect): void {
    const { engine, shelves } = member
    switch (effect.type) {
      case 'send': {
        const bytes = this.#codec.encode(effect.message)
        this.#messages++
        this.#bytes += bytes.length
        this.#post.push({ from: engine.self.address, to: effect.to, bytes, dueAt: this.now + DELAY_MS })
        break
      }
      case 'load':
        engine.loaded(this.now, effect.ticket, shelves[effect.shelf].get(effect.key.toHex()))
        break
      case 'save':
        shelves[effect.shelf].set(effect.record.key.toHex(), effect.record)
        engine.saved(this.now, effect.ticket, true)
        break
      case 'drop':
        shelves[effect.shelf].delete(effect.key.toHex())
        break
      case 'settle':
        member.outcome = effect.outcome
    }
  }
}
