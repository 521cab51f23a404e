/** How messages get from node to node: through the codec or not, counted, traced, and given to the network. */

import { Codec, type Message, messageBytes } from '@kadkit/protocol'
import type { Network } from '../network/network.ts'
import type { Trace } from '../trace/trace.ts'
import type { Happening } from './agenda.ts'
import type { Inhabitant } from './inhabitant.ts'
import type { Stage } from './stage.ts'
import { Traffic } from './traffic.ts'

/** What becomes of a message when it is sent. */
export type Fate =
  | 'sent'
  /** It gets lost on the way. */
  | 'lost'
  /** A partition keeps it from its way. */
  | 'blocked'
  /** There is no such address. */
  | 'nowhere'

/** A message on its way. */
export interface Passage {
  readonly at: number
  readonly from: Inhabitant
  /** Undefined when there is no such address. */
  readonly to: Inhabitant | undefined
  readonly message: Message
  /** The length of its frame. */
  readonly bytes: number
  readonly fate: Fate
}

export class Post {
  /** All that was sent, by anybody. */
  readonly traffic: Traffic = new Traffic()
  readonly watchers: Set<(passage: Passage) => void> = new Set()
  readonly #stage: Stage
  readonly #network: Network
  readonly #trace: Trace
  readonly #codec: Codec | undefined
  #messages = 0

  constructor(stage: Stage, network: Network, trace: Trace, codec: boolean) {
    this.#stage = stage
    this.#network = network
    this.#trace = trace
    this.#codec = codec ? new Codec() : undefined
  }

  send(from: Inhabitant, address: string, message: Message): void {
    const stage = this.#stage
    const frame = this.#codec?.encode(message)
    const bytes = frame?.length ?? messageBytes(message)
    const to = stage.nodeAt(address)
    const fate = this.#fateOf(from, to)
    from.traffic.count(message, bytes)
    this.traffic.count(message, bytes)
    stage.watchdog?.sent(from, address, message)
    for (const watch of this.watchers) watch({ at: stage.now, from, to, message, bytes, fate })
    const number = ++this.#messages
    if (this.#trace.on) this.#traceSent(number, from, address, message, bytes, fate)
    if (fate !== 'sent' || to === undefined) return
    const content = frame ?? message
    this.#post(new Delivery(this, from, to, content, bytes, number))
    if (this.#network.duplicates()) this.#post(new Delivery(this, from, to, content, bytes, number))
  }

  #post(delivery: Delivery): void {
    const { from, to } = delivery
    const delayMs = this.#network.delayMs(from, to)
    if (delayMs < this.#stage.sliceMs) {
      throw new RangeError(`sliceMs must be at most the shortest way of a message, which is ${delayMs} ms`)
    }
    this.#stage.enter(this.#stage.now + delayMs, delivery, to.id)
  }

  /** It has arrived; or waits where it is, while the event loop that should look at it stands still. */
  arrive(delivery: Delivery): void {
    const { from, to, content, bytes, number } = delivery
    // What waited for a node that has crashed is gone with it, though it may have started again.
    const isLate = delivery.waitsFor !== undefined && !(to.up && to.startedAt === delivery.waitsFor)
    const getsIn = !isLate && to.letsIn(from.contact.address)
    if (getsIn && to.attentiveFrom > this.#stage.now) {
      delivery.waitsFor = to.startedAt
      this.#stage.enter(to.attentiveFrom, delivery, to.id)
      return
    }
    if (this.#trace.on) this.#traceArrived(number, getsIn)
    if (!getsIn) return
    to.receive(from.contact.address, this.#opened(content), bytes)
  }

  #fateOf(from: Inhabitant, to: Inhabitant | undefined): Fate {
    if (to === undefined) return 'nowhere'
    if (this.#network.blocks(from, to)) return 'blocked'
    return this.#network.loses() ? 'lost' : 'sent'
  }

  #opened(content: Uint8Array | Message): Message {
    if (this.#codec === undefined || !(content instanceof Uint8Array)) return content as Message
    const message = this.#codec.decode(content)
    if (typeof message === 'string') throw new Error(`the codec refuses what it has encoded: ${message}`)
    return message
  }

  // By hand: these are most lines of a trace, and JSON.stringify takes several times as long.
  #traceSent(
    number: number,
    from: Inhabitant,
    to: string,
    message: Message,
    bytes: number,
    fate: Fate,
  ): void {
    const { id, attempt, body } = message
    this.#trace.add(
      `{"at":${this.#stage.elapsedMs},"what":"${fate}","message":${number},"node":${from.id},"to":"${to}",` +
        `"type":"${body.type}","id":"${id}","attempt":${attempt},"bytes":${bytes}}`,
    )
  }

  #traceArrived(number: number, getsIn: boolean): void {
    const what = getsIn ? 'arrived' : 'in-vain'
    this.#trace.add(`{"at":${this.#stage.elapsedMs},"what":"${what}","message":${number}}`)
  }
}

/** A message on its way, which may wait where it arrives. */
class Delivery implements Happening {
  readonly #post: Post
  readonly from: Inhabitant
  readonly to: Inhabitant
  /** The frame, or the message itself where the codec is left out. */
  readonly content: Uint8Array | Message
  readonly bytes: number
  readonly number: number
  /** When the node started that does not yet look at it. */
  waitsFor: number | undefined

  constructor(
    post: Post,
    from: Inhabitant,
    to: Inhabitant,
    content: Uint8Array | Message,
    bytes: number,
    number: number,
  ) {
    this.#post = post
    this.from = from
    this.to = to
    this.content = content
    this.bytes = bytes
    this.number = number
  }

  happen(): void {
    this.#post.arrive(this)
  }
}
