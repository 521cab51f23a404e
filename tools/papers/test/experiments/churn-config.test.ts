import { expect, test } from 'vitest'
import { configText } from '../../src/experiments/churn-config.ts'

test('a configuration is told by name and value', () => {
  expect(configText({ k: 8, refreshEveryMs: 1_000_000 })).toBe('k = 8, refreshEveryMs = 1,000,000')
})
