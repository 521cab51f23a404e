/** Starts victims, and kills them. */

import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'

/** What a victim says of itself when it has read its storage. */
export interface Served {
  readonly address: string
  readonly values: number
  readonly lost: number
}

export class Victim {
  readonly served: Served
  readonly #child: ChildProcess

  private constructor(child: ChildProcess, served: Served) {
    this.#child = child
    this.served = served
  }

  /** Resolves when the node serves. */
  static async start(folder: string, port = 0, bootstrap = ''): Promise<Victim> {
    const child = fork(new URL('victim.js', import.meta.url), [folder, String(port), bootstrap])
    const exit = once(child, 'exit').then(([code]) => {
      throw new Error(`a victim ended by itself, with code ${code}`)
    })
    const [message] = await Promise.race([once(child, 'message'), exit])
    exit.catch(() => {})
    return new Victim(child, message)
  }

  get port(): number {
    return Number(this.served.address.split(':')[1])
  }

  /** Kills it without a word. */
  async kill(): Promise<void> {
    const exit = once(this.#child, 'exit')
    this.#child.kill('SIGKILL')
    await exit
  }
}
