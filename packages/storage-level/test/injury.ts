/** Injuring the files of a storage, and judging what its next opening makes of them. */

import { cp, open, readdir, rm, stat, truncate } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { type LevelStorage, openLevelStorage } from '../src/index.ts'
import type { Random } from './random.ts'

/** What a storage ought to have. */
export type Truth = Map<string, Uint8Array>

/** Fills a folder in a few lives; LevelDB keeps the last writes in its log, closed or killed. */
export async function filled(folder: string, random: Random): Promise<Truth> {
  const truth: Truth = new Map()
  for (let lives = 1 + random.below(4); lives > 0; lives--) {
    const storage = await openLevelStorage(folder, { sync: 'os' })
    for (let rounds = random.below(7); rounds > 0; rounds--) await writeSome(storage, truth, random)
    await storage.close()
  }
  return truth
}

async function writeSome(storage: LevelStorage, truth: Truth, random: Random): Promise<void> {
  const writes: Promise<void>[] = []
  for (let i = random.below(80); i >= 0; i--) {
    const name = `value/${random.below(400).toString(16).padStart(64, '0')}`
    if (random.below(4) === 0) {
      truth.delete(name)
      writes.push(storage.delete(name))
    } else {
      const bytes = random.bytes(random.below(random.below(5) === 0 ? 4_000 : 300))
      truth.set(name, bytes)
      writes.push(storage.put(name, bytes))
    }
  }
  await Promise.all(writes)
}

/** Copies a storage that is closed, and injures one file of the copy; says how. */
export async function injuredCopy(from: string, to: string, random: Random): Promise<string> {
  await cp(from, to, { recursive: true })
  const files = (await readdir(to, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !/^LOCK$|^LOG/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  // every second time the journal or what has the values: the others are many and short
  const likely = files.filter((file) => /journal$|values-\d+.*\.(?:log|ldb)$/.test(file))
  const file = random.pick(random.below(2) === 0 ? files : likely)
  const how = await injure(file, random)
  return `${relative(to, file)}: ${how}`
}

async function injure(file: string, random: Random): Promise<string> {
  const { size } = await stat(file)
  const kinds = ['cut', 'cut near the end', 'flip', 'flip', 'zeros', 'garbage', 'deleted', 'longer'] as const
  const kind = size === 0 ? 'longer' : random.pick(kinds)
  const at = random.below(size)
  if (kind === 'deleted') await rm(file)
  else if (kind === 'cut') await truncate(file, at)
  else if (kind === 'cut near the end') await truncate(file, Math.max(0, size - 1 - random.below(4_096)))
  else await overwrite(file, kind === 'longer' ? size : at, kind, random)
  return `${kind} at ${at} of ${size}`
}

async function overwrite(file: string, at: number, kind: string, random: Random): Promise<void> {
  const handle = await open(file, 'r+')
  try {
    const length = kind === 'flip' ? 1 : 1 + random.below(600)
    const { size } = await handle.stat()
    const old = new Uint8Array(kind === 'longer' ? length : Math.min(length, size - at))
    await handle.read(old, 0, old.length, at)
    const bit = 1 << random.below(8)
    const bytes =
      kind === 'flip'
        ? old.map((byte) => byte ^ bit)
        : kind === 'zeros'
          ? old.fill(0)
          : random.bytes(old.length)
    await handle.write(bytes, 0, bytes.length, at)
  } finally {
    await handle.close()
  }
}

/** What an opening made of an injury. */
export interface Verdict {
  /** Names that gave something else than what was last put, or that were deleted and came back. */
  readonly wrong: number
  /** Names that give nothing, or an error. */
  readonly lost: number
  readonly reportedLost: number
  readonly reportedKept: number
  readonly quarantined: number
  readonly exact: boolean
  readonly openMs: number
  /** Whether the second opening found everything in order. */
  readonly mended: boolean
}

/** Opens a folder, compares it with the truth, by names and by walking, and opens it again. */
export async function judge(folder: string, truth: Truth): Promise<Verdict> {
  const began = performance.now()
  const storage = await openLevelStorage(folder, { sync: 'os', openTimeoutMs: 20_000 })
  const openMs = performance.now() - began
  const { lost: reportedLost, kept: reportedKept, quarantined, exact } = storage.recovered
  let lost = 0
  let wrong = 0
  for (const [name, bytes] of truth) {
    const found = await storage.get(name).catch(() => undefined)
    if (found === undefined) lost++
    else if (!same(found, bytes)) wrong++
  }
  for await (const [name, bytes] of storage.entries()) {
    const right = truth.get(name)
    if (right === undefined || !same(bytes, right)) wrong++
  }
  const after = new Uint8Array([1, 2, 3])
  await storage.put('after', after)
  await storage.close()
  const again = await openLevelStorage(folder, { sync: 'os' })
  const mended =
    again.recovered.lost === 0 &&
    again.recovered.quarantined === 0 &&
    again.recovered.kept === truth.size - lost + 1 &&
    same((await again.get('after')) ?? new Uint8Array(0), after)
  await again.close()
  return { wrong, lost, reportedLost, reportedKept, quarantined, exact, openMs, mended }
}

/** Whether the bytes are the same. */
export function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i])
}
