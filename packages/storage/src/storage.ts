/** Keeping bytes as a seam: what a node needs of a disk. */

/**
 * Named byte strings. Names are 1 to 256 characters of printable ASCII (0x20 to 0x7e), and upper case differs from
 * lower. Calls may overlap; those about the same name take effect in the order in which they were made.
 * Prove an own implementation with the suite in `@kadkit/storage/contract`.
 *
 * What goes wrong in the backend is a rejection with {@link StorageError}.
 */
export interface Storage {
  /** The bytes last put under `name`, in an array of the caller's own; undefined when there are none. */
  get(name: string): Promise<Uint8Array | undefined>
  /** Durable, by the backend's stated promise, when it resolves. `bytes` may change as soon as it has returned. */
  put(name: string, bytes: Uint8Array): Promise<void>
  /** Forgets `name`; an unknown name is fine. */
  delete(name: string): Promise<void>
  /**
   * Every entry once, in any order, the bytes in arrays of the caller's own. What is put or deleted meanwhile may or
   * may not be seen, but never twice; what is not touched is seen. It may be left early.
   */
  entries(): AsyncIterable<readonly [name: string, bytes: Uint8Array]>
  /** Frees everything; later calls reject with StorageError 'closed'. May be called twice. */
  close(): Promise<void>
}
