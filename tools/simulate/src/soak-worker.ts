/** One process of the soak: it is sent seeds, and tells what came of each. */

import { soakOnce } from './soak.ts'

process.on('message', (seed: number) => {
  process.send?.(soakOnce(seed))
})
