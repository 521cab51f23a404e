/** Killing a process in the middle of its writing, and checking what it was promised. */

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { openLevelStorage, type Recovered, type SyncPolicy } from '../src/index.ts'
import { versionOf } from './victim-value.ts'

const RUNNER = fileURLToPath(new URL('run-source.mjs', import.meta.url))

/** What was acknowledged, over all the lives of a folder. */
export interface Promises {
  /** The last acknowledged version of each name; a delete is its version, negative. */
  readonly acknowledged: Map<string, number>
  /** Versions that were begun and not acknowledged: each of them may be there, or not. */
  readonly begun: Map<string, number[]>
}

/** Lets a process write until it has said so many bytes and then some, and kills it; resolves when it is dead. */
export async function killed(
  folder: string,
  { sync, seed, bytes }: { sync: SyncPolicy; seed: number; bytes: number },
  promises: Promises,
): Promise<number> {
  // A file, not a pipe: what was written to it is there, whoever dies, and it is never full.
  const path = join(folder, `said-${seed}.txt`)
  const said = await open(path, 'w')
  const child = spawn(process.execPath, [RUNNER, 'victim.ts', folder, sync, String(seed)], {
    stdio: ['ignore', said.fd, 'inherit'],
  })
  const exited = once(child, 'exit')
  while ((await said.stat()).size <= bytes && child.exitCode === null) await setTimeout(2)
  child.kill('SIGKILL')
  const [, signal] = await exited
  await said.close()
  if (signal !== 'SIGKILL') throw new Error(`the process ended before it was killed: ${signal}`)
  return heard(await readFile(path, 'utf8'), promises)
}

/** Enters what a dead process has said; gives the number of acknowledgements. */
function heard(text: string, { acknowledged, begun }: Promises): number {
  let writes = 0
  for (const line of text.split('\n')) {
    const [sign, name = '', digits] = line.split(' ')
    if (name === '' || digits === undefined) continue
    const version = Number(digits)
    if (sign === '?') begun.set(name, [...(begun.get(name) ?? []), version])
    else {
      acknowledged.set(name, sign === '-' ? -version : version)
      begun.delete(name)
      writes++
    }
  }
  return writes
}

/** What the next life of the folder found. */
export interface AfterKill {
  /** Acknowledged values that are not there, nor anything newer that was begun. */
  readonly lost: number
  /** Names that give bytes that were never put, or older than those acknowledged, or that were deleted. */
  readonly wrong: number
  readonly recovered: Recovered
  readonly openMs: number
}

/** Opens the folder, and compares it with the promises, which become what there is. */
export async function afterKill(folder: string, { acknowledged, begun }: Promises): Promise<AfterKill> {
  const start = performance.now()
  const storage = await openLevelStorage(folder, { sync: 'os' })
  const openMs = performance.now() - start
  let lost = 0
  let wrong = 0
  for (const name of new Set([...acknowledged.keys(), ...begun.keys()])) {
    const promised = acknowledged.get(name) ?? 0
    const found = await storage.get(name)
    const version = found && versionOf(name, found)
    const unknown = begun.get(name) ?? []
    if (found !== undefined && version !== promised && !unknown.includes(version ?? 0)) wrong++
    if (found === undefined && promised > 0 && unknown.length === 0) lost++
    if (version !== undefined) acknowledged.set(name, version)
    else acknowledged.delete(name)
  }
  for await (const [name] of storage.entries()) if (!acknowledged.has(name)) wrong++
  begun.clear()
  await storage.close()
  return { lost, wrong, recovered: storage.recovered, openMs }
}
