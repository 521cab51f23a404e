/** A storage that outlives its nodes, and goes wrong when a test tells it to. */

import type { Storage } from '@kadkit/storage'

type Call = 'get' | 'put' | 'delete' | 'entries' | 'close'

/** What a call does in place of its work. */
type Fault = () => unknown

export const rejects: Fault = () => Promise.reject(new Error('the disk is broken'))
export const hangs: Fault = () => new Promise(() => {})
export const throws: Fault = () => {
  throw new Error('the disk is gone')
}

export class KeptStorage implements Storage {
  readonly kept = new Map<string, Uint8Array>()
  readonly faults = new Map<Call, Fault>()
  /** Its list is that of the call, but comes only when this resolves. */
  gate: Promise<void> | undefined
  closed = 0

  get(name: string): Promise<Uint8Array | undefined> {
    return this.#do('get', () => this.kept.get(name)?.slice())
  }

  put(name: string, bytes: Uint8Array): Promise<void> {
    return this.#do('put', () => void this.kept.set(name, new Uint8Array(bytes)))
  }

  delete(name: string): Promise<void> {
    return this.#do('delete', () => void this.kept.delete(name))
  }

  entries(): AsyncIterable<readonly [name: string, bytes: Uint8Array]> {
    if (this.faults.get('entries') === throws) throws()
    return this.#list()
  }

  close(): Promise<void> {
    this.closed++
    return this.#do('close', () => {})
  }

  async *#list(): AsyncGenerator<readonly [name: string, bytes: Uint8Array], void> {
    const snapshot = [...this.kept]
    await this.gate
    await this.faults.get('entries')?.()
    yield* snapshot
  }

  #do<T>(call: Call, work: () => T): Promise<T> {
    const fault = this.faults.get(call)
    return fault === undefined ? Promise.resolve(work()) : (fault() as Promise<T>)
  }
}
