/** Engines that talk to each other in one virtual time: what the tests of the engine step by hand. */

import { compareDistance, type Key, type RandomBytes, randomKey, seededRandomBytes } from '@kadkit/key'
import type { Contact } from '@kadkit/routing'
import type { Config } from '../../src/engine/config.ts'
import { Engine } from '../../src/engine/engine.ts'
import type { NodeEvent } from '../../src/engine/event.ts'
import type { Mode } from '../../src/engine/mode.ts'
import type { OperationId, Outcome } from '../../src/engine/outcome.ts'
import { Timetable } from '../../src/engine/timetable.ts'
import { Codec } from '../../src/wire/codec.ts'
import type { Message } from '../../src/wire/message.ts'
import type { ValueRecord } from '../../src/wire/value-record.ts'

export interface SwarmOptions {
  readonly seed?: number
  /** Probability that a message is lost. */
  readonly loss?: number
  /** One way, in milliseconds; up to `jitterMs` are added at random, which reorders messages. */
  readonly delayMs?: number
  readonly jitterMs?: number
  /** Send every message through the codec, as bytes. */
  readonly codec?: boolean
  readonly config?: Partial<Config>
  /** The address of member number `index`, counted from 1; by default "memory:index". */
  readonly addressOf?: (index: number) => string
}

export interface Member {
  readonly engine: Engine
  readonly contact: Contact
  readonly storage: Map<string, ValueRecord>
  /** The records of its own. */
  readonly own: Map<string, ValueRecord>
  readonly outcomes: Map<OperationId, Outcome>
  readonly events: NodeEvent[]
  alive: boolean
  /** When its `advance` is called next. */
  wakeAt: number
  /** Storage answers `save` with false. */
  failingStorage: boolean
}

interface Happening {
  dueAt: number
  slot: number
  readonly run: () => void
}

/** What passes on the wire; return false to lose it, or another message to alter it. */
export type Tap = (from: string, to: string, message: Message) => boolean | Message

export class Swarm {
  now = 1_000_000
  readonly members = new Map<string, Member>()
  readonly random: RandomBytes
  tap: Tap = () => true
  sent = 0
  loss: number
  readonly #options: SwarmOptions
  readonly #happenings = new Timetable<Happening>()
  readonly #codec = new Codec()

  constructor(options: SwarmOptions = {}) {
    this.#options = options
    this.loss = options.loss ?? 0
    this.random = seededRandomBytes(options.seed ?? 1)
  }

