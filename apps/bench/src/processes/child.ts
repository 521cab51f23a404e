/** A process that is told what to do, and says what it did. */

import { type ChildProcess, spawn } from 'node:child_process'

interface Said {
  readonly type: string
}

/** Orders go to it, and reports come from it, told apart by their types. */
export class Child<Order extends Said, Report extends Said> {
  readonly #process: ChildProcess

  /** Runs a command, which must be a script of Node's in the end. */
  constructor([file = '', ...args]: readonly string[]) {
    this.#process = spawn(file, args, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })
  }

  /** Ends it, whatever it is doing. */
  kill(): void {
    this.#process.kill('SIGKILL')
  }

  tell(order: Order): void {
    this.#process.send(order)
  }

  /** Gives an order, and waits for the report of this type. */
  ask<T extends Report['type']>(order: Order, type: T): Promise<Report & { type: T }> {
    const report = this.report(type)
    this.tell(order)
    return report
  }

  /** The next report of this type. Rejects when the process ends before. */
  report<T extends Report['type']>(type: T): Promise<Report & { type: T }> {
    return new Promise((resolve, reject) => {
      const end = (code: number | null) => {
        reject(new Error(`a process ended with ${code} before it said '${type}'`))
      }
      const listen = (said: Report) => {
        if (said.type !== type) return
        this.#process.off('message', listen)
        this.#process.off('exit', end)
        resolve(said as Report & { type: T })
      }
      this.#process.on('message', listen)
      this.#process.once('exit', end)
    })
  }
}
