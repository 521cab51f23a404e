/** Requests under way: their ids, deadlines and retries, and which reply belongs to which. */

import type { Key, RandomBytes } from '@kadkit/key'
import type { Contact } from '@kadkit/routing'
import { hexOfBytes } from '../wire/hex.ts'
import type { Message, Reply, Request, RequestId } from '../wire/message.ts'
import { type Asker, isContact, type Peer } from './asker.ts'
import { BoundedMap } from './bounded-map.ts'
import type { MessageFault } from './counters.ts'
import { type Exchange, retriesOf, sentAtOf } from './exchange.ts'
import { Exchanges } from './exchanges.ts'
import { FirstTries } from './first-tries.ts'
import { LastFew } from './last-few.ts'
import { isLong, workMs } from './long-request.ts'
import { RoundTrips } from './round-trips.ts'
import type { PendingRequest } from './snapshot.ts'
import { Timetable } from './timetable.ts'

/** What requests need of the engine around them. */
export interface RequestsHost {
  send(to: string, message: Message): void
  /** This contact has just proved that it lives at its address. */
  heard(now: number, contact: Contact): void
  /** This contact was asked in vain, for the first time at `askedAt`. */
  silent(now: number, contact: Contact, askedAt: number): void
  /** `contact` answered at the address where the node with the key `expected` was asked. */
  displaced(now: number, expected: Key, contact: Contact): void
}

export interface RequestsOptions {
  readonly retries: number
  readonly initialTimeoutMs: number
  readonly minTimeoutMs: number
  readonly maxTimeoutMs: number
  readonly maxProgressMs: number
}

/** Each try waits this much longer than the one before it. */
const BACKOFF = 1.5
/** Who comes to a deadline so much later has been busy, and answers may lie unread before it. */
const LATE_MS = 5
/** A request that was sent again, or failed, is remembered for this many of its timeouts, so that late replies are known. */
const REMEMBERED_TIMEOUTS = 4
/** Of those that were answered at once, which are nearly all, so many are known: a datagram that comes twice does so soon. */
const ANSWERED_REMEMBERED = 32
/** Forgetting can wait until the next full second: one deadline for many requests, not one for each. */
const FORGET_EVERY_MS = 1_000
/** They are known by so many of the random digits of their ids: those who hold whole ids hold ten times as much. */
const MARK_DIGITS = 7
/** Addresses of which it is known when bytes of a long message last came from them. */
const MAX_FLOWING = 1_024

const answersOf: Record<Request['type'], readonly Reply['type'][]> = {
  ping: ['pong'],
  store: ['stored', 'refused'],
  'find-node': ['nodes', 'refused'],
  'find-value': ['value', 'held', 'nodes', 'refused'],
  fetch: ['value', 'refused'],
  offer: ['stored', 'wanted', 'refused'],
}

function isAnswer(request: Request, reply: Reply): boolean {
  const isBoth = request.type === 'store' && request.nodes === true
  if (reply.type === 'nodes' && (isBoth || reply.stored !== undefined)) return isBoth
  return answersOf[request.type].includes(reply.type)
}

/**
 * A reply counts only if it comes from the address that was asked, bears the 128 random bits of the request, is
 * said by the node that was expected, and is of a type that answers the request.
 */
export class Requests {
  readonly roundTrips: RoundTrips
  readonly firstTries: FirstTries = new FirstTries()
  readonly #self: Key
  readonly #random: RandomBytes
  readonly #options: RequestsOptions
  readonly #host: RequestsHost
  readonly #exchanges = new Exchanges()
  readonly #answered = new LastFew(ANSWERED_REMEMBERED)
  readonly #timetable = new Timetable<Exchange>()
  #asked = 0
  readonly #flowedAt = new BoundedMap<string, number>(MAX_FLOWING)
  #lastHeardAt = Number.NEGATIVE_INFINITY

  constructor(self: Key, random: RandomBytes, options: RequestsOptions, host: RequestsHost) {
    this.#self = self
    this.#random = random
    this.#options = options
    this.#host = host
    this.roundTrips = new RoundTrips(options)
  }

