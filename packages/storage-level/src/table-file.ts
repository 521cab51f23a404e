/**
 * The table files of LevelDB, as far as it takes to check them and to read what is left of a damaged one. LevelDB trusts
 * what it reads: a damaged block can end the process. The format is in its `doc/table_format.md`.
 */

import { BlockCursor } from './block-cursor.ts'
import { crcOfBytes } from './checksum.ts'

const FOOTER_BYTES = 48
/** Behind each block: its compression (1 byte) and a masked checksum of both (4). */
const TRAILER_BYTES = 5
const MAGIC = Uint8Array.of(0x57, 0xfb, 0x80, 0x8b, 0x24, 0x75, 0x47, 0xdb)

/** An entry of a table. Of a key there may be several, old ones too. */
export type TableEntry = readonly [key: string, value: Uint8Array]

interface Handle {
  readonly offset: number
  readonly size: number
}

/** A table that was read. */
export interface Table {
  /** Whether every block is as it was written. A table whose index is compressed counts as whole: we write none. */
  readonly whole: boolean
  /**
   * Shows the values in its undamaged blocks, in any order. Compressed blocks are passed over. Where the index is damaged,
   * there may be entries that are none: whoever reads them checks them.
   */
  visit(each: (entry: BlockCursor) => void): void
  /** The same, to keep. */
  entries(): readonly TableEntry[]
}

/** Checks a table. */
export function readTable(file: Uint8Array): Table {
  const [meta, index] = footerOf(file).map((handle) => blockAt(file, handle))
  const isPlain = index?.compression === 0
  const found = isPlain ? handlesIn(index).map((handle) => blockAt(file, handle)) : undefined
  const others = meta?.compression === 0 ? handlesIn(meta).map((handle) => blockAt(file, handle)) : []
  const complete =
    meta !== undefined && index !== undefined && ![...(found ?? []), ...others].includes(undefined)
  const visit: Table['visit'] = (each) => visitValues(found ?? blocksInARow(file), each)
  return { whole: complete, visit, entries: () => entriesOf(visit) }
}

function visitValues(blocks: Iterable<Block | undefined>, each: (entry: BlockCursor) => void): void {
  const cursor = new BlockCursor()
  for (const block of blocks) {
    if (block?.compression !== 0) continue
    cursor.enter(block.bytes)
    while (cursor.next()) if (cursor.isValue) each(cursor)
  }
}

function entriesOf(visit: Table['visit']): readonly TableEntry[] {
  const entries: TableEntry[] = []
  visit(({ key, block, valueAt, valueEnd }) => entries.push([key, block.subarray(valueAt, valueEnd)]))
  return entries
}

function handlesIn({ bytes }: Block): readonly Handle[] {
  const handles: Handle[] = []
  const cursor = new BlockCursor()
  cursor.enter(bytes)
  while (cursor.next()) handles.push(handleAt(bytes, cursor.valueAt).handle)
  return handles
}

function footerOf(file: Uint8Array): readonly Handle[] {
  const footer = file.subarray(-FOOTER_BYTES)
  if (footer.length < FOOTER_BYTES || !MAGIC.every((byte, i) => byte === footer[FOOTER_BYTES - 8 + i]))
    return []
  const meta = handleAt(footer, 0)
  return [meta.handle, handleAt(footer, meta.end).handle]
}

interface Block {
  readonly bytes: Uint8Array
  /** 0: none. */
  readonly compression: number
}

/** Undefined when its checksum is wrong, or it would not be in the file. */
function blockAt(file: Uint8Array, { offset, size }: Handle): Block | undefined {
  const end = offset + size
  if (end + TRAILER_BYTES > file.length) return undefined
  const checked = crcOfBytes(file, 0, offset, end + 1)
  if (checked !== storedChecksum(file, end + 1)) return undefined
  return { bytes: file.subarray(offset, end), compression: file[end] ?? 0 }
}

/** Without an index, a block ends where the checksum of all since its beginning stands. */
function* blocksInARow(file: Uint8Array): Generator<Block> {
  let offset = 0
  while (offset < file.length) {
    let crc = 0
    let end = offset
    for (; end + TRAILER_BYTES <= file.length; end++) {
      crc = crcOfBytes(file, crc, end, end + 1)
      if (crc === storedChecksum(file, end + 1)) break
    }
    if (end + TRAILER_BYTES > file.length) return
    yield { bytes: file.subarray(offset, end), compression: file[end] ?? 0 }
    offset = end + TRAILER_BYTES
  }
}

/** A checksum that is stored is turned by 15 bits and moved by a constant (LevelDB, util/crc32c.h). */
function storedChecksum(file: Uint8Array, at: number): number {
  const turned = (uint32At(file, at) - 0xa282ead8) >>> 0
  return ((turned >>> 17) | (turned << 15)) >>> 0
}

function handleAt(bytes: Uint8Array, at: number): { handle: Handle; end: number } {
  const offset = varintAt(bytes, at)
  const size = varintAt(bytes, offset.end)
  return { handle: { offset: offset.value, size: size.value }, end: size.end }
}

function varintAt(bytes: Uint8Array, at: number): { value: number; end: number } {
  let value = 0
  let factor = 1
  for (let end = at; end < at + 8; end++) {
    const byte = bytes[end] ?? 0
    value += (byte & 127) * factor
    if (byte < 128) return { value, end: end + 1 }
    factor *= 128
  }
  return { value, end: at + 8 }
}

function uint32At(bytes: Uint8Array, at: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(at, true)
}
