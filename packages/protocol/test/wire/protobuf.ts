/** Protobuf written by hand, also wrong protobuf: a witness that is independent of the library under test. */

/** The header of a frame of network 0. */
export const HEADER: readonly number[] = [0x0e, 0x6b, 1, 0, 0, 0, 0]

function varint(value: number | bigint): number[] {
  const bytes: number[] = []
  let rest = BigInt(value)
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128)
    rest >>= 7n
  }
  return [...bytes, Number(rest)]
}

export function tag(field: number, wireType: number): number[] {
  return varint(field * 8 + wireType)
}

/** A varint field. */
export function number(field: number, value: number | bigint): number[] {
  return [...tag(field, 0), ...varint(value)]
}

/** A length-delimited field: bytes, a string or a message. */
export function bytes(field: number, content: Iterable<number>): number[] {
  const array = [...content]
  return [...tag(field, 2), ...varint(array.length), ...array]
}

/** A 64-bit field: a double. */
export function double(field: number, value: number): number[] {
  return [...tag(field, 1), ...new Uint8Array(Float64Array.of(value).buffer)]
}

/** A publisher in the field of this number, and a version in the one after it. */
export function publication(field: number, version = 1_700_000_000_000): number[] {
  return [...bytes(field, new Uint8Array(32).fill(5)), ...double(field + 1, version)]
}

/** A field of each wire type but the long deprecated groups, with numbers that are free in every message. */
export const UNKNOWN_FIELDS: readonly number[] = [
  ...number(1000, 2n ** 63n),
  ...[...tag(1001, 1), 1, 2, 3, 4, 5, 6, 7, 8],
  ...bytes(1002, [0xff, 0xfe]),
  ...[...tag(1003, 5), 1, 2, 3, 4],
]

export const REQUEST_ID: readonly number[] = Array.from({ length: 16 }, (_, i) => i + 1)
export const SENDER: readonly number[] = Array.from({ length: 32 }, (_, i) => 0xa0 + i)

/** The fields before the body. */
export const ENVELOPE: readonly number[] = [...bytes(1, REQUEST_ID), ...bytes(2, SENDER), ...number(3, 1)]

/** A frame of network 0 that has these fields after the header. */
export function frame(...fields: readonly Iterable<number>[]): Uint8Array {
  return Uint8Array.from([...HEADER, ...fields.flatMap((field) => [...field])])
}

/** A frame with a sound envelope and this body. */
export function frameWith(field: number, content: Iterable<number>): Uint8Array {
  return frame(ENVELOPE, bytes(field, content))
}
