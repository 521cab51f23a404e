import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const PACKAGE = fileURLToPath(new URL('../..', import.meta.url))
const SCRIPT = `
  import { kadkit } from '#wire'
  const bytes = kadkit.Frame.encode({ requestId: new Uint8Array(16), ping: {}, attempt: 7 }).finish()
  const { attempt, body } = kadkit.Frame.decode(new Uint8Array(bytes))
  console.log(attempt, body)
`

test('the generated code runs where code generation from strings is forbidden', () => {
  const flags = ['--disallow-code-generation-from-strings', '--input-type=module', '--eval', SCRIPT]
  expect(execFileSync(process.execPath, flags, { cwd: PACKAGE, encoding: 'utf8' })).toBe('7 ping\n')
})
