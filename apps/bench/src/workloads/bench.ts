/** What every workload has at hand: the system, how large its network is, and the same random choices for each system. */

import { sampleOf } from '../processes/sample.ts'
import { dice, type Sockets } from '../systems/sockets.ts'
import type { System } from '../systems/system.ts'
import type { Figures, Pace, Phase } from './phase.ts'

export interface Bench {
  readonly system: System
  readonly sockets: Sockets
  readonly nodes: number
  readonly seed: number
  readonly pace: Pace
  /** Operations of a phase. */
  readonly operations: number
}

/** By phase; and what went wrong, in words. */
export interface Outcome {
  readonly phases: Readonly<Record<string, Figures>>
  readonly notes: readonly string[]
}

/** Gathers phases under their names. */
export class Phases implements Outcome {
  readonly phases: Record<string, Figures> = {}
  readonly notes: string[] = []

  add(name: string, { figures, errors }: Phase): void {
    this.phases[name] = figures
    this.notes.push(...errors.map((error) => `${name}: ${error}`))
  }

  /** Adds figures to a phase that is there, or to a new one. */
  also(name: string, figures: Figures): void {
    this.phases[name] = { ...this.phases[name], ...figures }
  }
}

/** Whole numbers below so many, by a seed. */
export function picker(seed: number): (below: number) => number {
  const draw = dice(seed)
  return (below) => Math.floor(draw() * below)
}

/** A value of its own for each number; those of different seeds differ too. */
export function sampleFor(seed: number, number: number, length: number): Uint8Array {
  return sampleOf(seed * 2 ** 21 + number, length)
}
