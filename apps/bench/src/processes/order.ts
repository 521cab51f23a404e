/** What a process with a node in it is told to do, and what it says then. */

export type Order =
  | {
      readonly type: 'start'
      readonly bootstrap: readonly string[]
      /** On how many nodes a value is stored. */
      readonly k: number
      readonly loss: number
      readonly seed: number
    }
  /** Puts the value of this number and length under the key "value NUMBER". */
  | { readonly type: 'put'; readonly number: number; readonly bytes: number }
  /** Gets it, and compares. */
  | { readonly type: 'get'; readonly number: number; readonly bytes: number }
  | { readonly type: 'stop' }

export type Report =
  | { readonly type: 'started'; readonly address: string }
  /** The addresses of those that hold it now. */
  | { readonly type: 'put'; readonly ms: number; readonly stored: readonly string[] }
  /** Whether the very value came. */
  | { readonly type: 'got'; readonly ms: number; readonly right: boolean }
  | { readonly type: 'failed'; readonly ms: number; readonly why: string }
  | { readonly type: 'stopped'; readonly cpuMs: number }

export interface Numbered<T> {
  readonly number: number
  readonly content: T
}
