/**
 * The table files of LevelDB, as far as it takes to check them and to read what is left of a damaged one. LevelDB trusts
 * what it reads: a damaged block can end the process. The format is in its `doc/table_format.md`.
 */

import { crcOfBytes } from './checksum.ts'

const FOOTER_BYTES = 48
/** Behind each block: its compression (1 byte) and a masked checksum of both (4). */
const TRAILER_BYTES = 5
const MAGIC = Uint8Array.of(0x57, 0xfb, 0x80, 0x8b, 0x24, 0x75, 0x47, 0xdb)
/** An internal key ends in eight bytes: a kind (1 is a value) and LevelDB's own sequence. */
const SUFFIX_BYTES = 8
const VALUE = 1
const DECODER = new TextDecoder()

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
   * The values in its undamaged blocks, in any order. Compressed blocks are passed over. Where the index is damaged, there
   * may be entries that are none: whoever reads them checks them.
   */
  entries(): Generator<TableEntry>
}

/** Checks a table. */
export function readTable(file: Uint8Array): Table {
  const [meta, index] = footerOf(file).map((handle) => blockAt(file, handle))
  const isPlain = index?.compression === 0
  const found = isPlain ? handlesIn(index).map((handle) => blockAt(file, handle)) : undefined
  const others = meta?.compression === 0 ? handlesIn(meta).map((handle) => blockAt(file, handle)) : []
  const complete =
    meta !== undefined && index !== undefined && ![...(found ?? []), ...others].includes(undefined)
  return { whole: complete, entries: () => valuesIn(found ?? blocksInARow(file)) }
}

function* valuesIn(blocks: Iterable<Block | undefined>): Generator<TableEntry> {
  for (const block of blocks) {
    if (block?.compression !== 0) continue
    for (const [key, value] of entriesOf(block.bytes)) {
      if (key.at(-SUFFIX_BYTES) === VALUE) yield [DECODER.decode(key.subarray(0, -SUFFIX_BYTES)), value]
    }
  }
}

function handlesIn({ bytes }: Block): readonly Handle[] {
  return Array.from(entriesOf(bytes), ([, value]) => handleAt(value, 0).handle)
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
  const checked = crcOfBytes(file.subarray(offset, end + 1))
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
      crc = crcOfBytes(file.subarray(end, end + 1), crc)
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

/** Each key has the beginning of the one before it left out; at the end there are offsets, which are not needed. */
function* entriesOf(block: Uint8Array): Generator<readonly [key: Uint8Array, value: Uint8Array]> {
  const restarts = block.length < 4 ? 0 : uint32At(block, block.length - 4)
  const end = block.length - 4 - 4 * restarts
  let key = new Uint8Array(0)
  for (let at = 0; at < end; ) {
    const shared = varintAt(block, at)
    const fresh = varintAt(block, shared.end)
    const length = varintAt(block, fresh.end)
    const keyEnd = length.end + fresh.value
    at = keyEnd + length.value
    // a filter block has no entries, and is not known by its looks
    if (at > end || shared.value > key.length) return
    const next = new Uint8Array(shared.value + fresh.value)
    next.set(key.subarray(0, shared.value))
    next.set(block.subarray(length.end, keyEnd), shared.value)
    key = next
    yield [key, block.subarray(keyEnd, at)]
  }
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
