/** The journal: what the database ought to have, in a file of its own beside it. */

import { createReadStream } from 'node:fs'
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { type AppendFile, type OpenAppendFile, syncFolder } from './append-file.ts'
import type { Catalog } from './catalog.ts'
import { headLine, JournalReader, type Past, writeLine } from './journal-text.ts'

const FILE = 'journal'
const NEXT_FILE = 'journal.next'
/** It is begun anew when it has this many lines, and twice as many as there are names. */
const LEAST_LINES = 10_000
const LINES_A_WRITE = 5_000
const BYTES_A_READ = 1_048_576
/** The first line is shorter. */
export const HEAD_BYTES = 512

/** Reads what the journal of a folder says, or its beginning up to `end`; one that is not there says nothing. */
export async function readJournal(folder: string, end: number = Number.POSITIVE_INFINITY): Promise<Past> {
  const reader = new JournalReader()
  let rest: Buffer = Buffer.alloc(0)
  try {
    const pieces: AsyncIterable<Buffer> = createReadStream(join(folder, FILE), {
      highWaterMark: BYTES_A_READ,
      end,
    })
    for await (const piece of pieces) {
      const bytes = Buffer.concat([rest, piece])
      rest = bytes.subarray(reader.read(bytes))
    }
  } catch (error) {
    if (!isMissing(error)) throw error
  }
  return reader.finish(rest.length > 0)
}

/** Whether a system error says that there is no such file. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

/** An open journal. Its calls must not overlap. */
export class Journal {
  readonly #folder: string
  readonly #generation: number
  readonly #open: OpenAppendFile
  #file: AppendFile
  #lines: number

  private constructor(at: JournalPlace, file: AppendFile, lines: number) {
    this.#folder = at.folder
    this.#generation = at.generation
    this.#open = at.open
    this.#file = file
    this.#lines = lines
  }

  /** Goes on with the journal that is there, which must be whole and not torn. */
  static async resume(at: JournalPlace, lines: number): Promise<Journal> {
    return new Journal(at, await at.open(join(at.folder, FILE), 'a'), lines)
  }

  /** Begins a journal with what is in the catalog, in place of the one that is there, if any. */
  static async begin(at: JournalPlace, catalog: Catalog): Promise<Journal> {
    const { file, lines } = await writeAnew(at, catalog)
    return new Journal(at, file, lines)
  }

  /** Whether {@link Journal.shorten} would pay. */
  isLongFor(catalog: Catalog): boolean {
    return this.#lines > LEAST_LINES && this.#lines > 2 * catalog.live.size
  }

  /** Appends `count` lines. Rejects also when the file was removed meanwhile. */
  async append(lines: string, count: number): Promise<void> {
    await this.#file.write(lines)
    if (!this.#file.linked()) throw new Error(`the journal in ${this.#folder} was removed`)
    this.#lines += count
  }

  sync(): Promise<void> {
    return this.#file.sync()
  }

  /** Writes the journal anew, with the names that there are and without how they came. */
  async shorten(catalog: Catalog): Promise<void> {
    const at = { folder: this.#folder, generation: this.#generation, open: this.#open }
    const { file, lines } = await writeAnew(at, catalog)
    const old = this.#file
    this.#file = file
    this.#lines = lines
    await old.close()
  }

  close(): Promise<void> {
    return this.#file.close()
  }
}

/** Which journal it is, and how files are opened. */
export interface JournalPlace {
  readonly folder: string
  readonly generation: number
  readonly open: OpenAppendFile
}

/** The new one is complete and durable before it takes the name of the old one, which is one step. */
async function writeAnew(
  { folder, generation, open }: JournalPlace,
  { live, sequence }: Catalog,
): Promise<{ file: AppendFile; lines: number }> {
  const file = await open(join(folder, NEXT_FILE), 'w')
  try {
    let text = headLine({ generation, sequence, count: live.size })
    let lines = 1
    for (const [name, last] of live) {
      text += writeLine(name, last, true)
      if (++lines % LINES_A_WRITE !== 0) continue
      await file.write(text)
      text = ''
    }
    await file.write(text)
    await file.sync()
    await rename(join(folder, NEXT_FILE), join(folder, FILE))
    await syncFolder(folder)
    return { file, lines }
  } catch (error) {
    await file.close().catch(() => {})
    throw error
  }
}
