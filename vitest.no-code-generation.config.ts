import { defineConfig } from 'vitest/config'
import base from './vitest.config.ts'

// The same tests in processes that refuse eval and new Function, as a strict Content-Security-Policy does.
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    reporters: ['default'],
    execArgv: ['--disallow-code-generation-from-strings'],

    setupFiles: [new URL('scripts/code-generation-is-refused.mjs', import.meta.url).pathname],
  },
})
