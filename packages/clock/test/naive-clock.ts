/** What a manual clock must do, told as simply as it can be: a list that is searched from end to end. */

import type { Clock } from '../src/clock.ts'

interface Call {
  at: number
  run: () => void
}

export class NaiveClock implements Clock {
  #calls: Call[] = []
  #now = 0

  now(): number {
    return this.#now
  }

  wall(): number {
    return this.#now
  }

  get pending(): number {
    return this.#calls.length
  }

  schedule(at: number, run: () => void): () => void {
    const call = { at, run }
    this.#calls.push(call)
    return () => {
      this.#calls = this.#calls.filter((other) => other !== call)
    }
  }

  nextAt(): number {
    return Math.min(...this.#calls.map((call) => call.at))
  }

  runNext(): boolean {
    const soonest = this.nextAt()
    const next = this.#calls.find((call) => call.at === soonest)
    if (next === undefined) return false
    this.#calls = this.#calls.filter((call) => call !== next)
    this.#now = Math.max(this.#now, next.at)
    next.run()
    return true
  }

  advance(ms: number): void {
    const target = this.#now + ms
    while (this.nextAt() <= target) this.runNext()
    this.#now = target
  }
}
