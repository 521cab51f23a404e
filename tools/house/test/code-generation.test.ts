/** All packages are tested under one vitest.config.ts, so what holds for this process holds for theirs. */

import { expect, test } from 'vitest'

test('tests run where code generation from strings is refused', () => {
  expect(() => new Function('return 1')).toThrow('Code generation from strings disallowed')
})
