/** `pnpm bench:report`: what is published of the benchmarks, written again from its JSON. */

import { report } from './publish.ts'

await report()
