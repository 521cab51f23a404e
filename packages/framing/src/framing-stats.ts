/** What a framed transport has done so far. */

/**
 * What a datagram that came was.
 * - `message`: a short message as it is; `whole`: one that was marked
 * - `head-asked`: answered with a token; `head-repeated`: of a message that we know; `head-refused`: told why not;
 *   `head-ignored`: its address has as many under way as it may; `head-conflict`: contradicts one before it
 * - `opened`: began a transfer; `open-repeated`; `open-refused`: a wrong or old token, or no room;
 *   `open-conflict`
 * - `data`: a new chunk; `data-duplicate`; `data-conflict`; `data-stray`: never asked for; `data-unknown`: of no
 *   transfer; `data-unplaced`: no memory for it
 * - `ask`, `pull`: answered with chunks; `pull-unknown`: of no message that we hold for this address;
 *   `pull-refused`: of chunks that do not exist or more often than is reasonable
 * - `stop`; `stop-unknown`: of nothing that we know
 * - `echo`: a frame of a sender, about a message that we ourselves are sending there
 * - `version`, `kind`, `length`, `range`: no frame, though it begins as one
 */
export const DATAGRAM_OUTCOMES = [
  'message',
  'whole',
  'head-asked',
  'head-repeated',
  'head-refused',
  'head-ignored',
  'head-conflict',
  'opened',
  'open-repeated',
  'open-refused',
  'open-conflict',
  'data',
  'data-duplicate',
  'data-conflict',
  'data-stray',
  'data-unknown',
  'data-unplaced',
  'ask',
  'pull',
  'pull-unknown',
  'pull-refused',
  'stop',
  'stop-unknown',
  'echo',
  'version',
  'kind',
  'length',
  'range',
] as const
export type DatagramOutcome = (typeof DATAGRAM_OUTCOMES)[number]

/**
 * How a long message to us ended, once its sender had proven its address. `idle` and `too-slow`: given up;
 * `evicted`: its memory went to others; `conflict`: its sender contradicted itself; `digest`: the bytes were not
 * those announced; `abandoned`: the sender gave it up; `closed`: we did.
 */
export const INCOMING_FATES = [
  'delivered',
  'idle',
  'too-slow',
  'evicted',
  'conflict',
  'digest',
  'abandoned',
  'closed',
] as const
export type IncomingFate = (typeof INCOMING_FATES)[number]

/**
 * How a long message of ours ended. `delivered`: the receiver said so; `unanswered`: nobody asked for it; `idle`
 * and `too-slow`: given up; `exhausted`: asked for again and again; `dropped`: too much was held already; `unsent`:
 * the transport below refused it; `too-large`, `refused`, `conflict`, `digest`, `expired`, `abandoned`: the
 * receiver stopped it so; `closed`: we did.
 */
export const OUTGOING_FATES = [
  'delivered',
  'unanswered',
  'idle',
  'too-slow',
  'exhausted',
  'dropped',
  'unsent',
  'too-large',
  'refused',
  'conflict',
  'digest',
  'expired',
  'abandoned',
  'closed',
] as const
export type OutgoingFate = (typeof OUTGOING_FATES)[number]

/** Counters since the transport was made, and what it holds now. */
export interface FramingStats {
  /** Datagrams that came: the sum of `datagrams`, each of which is counted once. */
  readonly received: number
  readonly datagrams: Readonly<Record<DatagramOutcome, number>>
  /** Frames that went out, and short messages as they are. */
  readonly sent: number
  /** Frames that the transport below refused. */
  readonly unsent: number
  readonly incoming: Readonly<Record<IncomingFate, number>>
  readonly outgoing: Readonly<Record<OutgoingFate, number>>
  /** Long messages on their way to us now; the most bytes that they ever took, with the copy that was handed over. */
  readonly assembling: {
    readonly messages: number
    readonly bytes: number
    readonly bytesPeak: number
    readonly chunksInFlight: number
  }
  /** Long messages that we are sending now. */
  readonly held: { readonly messages: number; readonly bytes: number }
}

/** A counter for each name. */
export class Counters<Name extends string> {
  readonly #counts: Record<Name, number>

  constructor(names: readonly Name[]) {
    this.#counts = Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>
  }

  add(name: Name): void {
    this.#counts[name]++
  }

  read(): Readonly<Record<Name, number>> {
    return { ...this.#counts }
  }
}