  /** Sends `request` to `peer`, and again while no answer comes; `asker` hears what became of it. */
  ask(now: number, peer: Peer, request: Request, asker: Asker): void {
    const exchange: Exchange = {
      id: hexOfBytes(this.#random(16)),
      order: this.#asked++,
      peer,
      request,
      asker,
      sentAt: now,
      resentAt: undefined,
      timeoutMs: this.#timeoutMs(peer, request),
      endsAt: 0,
      dueAt: 0,
      state: 'waiting',
      forgottenAt: Number.POSITIVE_INFINITY,
      slow: false,
      excused: false,
      slot: -1,
      next: undefined,
    }
    this.#exchanges.add(exchange)
    this.#send(now, exchange)
  }

  /** Takes in a reply, or says why it does not count. */
  answer(now: number, from: string, message: Message, reply: Reply): MessageFault | undefined {
    const exchange = this.#exchanges.get(message.id)
    if (exchange === undefined) return this.#answered.has(markOf(message.id)) ? 'duplicate' : 'unsolicited'
    const sentAt = sentAtOf(exchange, message.attempt)
    if (sentAt === undefined || now >= exchange.forgottenAt) return 'unsolicited'
    if (exchange.peer.address !== from) return 'wrong-address'
    if (!isAnswer(exchange.request, reply)) return 'wrong-type'
    if (exchange.state === 'answered') return 'duplicate'
    const contact = { key: message.sender, address: from }
    const expected = exchange.peer.key
    if (expected?.equals(message.sender) === false) {
      this.#displace(now, exchange, expected, contact)
      return 'wrong-sender'
    }
    this.#lastHeardAt = now
    // What was our own stall, or the length of a value, is no property of the link.
    if (!exchange.excused && !isLong(exchange.request)) this.roundTrips.measured(from, now - sentAt)
    const { asker } = exchange
    this.#end(now, exchange)
    this.#host.heard(now, contact)
    if (asker?.active) asker.answered(now, contact, reply)
    return undefined
  }

  /** This request could not be sent at all, which tells nothing about its peer. */
  unsent(now: number, id: RequestId): void {
    const exchange = this.#exchanges.get(id)
    if (exchange?.state !== 'waiting') return
    this.#forget(exchange)
    if (exchange.asker?.active) exchange.asker.failed(now, exchange.peer)
  }

  /** Bytes of a long message to or from this address are flowing: the long requests to it wait on, up to a bound. */
  progress(now: number, from: string): void {
    this.#flowedAt.set(from, now)
  }

  /** Deals with every deadline that has come. */
  advance(now: number): void {
    for (let exchange = this.#timetable.take(now); exchange !== undefined; ) {
      this.#expire(now, exchange)
      exchange = this.#timetable.take(now)
    }
  }

  get deadline(): number {
    return this.#timetable.next
  }

  /** Whether anything was heard from anybody since `since`: if not, it may be our own link that is down. */
  heardSince(since: number): boolean {
    return this.#lastHeardAt >= since
  }

  pending(): PendingRequest[] {
    return this.#exchanges
      .values()
      .sort((a, b) => a.order - b.order)
      .filter(({ state, asker }) => state === 'waiting' && asker?.active)
      .map((exchange) => ({
        id: exchange.id,
        to: exchange.peer.address,
        type: exchange.request.type,
        sent: 1 + retriesOf(exchange),
      }))
  }

  #send(now: number, exchange: Exchange): void {
    exchange.excused = false
    const { id, peer, request, resentAt } = exchange
    exchange.endsAt = now + exchange.timeoutMs
    const isHedged = request.type === 'find-value' && resentAt === undefined
    const hedgedAt = isHedged ? now + this.roundTrips.hedgeMs(peer.address) : exchange.endsAt
    this.#schedule(exchange, Math.min(hedgedAt, exchange.endsAt))
    this.#host.send(peer.address, { id, attempt: retriesOf(exchange), sender: this.#self, body: request })
  }

