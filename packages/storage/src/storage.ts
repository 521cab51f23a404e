/** Keeping bytes as a seam: what a node needs of a disk. */

/**
 * Named byte strings. Names are plain ASCII of at most 256 characters. All calls may overlap.
 * Prove an own implementation with the suite in `@kadkit/storage/contract`.
 */
export interface Storage {
  /** The bytes last put under `name`, in an array of the caller's own; undefined when there are none. */
  get(name: string): Promise<Uint8Array | undefined>
  /** Durable, by the backend's stated promise, when it resolves. `bytes` may change as soon as it has returned. */
  put(name: string, bytes: Uint8Array): Promise<void>
  /** Forgets `name`; an unknown name is fine. */
  delete(name: string): Promise<void>
  /**
   * Every entry once, in any order. What is put or deleted meanwhile may or may not be seen; what is not touched
   * is seen exactly once.
   */
  entries(): AsyncIterable<readonly [name: string, bytes: Uint8Array]>
  /** Frees everything; later calls reject with StorageError 'closed'. May be called twice. */
  close(): Promise<void>
}
