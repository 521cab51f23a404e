/** Counts beside what is expected: what has grown, what has shrunk, what cannot be compared. */

import type { Counts } from './counts.ts'

export interface Verdict {
  /** What has grown by more than its margin, each in a sentence. Nothing else fails. */
  readonly grown: readonly string[]
  /** What has shrunk by more than its margin. */
  readonly shrunk: readonly string[]
  /** What was counted or expected, but not both; or has no margin. */
  readonly uncompared: readonly string[]
}

/** @param margins - In per cent, for each figure of each operation. */
export function judge(expected: Counts, counted: Counts, margins: Counts): Verdict {
  const verdict = { grown: [] as string[], shrunk: [] as string[], uncompared: [] as string[] }
  for (const [operation, figure] of names(expected, counted)) {
    const before = expected[operation]?.[figure]
    const now = counted[operation]?.[figure]
    const margin = margins[operation]?.[figure]
    if (before === undefined || now === undefined || margin === undefined) {
      const missing = before === undefined ? 'expected' : now === undefined ? 'counted' : 'margin'
      verdict.uncompared.push(
        `${figure} of a ${operation}: ${missing === 'margin' ? 'has no margin' : `not ${missing}`}`,
      )
      continue
    }
    const said = `${figure} of a ${operation}: ${now} where ${before} ${verb(before)} expected, ${change(before, now)}`
    if (now > before * (1 + margin / 100)) verdict.grown.push(`${said}; ${margin} % would pass`)
    else if (now < before * (1 - margin / 100)) verdict.shrunk.push(said)
  }
  return verdict
}

function names(...all: readonly Counts[]): [operation: string, figure: string][] {
  const pairs = all.flatMap((counts) =>
    Object.entries(counts).flatMap(([operation, figures]) =>
      Object.keys(figures).map((figure) => `${operation} ${figure}`),
    ),
  )
  return [...new Set(pairs)].map((pair) => pair.split(' ') as [string, string])
}

function verb(count: number): string {
  return count === 1 ? 'was' : 'were'
}

function change(before: number, now: number): string {
  const percent = (100 * (now - before)) / before
  return `${percent > 0 ? '+' : ''}${percent.toFixed(1)} %`
}