  /** A new node that knows nobody; `config` is laid over that of the swarm. */
  add(config: Partial<Config> = {}, mode: Mode = 'server'): Member {
    const { addressOf = (index: number) => `memory:${index}` } = this.#options
    const address = addressOf(this.members.size + 1)
    const contact = { key: randomKey(this.random), address }
    const engine = new Engine(contact, {
      random: this.random,
      config: { ...this.#options.config, ...config },
      mode,
    })
    const member: Member = {
      engine,
      contact,
      storage: new Map(),
      own: new Map(),
      outcomes: new Map(),
      events: [],
      alive: true,
      wakeAt: Number.POSITIVE_INFINITY,
      failingStorage: false,
    }
    this.members.set(address, member)
    return member
  }

  /** `size` nodes, joined one after the other through the first one, and at rest. */
  static joined(size: number, options: SwarmOptions = {}): Swarm {
    const swarm = new Swarm(options)
    swarm.add()
    for (let i = 1; i < size; i++) swarm.join(swarm.add())
    swarm.rest()
    return swarm
  }

  /** Joins through the first member. */
  join(member: Member): Outcome {
    return this.settle(member, member.engine.join(this.now, [this.member(0).contact.address]))
  }

  /** The addresses of the contacts that `member` finds. */
  find(member: Member, target: Key): string[] {
    const outcome = this.settle(member, member.engine.find(this.now, target))
    return outcome.type === 'found-nodes' ? outcome.contacts.map(({ address }) => address) : []
  }

  /** Puts a value that lives for a day. */
  put(member: Member, key: Key, value: Uint8Array): Outcome {
    const record = { key, value, expiresAt: this.now + 86_400_000, cached: false }
    return this.settle(member, member.engine.put(this.now, record))
  }

  /** Keys of so many values, put by anybody; each value is the number of its key in the list. */
  putMany(count: number): Key[] {
    return Array.from({ length: count }, (_, i) => {
      const key = randomKey(this.random)
      const outcome = this.put(this.anyone(), key, new TextEncoder().encode(`value ${i}`))
      if (outcome.type !== 'stored') throw new Error(`a put ended as ${outcome.type}`)
      return key
    })
  }

  /** How many of these values anybody can get, each asked of one member. */
  readable(keys: readonly Key[]): number {
    const text = (bytes: Uint8Array | undefined) => bytes && new TextDecoder().decode(bytes)
    return keys.filter((key, i) => text(this.get(this.anyone(), key)) === `value ${i}`).length
  }

  /** The value that `member` gets, if it gets one. */
  get(member: Member, key: Key): Uint8Array | undefined {
    const outcome = this.settle(member, member.engine.get(this.now, key))
    return outcome.type === 'found-value' ? outcome.value : undefined
  }

  get alive(): Member[] {
    return [...this.members.values()].filter(({ alive }) => alive)
  }

  /** The member number `index`, counted from 0. */
  member(index: number): Member {
    const member = [...this.members.values()][index]
    if (member === undefined) throw new Error(`the swarm has no member ${index}`)
    return member
  }

  /** A member that is alive, at random. */
  anyone(): Member {
    const { alive } = this
    const member = alive[Math.floor(this.draw() * alive.length)]
    if (member === undefined) throw new Error('nobody is alive')
    return member
  }

  /** The true k closest of those alive, by brute force. */
  closest(target: Key, k: number): Contact[] {
    const contacts = this.alive.map(({ contact }) => contact)
    return contacts.sort((a, b) => compareDistance(target, a.key, b.key)).slice(0, k)
  }

  /** Runs until the operation has settled. */
  settle(member: Member, operation: OperationId): Outcome {
    for (;;) {
      this.drain(member)
      const outcome = member.outcomes.get(operation)
      if (outcome !== undefined) return outcome
      if (!this.step()) throw new Error(`operation ${operation} never settles`)
    }
  }

  /** Runs until nothing is under way; what is due in more than a minute is left alone. */
  rest(): void {
    while (this.#happenings.next < this.now + 60_000) this.step()
  }

  /** Runs for so long. */
  run(ms: number): void {
    const until = this.now + ms
    while (this.#happenings.next <= until) this.step()
    this.now = until
  }

  /** Goes on to the next thing that happens; false if nothing ever will. */
  step(): boolean {
    const at = this.#happenings.next
    if (at === Number.POSITIVE_INFINITY) return false
    this.now = Math.max(this.now, at)
    this.#happenings.take(this.now)?.run()
    return true
  }

  /** Carries out what an engine wants done. */
  drain(member: Member): void {
    const { engine, contact, storage, own } = member
    for (let effect = engine.poll(); effect !== undefined; effect = engine.poll()) {
      switch (effect.type) {
        case 'send':
          this.#send(contact.address, effect.to, effect.message)
          break
        case 'load':
          engine.loaded(
            this.now,
            effect.ticket,
            (effect.shelf === 'own' ? own : storage).get(effect.key.toHex()),
          )
          break
        case 'save':
          if (!member.failingStorage)
            (effect.shelf === 'own' ? own : storage).set(effect.record.key.toHex(), effect.record)
          engine.saved(this.now, effect.ticket, !member.failingStorage)
          break
        case 'drop':
          ;(effect.shelf === 'own' ? own : storage).delete(effect.key.toHex())
          break
        case 'settle':
          member.outcomes.set(effect.operation, effect.outcome)
          break
        case 'emit':
          member.events.push(effect.event)
      }
    }
    if (engine.deadline < member.wakeAt) this.#wake(member, engine.deadline)
  }

  /** A message comes in at once, from wherever. */
  deliver(from: string, to: Member, message: Message): void {
    to.engine.receive(this.now, from, message)
    this.drain(to)
  }

  /** A number drawn evenly from 0 to 1. */
  draw(): number {
    const [a = 0, b = 0, c = 0, d = 0] = this.random(4)
    return (a + b * 2 ** 8 + c * 2 ** 16 + d * 2 ** 24) / 2 ** 32
  }

  #send(from: string, to: string, message: Message): void {
    this.sent++
    const passed = this.tap(from, to, message)
    if (passed === false || this.draw() < this.loss) return
    const sent = passed === true ? message : passed
    const delayMs = (this.#options.delayMs ?? 10) + this.draw() * (this.#options.jitterMs ?? 0)
    const run = () => {
      const member = this.members.get(to)
      if (member?.alive) this.deliver(from, member, this.#options.codec ? this.#recoded(sent) : sent)
    }
    this.#happenings.add({ dueAt: this.now + delayMs, slot: -1, run })
  }

  #recoded(message: Message): Message {
    const decoded = this.#codec.decode(this.#codec.encode(message))
    if (typeof decoded === 'string') throw new Error(`the codec refuses its own message: ${decoded}`)
    return decoded
  }

  #wake(member: Member, at: number): void {
    member.wakeAt = at
    const run = () => {
      if (member.wakeAt !== at || !member.alive) return
      member.wakeAt = Number.POSITIVE_INFINITY
      member.engine.advance(this.now)
      this.drain(member)
    }
    this.#happenings.add({ dueAt: at, slot: -1, run })
  }
}
