/** Long values on their way to others: so many bytes at once, that memory and links are not flooded. */

/** One long value that is to go. */
export interface Consignment {
  readonly bytes: number
  /** Whether it is still to go. */
  readonly active: boolean
  go(now: number): void
}

/** Lets each go in its turn; one may always go, however long. Say `arrived` when it has ended, well or not. */
export class Freight {
  readonly #maxBytes: number
  readonly #waiting = new Set<Consignment>()
  /** With the bytes that each was counted for: its value may be another by now. */
  readonly #underWay = new Map<Consignment, number>()
  #bytes = 0

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  /** Lets it go, now or when there is room. */
  send(now: number, consignment: Consignment): void {
    this.#waiting.add(consignment)
    this.#fill(now)
  }

  /** It has ended, and makes room; or is not to go any more. */
  arrived(now: number, consignment: Consignment): void {
    this.#waiting.delete(consignment)
    const bytes = this.#underWay.get(consignment)
    if (bytes === undefined) return
    this.#underWay.delete(consignment)
    this.#bytes -= bytes
    this.#fill(now)
  }

  #fill(now: number): void {
    for (const consignment of this.#waiting) {
      const { bytes } = consignment
      const fits = this.#underWay.size === 0 || this.#bytes + bytes <= this.#maxBytes
      if (consignment.active && !fits) return
      this.#waiting.delete(consignment)
      if (!consignment.active) continue
      this.#underWay.set(consignment, bytes)
      this.#bytes += bytes
      consignment.go(now)
    }
  }
}
