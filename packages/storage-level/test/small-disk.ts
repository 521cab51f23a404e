/** A disk of a few MiB in memory, which can be full and read-only. Needs root and Linux. */

import { spawnSync } from 'node:child_process'
import { openLevelStorage } from '../src/index.ts'
import { newFolder } from './folders.ts'
import type { Truth } from './injury.ts'
import type { Random } from './random.ts'

/** A mounted disk. */
export interface SmallDisk {
  readonly path: string
  /** Changes its options, such as "size=8m" or "ro". */
  remount(options: string): void
  unmount(): void
}

/** Undefined where nobody lets us mount. */
export function mountSmallDisk(size: string): SmallDisk | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined
  const path = newFolder()
  if (!ran('mount', '-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', path)) return undefined
  return {
    path,
    remount(options) {
      if (!ran('mount', '-o', `remount,${options}`, path)) throw new Error(`cannot remount with ${options}`)
    },
    unmount() {
      if (!ran('umount', path)) ran('umount', '-l', path)
    },
  }
}

function ran(command: string, ...args: string[]): boolean {
  return spawnSync(command, args).status === 0
}

/** What came of a full disk. */
export interface FullDisk {
  /** What was acknowledged before. */
  readonly truth: Truth
  /** Whether the write that failed, and the one after it, said read-only with a cause. */
  readonly saidSo: boolean
  /** How the opening on the full disk ended: "opened", or the code of its error. */
  readonly opening: string
}

/** Writes until the disk is full, closes, and opens again while it is full. */
export async function fillDisk(path: string, random: Random): Promise<FullDisk> {
  const truth: Truth = new Map()
  const storage = await openLevelStorage(path, { sync: random.pick(['os', 'always', 'interval']) })
  const codes: unknown[] = []
  for (let i = 0; codes.length < 2 && i < 100_000; i++) {
    const name = `value/${random.below(3_000)}`
    const bytes = random.bytes(random.below(4_000))
    try {
      await storage.put(name, bytes)
      truth.set(name, bytes)
    } catch (error) {
      codes.push(
        error instanceof Error && 'code' in error && error.cause instanceof Error ? error.code : error,
      )
      // the write that failed may be there, or not
      if (codes.length === 1) truth.delete(name)
    }
  }
  await storage.close().catch(() => {})
  const opening = await openLevelStorage(path).then(
    async (again) => {
      await again.close().catch(() => {})
      return 'opened'
    },
    (error) => String(error.code),
  )
  return { truth, saidSo: codes.every((code) => code === 'read-only'), opening }
}
