/** How a memory network treats its messages. */

import { type Clock, systemClock } from '@kadkit/clock'

/** All may be left out: the network is then quick and loses nothing. */
export interface MemoryNetworkOptions {
  /** An integer; the same seed and the same calls under a ManualClock give the same deliveries. Default 1. */
  readonly seed?: number
  /** How probable it is that a message is lost: 0 (the default) to 1. */
  readonly loss?: number
  /** How probable it is that a message that is not lost is delivered twice: 0 (the default) to 1. */
  readonly duplicate?: number
  /** How long every message is under way, one way, in milliseconds. Default 0. */
  readonly delayMs?: number
  /** The most by which a message can be later than that, drawn evenly, so that messages overtake. Default 0. */
  readonly jitterMs?: number
  /** The longest message that a transport of this network takes, in bytes. Default 1,200, as UDP's here. */
  readonly maxMessageBytes?: number
  /** How many messages may be under way at once; what is sent beyond that is lost. Default 100,000. */
  readonly maxInFlight?: number
  /** What times the deliveries. Default: the system's clock. */
  readonly clock?: Clock
}

/** The options with all defaults filled in. @throws RangeError that names the first bad one. */
export function completeOptions(options: MemoryNetworkOptions): Required<MemoryNetworkOptions> {
  const complete = {
    seed: options.seed ?? 1,
    loss: options.loss ?? 0,
    duplicate: options.duplicate ?? 0,
    delayMs: options.delayMs ?? 0,
    jitterMs: options.jitterMs ?? 0,
    maxMessageBytes: options.maxMessageBytes ?? 1_200,
    maxInFlight: options.maxInFlight ?? 100_000,
    clock: options.clock ?? systemClock,
  }
  const { seed, loss, duplicate, delayMs, jitterMs, maxMessageBytes, maxInFlight } = complete
  check('seed', seed, Number.isSafeInteger(seed), 'an integer')
  check('loss', loss, loss >= 0 && loss <= 1, 'a probability of 0 to 1')
  check('duplicate', duplicate, duplicate >= 0 && duplicate <= 1, 'a probability of 0 to 1')
  check('delayMs', delayMs, isDuration(delayMs), 'a finite number of milliseconds, not negative')
  check('jitterMs', jitterMs, isDuration(jitterMs), 'a finite number of milliseconds, not negative')
  check('maxMessageBytes', maxMessageBytes, isCount(maxMessageBytes), 'a positive integer')
  check('maxInFlight', maxInFlight, isCount(maxInFlight), 'a positive integer')
  return complete
}

function isDuration(ms: number): boolean {
  return Number.isFinite(ms) && ms >= 0
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value > 0
}

function check(name: string, value: number, good: boolean, right: string): void {
  if (!good) throw new RangeError(`${name} must be ${right}, got ${String(value)}`)
}
