import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

// Tests import packages by name; this condition maps a name to src/*.ts, so nothing has to be built first.
const conditions = ['@kadkit/source', 'module', 'node', 'development|production']

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['test/**/*.test.ts'],
    reporters: ['default', ['json', { outputFile: '.vitest/report.json' }]],
    setupFiles: process.env.CI ? [fileURLToPath(new URL('scripts/fixed-seed.mjs', import.meta.url))] : [],
    // tests run where eval and new Function are refused, as under a strict Content-Security-Policy
    execArgv: ['--disallow-code-generation-from-strings'],
    // a test that hangs fails; one on a slow machine does not
    testTimeout: 120_000,
    hookTimeout: 30_000,
  },
})
