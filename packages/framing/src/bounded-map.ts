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

  /** Enters `value` as the newest entry. Gives back the value of the oldest when that had to go. */
  set(key: K, value: V): V | undefined {
    this.#entries.delete(key)
    this.#entries.set(key, value)
    if (this.#entries.size <= this.#limit) return undefined
    for (const [oldest, lost] of this.#entries) {
      this.#entries.delete(oldest)
      return lost
    }
    return undefined
  }

  delete(key: K): void {
    this.#entries.delete(key)
  }

  clear(): void {
    this.#entries.clear()
  }
}
