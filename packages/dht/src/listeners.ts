/** Who is told of events. */

/** A listener that throws, or whose promise rejects, must not stop the node: what it throws is counted. */
export class Listeners<Event> {
  readonly #listeners = new Set<(event: Event) => void>()
  errors = 0

  /** Adds a listener; the returned function takes it out again. */
  add(listener: (event: Event) => void): () => void {
    if (typeof listener !== 'function')
      throw new TypeError(`listener must be a function, got ${typeof listener}`)
    // Wrapped, so that the same function added twice is called twice and taken out once.
    const own = (event: Event) => listener(event)
    this.#listeners.add(own)
    return () => {
      this.#listeners.delete(own)
    }
  }

  call(event: Event): void {
    for (const listener of this.#listeners) {
      try {
        const result: unknown = listener(event)
        if (result instanceof Promise) result.catch(this.#count)
      } catch {
        this.#count()
      }
    }
  }

  readonly #count = (): void => {
    this.errors++
  }

  clear(): void {
    this.#listeners.clear()
  }
}
