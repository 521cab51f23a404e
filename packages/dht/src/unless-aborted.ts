/** Waiting for work that knows no signal. */

import { onAbort } from './on-abort.ts'

/** What `work` gives; or a rejection with `signal.reason` as soon as that aborts, whatever becomes of the work. */
export function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work
  return new Promise((resolve, reject) => {
    if (signal.aborted) reject(signal.reason)
    const forget = onAbort(signal, () => reject(signal.reason))
    work.then(resolve, reject).finally(forget)
  })
}
