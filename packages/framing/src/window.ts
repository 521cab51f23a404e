/** How many chunks of one message may be under way: CUBIC (RFC 9438), in chunks, with HyStart++ (RFC 9406). */

/** RFC 6928. */
export const INITIAL_WINDOW = 10
/** Below this, losses could no longer be told by what came later. */
export const LEAST_WINDOW = 4
/** RFC 9438: the part of the window that is left after a loss, and the speed of its growth, in chunks / s^3. */
const BETA = 0.7
const C = 0.4
/** RFC 9438, section 4.3: what makes a flow that grows by this a round trip as fast as Reno. */
const RENO = (3 * (1 - BETA)) / (1 + BETA)
/** RFC 9406, section 4.3. */
const LEAST_RISE_MS = 4
const MOST_RISE_MS = 16
const DOUBTFUL_ROUNDS = 5
const DOUBTFUL_GROWTH = 1 / 4
const ROUND_SAMPLES = 8
/**
 * The part of all chunks whose loss is put down to chance: the threshold of BBR (draft-ietf-ccwg-bbr,
 * BBR.LossThresh).
 */
const EXCUSED = 0.02
/** So many losses in a row may be chance. */
const EXCUSED_AT_MOST = 4

/**
 * It belongs to the receiver, who knows what was asked for and what has come. A congestion event is counted once a
 * round trip: chunks that were asked for before the last one are losses of that one.
 *
 * One thing differs from CUBIC: a loss is congestion only if the round trip has risen, too, or more than one chunk
 * in 50 is lost. A path that loses one in a hundred by chance, as radio does, would else be used at a tenth of what
 * it carries.
 */
export class Window {
  #size = INITIAL_WINDOW
  #excused = EXCUSED_AT_MOST
  #slowStartUntil = Number.POSITIVE_INFINITY
  /** What was asked for up to this time belongs to the last congestion event. */
  #eventAt = Number.NEGATIVE_INFINITY
  #largest = 0
  #epochAt: number | undefined
  #epochSize = 0
  #k = 0
  #reno = 0
  #roundAt = Number.NEGATIVE_INFINITY
  #roundSamples = 0
  #roundLeastMs = Number.POSITIVE_INFINITY
  #lastRoundLeastMs = Number.POSITIVE_INFINITY
  /** Rounds since a rise was seen; 0 while there is no doubt. */
  #doubtfulRounds = 0
  #doubtfulMs = 0

  /** In whole chunks. */
  get size(): number {
    return Math.floor(this.#size)
  }

  get slowStart(): boolean {
    return this.#size < this.#slowStartUntil
  }

  /** A chunk has come that was asked for at this time. */
  measured(now: number, askedAt: number): void {
    if (this.slowStart) this.#watchRise(now, askedAt)
  }

  /** A chunk has come; `full`: the window was in use when it did. */
  arrived(now: number, smoothedMs: number, full: boolean): void {
    this.#excused = Math.min(this.#excused + EXCUSED, EXCUSED_AT_MOST)
    if (!full) return
    if (this.slowStart) this.#size += this.#doubtfulRounds > 0 ? DOUBTFUL_GROWTH : 1
    else this.#grow(now, smoothedMs)
  }

  /** So many chunks are lost, the last of which was asked for at this time; Infinity if it can be no chance. */
  lost(now: number, askedAt: number, count: number): void {
    this.#excused -= count
    if (this.#excused >= 0) return
    this.#excused = 0
    if (askedAt <= this.#eventAt) return
    this.#eventAt = now
    // section 4.7, fast convergence: who loses before it was back where it was leaves room for newcomers
    this.#largest = this.#size < this.#largest ? (this.#size * (1 + BETA)) / 2 : this.#size
    this.#size = Math.max(this.#size * BETA, LEAST_WINDOW)
    this.#slowStartUntil = this.#size
    this.#epochAt = undefined
  }

  /** Nothing came for so long that all that was asked for is lost, and not for the first time. */
  collapsed(now: number): void {
    this.lost(now, now, Number.POSITIVE_INFINITY)
    this.#slowStartUntil = Math.max(this.#size, LEAST_WINDOW)
    this.#size = LEAST_WINDOW
  }

  #grow(now: number, smoothedMs: number): void {
    if (this.#epochAt === undefined) this.#beginEpoch(now)
    const seconds = (now - (this.#epochAt ?? now)) / 1_000
    this.#reno += (this.#reno < this.#largest ? RENO : 1) / this.#size
    if (this.#reno > this.#cubic(seconds)) {
      this.#size = Math.max(this.#size, this.#reno)
      return
    }
    const target = Math.min(Math.max(this.#cubic(seconds + smoothedMs / 1_000), this.#size), 1.5 * this.#size)
    this.#size += (target - this.#size) / this.#size
  }

  #cubic(seconds: number): number {
    return C * (seconds - this.#k) ** 3 + this.#largest
  }

  #beginEpoch(now: number): void {
    this.#epochAt = now
    this.#epochSize = this.#size
    this.#largest = Math.max(this.#largest, this.#size)
    this.#k = Math.cbrt((this.#largest - this.#epochSize) / C)
    this.#reno = this.#size
  }

  /**
   * RFC 9406: when the least round trip of a round is longer than that of the one before, a queue may be building
   * up. The window then grows at a quarter of the speed for five rounds; if round trips get shorter meanwhile it
   * was none.
   */
  #watchRise(now: number, askedAt: number): void {
    if (askedAt >= this.#roundAt) this.#beginRound(now)
    this.#roundLeastMs = Math.min(this.#roundLeastMs, now - askedAt)
    this.#roundSamples++
    if (this.#roundSamples < ROUND_SAMPLES) return
    if (this.#doubtfulRounds > 0) {
      if (this.#roundLeastMs < this.#doubtfulMs) this.#doubtfulRounds = 0
      return
    }
    const riseMs = Math.min(Math.max(this.#lastRoundLeastMs / 8, LEAST_RISE_MS), MOST_RISE_MS)
    if (this.#roundLeastMs < this.#lastRoundLeastMs + riseMs) return
    this.#doubtfulRounds = 1
    this.#doubtfulMs = this.#roundLeastMs
  }

  #beginRound(now: number): void {
    this.#lastRoundLeastMs = this.#roundLeastMs
    this.#roundLeastMs = Number.POSITIVE_INFINITY
    this.#roundSamples = 0
    this.#roundAt = now
    if (this.#doubtfulRounds > 0 && ++this.#doubtfulRounds > DOUBTFUL_ROUNDS)
      this.#slowStartUntil = this.#size
  }
}
