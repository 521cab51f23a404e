/** Where the time of operations goes, by parts of a node: from the beginning of the first to the end of the last. */

import { Session } from 'node:inspector/promises'
import type { System } from '../systems/system.ts'
import { NOT_COUNTED, partOf } from './parts.ts'

const SAMPLE_EVERY_US = 250

/** Microseconds by part. */
export type Costs = ReadonlyMap<string, number>

/** Stands before a system: what is done between its operations, as looking who holds what, is not in a profile. */
export class Profiler {
  /** The system, watched. */
  readonly system: System
  readonly #session = new Session()
  #begun = 0
  #ended = 0
  /** How many operations a profile is of. */
  #count = 0
  #stopped: Promise<Costs> | undefined

  constructor(system: System) {
    const { put, get } = system
    this.system = {
      ...system,
      ...(put && { put: this.#around(put) }),
      ...(get && { get: this.#around(get) }),
      lookup: this.#around(system.lookup),
    }
  }

  /** What so many operations cost, which `run` does. */
  async profile(count: number, run: () => Promise<void>): Promise<Costs> {
    this.#session.connect()
    await this.#session.post('Profiler.enable')
    await this.#session.post('Profiler.setSamplingInterval', { interval: SAMPLE_EVERY_US })
    this.#begun = 0
    this.#ended = 0
    this.#count = count
    this.#stopped = undefined
    await run()
    const costs = await (this.#stopped ?? this.#stop())
    this.#count = 0
    this.#session.disconnect()
    return costs
  }

  #around<Args extends unknown[], T>(
    operation: (...args: Args) => Promise<T>,
  ): (...args: Args) => Promise<T> {
    return async (...args) => {
      if (this.#begun++ === 0 && this.#count > 0) void this.#session.post('Profiler.start')
      try {
        return await operation(...args)
      } finally {
        if (++this.#ended === this.#count) this.#stopped = this.#stop()
      }
    }
  }

  async #stop(): Promise<Costs> {
    const { profile } = await this.#session.post('Profiler.stop')
    const frames = new Map(profile.nodes.map(({ id, callFrame }) => [id, callFrame]))
    const costs = new Map<string, number>()
    for (const [i, id] of (profile.samples ?? []).entries()) {
      const frame = frames.get(id)
      const part = frame === undefined ? NOT_COUNTED : partOf(frame)
      costs.set(part, (costs.get(part) ?? 0) + (profile.timeDeltas?.[i] ?? 0))
    }
    costs.delete(NOT_COUNTED)
    return costs
  }
}
