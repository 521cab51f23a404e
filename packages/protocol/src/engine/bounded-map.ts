/** A map with a limit: the entry that was set longest ago goes first. */

export class BoundedMap<K, V> {
  readonly #limit: number
  readonly #entries = new Map<K, V>()

  constructor(limit: number) {
    this.#limit = limit
  }

  get(key: K): V | undefined {
    return this.#entries.get(key)
  }

  /** The entry that was set longest ago. */
  get oldest(): readonly [key: K, value: V] | undefined {
    const first = this.#entries.entries().next()
    return first.done ? undefined : first.value
  }

  delete(key: K): void {
    this.#entries.delete(key)
  }

  /** Enters `value`, as the newest entry, and lets go of the oldest when there are too many. */
  set(key: K, value: V): void {
    this.#entries.delete(key)
    this.#entries.set(key, value)
    if (this.#entries.size <= this.#limit) return
    const { oldest } = this
    if (oldest !== undefined) this.delete(oldest[0])
  }
}