  #expire(now: number, exchange: Exchange): void {
    const { asker, peer, sentAt } = exchange
    const lateMs = now - exchange.dueAt
    const isLate = !exchange.excused && lateMs > LATE_MS
    const waits = exchange.state === 'waiting'
    const isWanted = waits && asker?.active === true
    if (isWanted && isLate) {
      exchange.excused = true
      this.#schedule(exchange, now + Math.min(lateMs, exchange.timeoutMs))
      return
    }
    if (waits && now < exchange.endsAt) {
      this.#schedule(exchange, exchange.endsAt)
      if (isWanted) this.#tellSlow(now, exchange)
      return
    }
    if (!isWanted) {
      // Nobody waits for it any more, but it tells how many are silent.
      if (waits && exchange.resentAt === undefined && !isLate) this.firstTries.silent()
      this.#forget(exchange)
      return
    }
    const flowingUntil = this.#flowingUntil(exchange)
    if (flowingUntil > now) {
      this.#schedule(exchange, flowingUntil)
      this.#tellSlow(now, exchange)
      return
    }
    if (exchange.resentAt === undefined) this.firstTries.silent()
    if (retriesOf(exchange) < this.#options.retries) {
      exchange.timeoutMs = Math.min(exchange.timeoutMs * BACKOFF, this.#options.maxTimeoutMs)
      exchange.resentAt ??= []
      exchange.resentAt.push(now)
      this.#send(now, exchange)
      this.#tellSlow(now, exchange)
      return
    }
    this.#remember(now, exchange, 'failed')
    if (isContact(peer) && this.heardSince(sentAt)) this.#host.silent(now, peer, sentAt)
    asker.failed(now, peer)
  }

  /** A long value is read, hashed and kept besides being sent, and is dear to send again. */
  #timeoutMs({ address }: Peer, request: Request): number {
    const usualMs = this.roundTrips.timeoutMs(address)
    return isLong(request) ? Math.max(usualMs, this.#options.initialTimeoutMs) + workMs(request) : usualMs
  }

  /** Until when an answer is waited for because bytes of a long message flow to or from its address. */
  #flowingUntil({ peer, request, sentAt, timeoutMs }: Exchange): number {
    if (!isLong(request)) return Number.NEGATIVE_INFINITY
    const flowedAt = this.#flowedAt.get(peer.address) ?? Number.NEGATIVE_INFINITY
    return Math.min(flowedAt + timeoutMs, sentAt + this.#options.maxProgressMs)
  }

  #tellSlow(now: number, exchange: Exchange): void {
    if (exchange.slow) return
    exchange.slow = true
    exchange.asker?.slow(now, exchange.peer)
  }

  /** Somebody else lives where the one we asked lived, and has proved it. */
  #displace(now: number, exchange: Exchange, expected: Key, contact: Contact): void {
    if (exchange.state !== 'waiting') return
    this.#lastHeardAt = now
    this.#remember(now, exchange, 'failed')
    this.#host.displaced(now, expected, contact)
    if (exchange.asker?.active) exchange.asker.failed(now, exchange.peer)
  }

  /** It has its answer. Where there was one try, there is no other answer to wait for. */
  #end(now: number, exchange: Exchange): void {
    if (exchange.resentAt === undefined) {
      this.firstTries.answered()
      this.#forget(exchange)
      this.#answered.add(markOf(exchange.id))
      return
    }
    this.#remember(now, exchange, 'answered')
    // It is remembered for seconds, and nobody hears of it any more: it must not keep a whole lookup alive.
    exchange.asker = undefined
  }

  #remember(now: number, exchange: Exchange, state: 'answered' | 'failed'): void {
    exchange.state = state
    exchange.forgottenAt = now + exchange.timeoutMs * REMEMBERED_TIMEOUTS
    this.#schedule(exchange, Math.ceil(exchange.forgottenAt / FORGET_EVERY_MS) * FORGET_EVERY_MS)
  }

  #schedule(exchange: Exchange, at: number): void {
    exchange.dueAt = at
    this.#timetable.add(exchange)
  }

  #forget(exchange: Exchange): void {
    this.#timetable.dismiss(exchange)
    this.#exchanges.delete(exchange)
  }
}

/** A small integer for an id. */
function markOf(id: RequestId): number {
  return Number.parseInt(id.slice(0, MARK_DIGITS), 16)
}
