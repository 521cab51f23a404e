// Builds every package and app through turbo.
import { turbo } from './turbo.mjs'

process.exitCode = turbo(['run', 'build', ...process.argv.slice(2)]).ok ? 0 : 1
