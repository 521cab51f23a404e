// Runs turbo: without telemetry, and with what test results depend on beside the files.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = join(dirname(fileURLToPath(import.meta.url)), '..')

/**
 * @param {readonly string[]} args what follows `turbo`
 * @param {'inherit' | 'pipe'} stdio 'pipe' keeps the output to be returned
 * @returns {{ ok: boolean, output: string }}
 */
export function turbo(args, stdio = 'inherit') {
  if (!isOnPath('pnpm')) {
    const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    console.error(`pnpm is not on the PATH: run this as  npx --yes ${packageManager} ...`)
    process.exit(1)
  }
  const bin = createRequire(import.meta.url).resolve('turbo/bin/turbo')
  const run = spawnSync(process.execPath, [bin, ...args], {
    cwd: root,
    stdio: ['ignore', stdio, stdio],
    encoding: 'utf8',
    env: {
      ...process.env,
      TURBO_TELEMETRY_DISABLED: '1',
      DO_NOT_TRACK: '1',
      // turbo asks its tasks for colours wherever its own output goes
      ...(process.stdout.isTTY ? {} : { NO_COLOR: '1' }),
      // part of turbo's cache key: a result of another Node, or from before Java came, is not the result of this run
      KADKIT_MACHINE: `${process.version} ${process.platform} ${process.arch} ${isOnPath('plantuml')} ${isOnPath('java')}`,
    },
  })
  if (run.error) throw run.error
  return { ok: run.status === 0, output: `${run.stdout ?? ''}${run.stderr ?? ''}` }
}

/** @param {string} program */
function isOnPath(program) {
  const names = [program, `${program}.cmd`, `${program}.exe`]
  return (process.env.PATH ?? '')
    .split(delimiter)
    .some((folder) => names.some((name) => existsSync(join(folder, name))))
}
