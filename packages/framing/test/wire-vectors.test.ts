import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type Frame, KINDS, MIN_CHUNK_BYTES, STOP_REASONS } from '../src/frame.ts'
import { decodeFrame, readId } from '../src/frame-reader.ts'
import { encodeFrame } from '../src/frame-writer.ts'

interface Vector {
  readonly frame: { readonly type: Frame['type']; readonly [field: string]: unknown }
  readonly bytes: readonly string[]
}

const wire = readFileSync(new URL('../WIRE.md', import.meta.url), 'utf8')
const vectors: readonly Vector[] = JSON.parse(/```json\n([\s\S]*?)```/.exec(wire)?.[1] ?? '[]')
const bytesOf = (hex: string) => new Uint8Array(Buffer.from(hex.replaceAll(' ', ''), 'hex'))

function frameOf({ frame }: Vector): Frame {
  const fields = Object.entries(frame).map(([name, value]) => {
    if (name === 'id') return [name, readId(bytesOf(String(value)), 0)]
    return [name, name === 'bytes' || name === 'digest' ? bytesOf(String(value)) : value]
  })
  return Object.fromEntries(fields)
}

for (const [i, vector] of vectors.entries()) {
  test(`vector ${i + 1} of WIRE.md, a ${vector.frame.type}, is written and read as it says`, () => {
    const bytes = bytesOf(vector.bytes.join(''))
    expect(encodeFrame(frameOf(vector))).toEqual(bytes)
    expect(decodeFrame(bytes)).toEqual(frameOf(vector))
  })
}

test('WIRE.md has a vector for every kind, and names every reason with its number', () => {
  expect(new Set(vectors.map(({ frame }) => frame.type))).toEqual(new Set(KINDS))
  for (const [i, reason] of STOP_REASONS.entries()) expect(wire).toContain(`| \`${reason}\` | ${i + 1} |`)
  expect(wire).toContain(`at least ${MIN_CHUNK_BYTES}.`)
})
