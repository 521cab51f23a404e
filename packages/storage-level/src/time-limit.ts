/** Waiting no longer than a time. */

import type { Clock } from '@kadkit/clock'
import { LevelStorageError } from './level-storage-error.ts'

/**
 * What `work` resolves to, if that is within the time; else rejects with `timeout`, and what comes later goes to
 * `discard`.
 */
export function withinTime<Result>(
  clock: Clock,
  limitMs: number,
  what: string,
  work: Promise<Result>,
  discard: (late: Result) => Promise<void>,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    let late = false
    const cancel = clock.schedule(clock.now() + limitMs, () => {
      late = true
      reject(new LevelStorageError('timeout', `${what} took longer than ${limitMs} ms`))
    })
    work.then(
      (result) => {
        cancel()
        if (late) discard(result).catch(() => {})
        else resolve(result)
      },
      (error) => {
        cancel()
        reject(error)
      },
    )
  })
}
