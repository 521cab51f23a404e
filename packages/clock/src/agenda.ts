/** What is to be called and when, as a binary heap: the order in which a {@link ManualClock} calls. */

/** One call to come. It knows its place in the heap, so that cancelling takes no search. */
export interface Appointment {
  readonly at: number
  /** The how-manieth of its agenda: it decides between equal times. */
  readonly order: number
  readonly run: () => void
  /** Its index in the heap; -1 once it has been taken out. */
  place: number
}

/**
 * The calls to come, soonest first and first come first among equal times. Adding, taking and removing cost
 * O(log n): a cancelled call is taken out at once, not kept until its time comes.
 */
export class Agenda {
  readonly #heap: Appointment[] = []
  #added = 0

  get size(): number {
    return this.#heap.length
  }

  /** The next one to call; undefined when there is none. */
  get first(): Appointment | undefined {
    return this.#heap[0]
  }

  add(at: number, run: () => void): Appointment {
    const appointment = { at, order: this.#added++, run, place: this.#heap.length }
    this.#heap.push(appointment)
    this.#rise(appointment)
    return appointment
  }

  /** Takes an appointment out; one that is out already is left alone. */
  remove(appointment: Appointment): void {
    if (appointment.place < 0) return
    const last = this.#heap.pop()
    if (last !== undefined && last !== appointment) {
      this.#put(last, appointment.place)
      this.#rise(last)
      this.#sink(last)
    }
    appointment.place = -1
  }

  #rise(appointment: Appointment): void {
    while (appointment.place > 0) {
      const above = this.#heap[(appointment.place - 1) >>> 1]
      if (above === undefined || isBefore(above, appointment)) return
      this.#swap(above, appointment)
    }
  }

  #sink(appointment: Appointment): void {
    for (;;) {
      const below = this.#soonestBelow(appointment.place)
      if (below === undefined || isBefore(appointment, below)) return
      this.#swap(appointment, below)
    }
  }

  #soonestBelow(place: number): Appointment | undefined {
    const left = this.#heap[2 * place + 1]
    const right = this.#heap[2 * place + 2]
    return left !== undefined && right !== undefined && isBefore(right, left) ? right : left
  }

  #swap(above: Appointment, below: Appointment): void {
    const place = above.place
    this.#put(above, below.place)
    this.#put(below, place)
  }

  #put(appointment: Appointment, place: number): void {
    this.#heap[place] = appointment
    appointment.place = place
  }
}

function isBefore(a: Appointment, b: Appointment): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order)
}
