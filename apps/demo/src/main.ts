/** The command: `node dist/main.js [options]`. */

import { demo } from './demo.ts'
import { parseOptions, UsageError, usage } from './options.ts'

// Whoever reads may have seen enough, as in `demo | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

try {
  const options = parseOptions(process.argv.slice(2))
  if (options.help) console.log(usage)
  else if (!(await demo(options, console.log))) process.exitCode = 1
} catch (error) {
  const { message } = error instanceof Error ? error : new Error(String(error))
  console.error(`demo: ${message}`)
  if (error instanceof UsageError) console.error('Try --help.')
  process.exitCode = error instanceof UsageError ? 2 : 1
}
