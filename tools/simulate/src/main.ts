/** `pnpm simulate`: runs scenarios, the soak, and the speed measurement. */

import { scenarios } from '@kadkit/simulator'
import { parseOptions, UsageError, usage } from './options.ts'
import { run } from './run.ts'
import { scale } from './scale.ts'
import { soak } from './soak.ts'

async function main(args: readonly string[]): Promise<boolean> {
  const options = parseOptions(args)
  switch (options.command) {
    case 'help':
      console.log(usage)
      return true
    case 'list':
      for (const { name, about } of scenarios) console.log(`${name.padEnd(20)} ${about}`)
      return true
    case 'run':
      return run(options)
    case 'soak':
      return await soak(options)
    case 'scale':
      scale(options)
      return true
  }
}

try {
  process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1
} catch (error) {
  if (!(error instanceof UsageError)) throw error
  console.error(`${error.message}\n\n${usage}`)
  process.exitCode = 2
}
