/** Memory for frames: to ask for each one's own takes longer than to write it. */

const PIECE_BYTES = 8_192
/** Longer frames are few, and would leave much of a piece unused. */
const MAX_SHARED_BYTES = 2_048

let piece = new ArrayBuffer(0)
let taken = 0

/** So many bytes, all 0, that nobody else has. Short ones are parts of pieces, which live as long as any of their parts. */
export function freshBytes(length: number): Uint8Array {
  if (length > MAX_SHARED_BYTES) return new Uint8Array(length)
  if (taken + length > piece.byteLength) {
    piece = new ArrayBuffer(PIECE_BYTES)
    taken = 0
  }
  const bytes = new Uint8Array(piece, taken, length)
  taken += length
  return bytes
}
