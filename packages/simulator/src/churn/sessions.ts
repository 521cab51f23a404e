/** How long nodes stay. */

import type { Dice } from '../random/dice.ts'

/** A distribution of times in milliseconds, as data. */
export type Sessions =
  /** Always the same. */
  | { readonly distribution: 'constant'; readonly ms: number }
  /** Leaving knows nothing of having stayed: the model of most papers. */
  | { readonly distribution: 'exponential'; readonly meanMs: number }
  /** With a shape below 1, as measured in file sharing (Stutzbach and Rejaie, IMC 2006), old nodes stay longer. */
  | { readonly distribution: 'weibull'; readonly shape: number; readonly scaleMs: number }
  /** Heavy-tailed; none is shorter than `minMs`. */
  | { readonly distribution: 'pareto'; readonly shape: number; readonly minMs: number }

/** Draws one time. */
export function drawMs(sessions: Sessions, dice: Dice): number {
  switch (sessions.distribution) {
    case 'constant':
      return sessions.ms
    case 'exponential':
      return dice.exponential(sessions.meanMs)
    case 'weibull':
      return dice.weibull(sessions.shape, sessions.scaleMs)
    case 'pareto':
      return dice.pareto(sessions.shape, sessions.minMs)
  }
}
