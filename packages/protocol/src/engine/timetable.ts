/** Things that fall due at known times, the earliest first. */

/** Something with a due time, for one timetable. It may be moved: change `dueAt`, then add it again. */
export interface Due {
  dueAt: number
  /** Where it waits; -1 where it does not. */
  slot: number
}

const MIN_SLOTS = 64

/**
 * A binary heap. An item that was moved or dismissed leaves its old slot behind, empty, which is skipped when its time
 * comes, or swept out with the others when they are half of all slots. So both cost nothing at once, nothing
 * that is over is kept alive, and the table is never larger than twice what waits in it, or 64 slots.
 *
 * A slot is a place in two arrays, not an object: nearly every message makes one.
 */
export class Timetable<T extends Due> {
  #times: number[] = []
  /** Undefined where nobody waits any more. */
  #items: (T | undefined)[] = []
  /** How many slots are empty. */
  #empty = 0

  /** How many slots there are, those of moved and dismissed items among them. */
  get slots(): number {
    return this.#times.length
  }

  /** Enters `item` at its `dueAt`; what is due at Infinity never comes up. */
  add(item: T): void {
    this.dismiss(item)
    if (item.dueAt === Number.POSITIVE_INFINITY) return
    const slots = this.#times.length
    if (slots >= MIN_SLOTS && 2 * this.#empty >= slots) this.#sweep()
    this.#enter(item.dueAt, item)
  }

  /** `item` waits no more; one that does not wait is left alone. */
  dismiss(item: T): void {
    if (item.slot < 0) return
    this.#items[item.slot] = undefined
    this.#empty++
    item.slot = -1
  }

  /** When the next item falls due; Infinity if there is none. */
  get next(): number {
    this.#skip()
    return this.#times.length === 0 ? Number.POSITIVE_INFINITY : (this.#times[0] as number)
  }

  /** Takes out the earliest item that is due by `now`, if there is one. */
  take(now: number): T | undefined {
    if (this.next > now) return undefined
    const item = this.#items[0]
    this.#pop()
    if (item !== undefined) item.slot = -1
    return item
  }

  /** Takes out the slots that were left behind, as far as they are the first. */
  #skip(): void {
    while (this.#times.length > 0 && this.#items[0] === undefined) {
      this.#pop()
      this.#empty--
    }
  }

  #sweep(): void {
    let slots = 0
    for (let slot = 0; slot < this.#times.length; slot++) {
      if (this.#items[slot] !== undefined) this.#move(slot, slots++)
    }
    this.#times.length = slots
    this.#items.length = slots
    this.#empty = 0
    // From the last one that has others below it (Floyd 1964).
    for (let slot = (slots >>> 1) - 1; slot >= 0; slot--)
      this.#sink(this.#timeOf(slot), this.#items[slot], slot)
  }

  #enter(at: number, item: T): void {
    let slot = this.#times.length
    this.#times.push(at)
    this.#items.push(item)
    while (slot > 0) {
      const parent = (slot - 1) >>> 1
      if ((this.#times[parent] as number) <= at) break
      this.#move(parent, slot)
      slot = parent
    }
    this.#put(at, item, slot)
  }

  #pop(): void {
    const at = this.#times.pop()
    const item = this.#items.pop()
    const slots = this.#times.length
    if (at === undefined || slots === 0) return
    this.#sink(at, item, 0)
  }

  /** Puts an item where it belongs, at `from` or below. */
  #sink(at: number, item: T | undefined, from: number): void {
    const slots = this.#times.length
    let slot = from
    for (let child = 2 * slot + 1; child < slots; child = 2 * slot + 1) {
      if (child + 1 < slots && this.#timeOf(child + 1) < this.#timeOf(child)) child++
      if (this.#timeOf(child) >= at) break
      this.#move(child, slot)
      slot = child
    }
    this.#put(at, item, slot)
  }

  #timeOf(slot: number): number {
    return this.#times[slot] as number
  }

  #move(from: number, to: number): void {
    this.#put(this.#timeOf(from), this.#items[from], to)
  }

  #put(at: number, item: T | undefined, slot: number): void {
    this.#times[slot] = at
    this.#items[slot] = item
    if (item !== undefined) item.slot = slot
  }
}
