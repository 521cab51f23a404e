/** The command: what it prints, and with which exit code the process will end. */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { usage } from '../src/options.ts'

const { argv } = process
afterEach(() => {
  process.argv = argv
  process.exitCode = undefined
  vi.restoreAllMocks()
})

/** Runs the command once, as a process would. */
async function command(...args: string[]) {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {})
  const error = vi.spyOn(console, 'error').mockImplementation(() => {})
  process.argv = [...argv.slice(0, 2), ...args]
  vi.resetModules()
  await import('../src/main.ts')
  const linesOf = (spy: typeof log) => spy.mock.calls.map(([line]) => String(line))
  return { code: process.exitCode ?? 0, out: linesOf(log), errors: linesOf(error) }
}

test('--help prints the help, and nothing else happens', async () => {
  expect(await command('--help')).toEqual({ code: 0, out: [usage], errors: [] })
})

test('a wrong option is exit code 2, with what is wrong and where help is', async () => {
  expect(await command('--nodes', '1')).toEqual({
    code: 2,
    out: [],
    errors: ["demo: --nodes must be a whole number of 2 to 1000, got '1'", 'Try --help.'],
  })
})

test('what cannot be had is exit code 1, with its reason alone', async () => {
  const { code, out, errors } = await command('--host', '192.0.2.1', '--port', '0')
  expect([code, out]).toEqual([1, []])
  expect(errors).toEqual([expect.stringMatching(/^demo: .*192\.0\.2\.1/)])
})

test('success is exit code 0', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'kadkit-demo-'))
  onTestFinished(() => rm(directory, { recursive: true }))
  const { code, out, errors } = await command('--nodes', '2', '--port', '0', '--dumps', directory)
  expect([code, errors]).toEqual([0, []])
  expect(out.filter((line) => line.startsWith('[*]')).length).toBe(2)
}, 30_000)
