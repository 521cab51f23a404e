/** Options of Node under which two runs do the same. */

export const STEADY: readonly string[] = [
  // code is compiled when it is due, and not when another thread has time
  '--single-threaded',
  '--hash-seed=1',
  '--random-seed=1',
  // so much memory is taken before anything is collected; in MiB
  '--min-semi-space-size=512',
  '--max-semi-space-size=512',
]
