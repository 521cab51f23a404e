/** WIRE.md says what the code does: every vector in it is tried both ways, and its figures are counted anew. */

import { readFileSync } from 'node:fs'
import { Key } from '@kadkit/key'
import { describe, expect, test } from 'vitest'
import { readBundle, writeBundle } from '../../src/wire/bundle.ts'
import { Codec } from '../../src/wire/codec.ts'
import { hexOfBytes } from '../../src/wire/hex.ts'
import { maxValueBytes } from '../../src/wire/max-value-bytes.ts'
import type { Message } from '../../src/wire/message.ts'
import { decodeRecord, encodeRecord } from '../../src/wire/stored-record.ts'
import type { ValueRecord } from '../../src/wire/value-record.ts'

interface Vector {
  readonly title: string
  readonly networkId?: number
  readonly message?: Message
  readonly frame?: readonly string[]
  readonly reads?: readonly string[]
  readonly fault?: string
  readonly bundle?: readonly string[]
  readonly frames?: readonly string[]
  readonly record?: ValueRecord | null
  readonly bytes?: readonly string[]
}

const document = readFileSync(new URL('../../WIRE.md', import.meta.url), 'utf8')
const vectors = Array.from(
  document.matchAll(/^([^\n]+):\n\n```json\n(.*?)\n```$/gms),
  ([, title = '', json = '']) => ({
    title,
    ...JSON.parse(json, revive),
  }),
) as Vector[]

function revive(name: string, value: unknown): unknown {
  if (name === 'value') return Uint8Array.from(Buffer.from(String(value), 'hex'))
  return ['key', 'sender', 'target', 'publisher'].includes(name) ? Key.fromHex(String(value)) : value
}

function bytesOf(lines: readonly string[] = []): Uint8Array {
  const hex = lines.join('').replaceAll(' ', '')
  expect(hex).toMatch(/^([0-9a-f]{2})+$/)
  return Uint8Array.from(Buffer.from(hex, 'hex'))
}

const named = (select: (vector: Vector) => boolean) =>
  vectors.filter(select).map((vector) => [vector.title, vector] as const)
const messages = named(({ message, frame }) => message !== undefined && frame !== undefined)
const readable = named(({ reads }) => reads !== undefined)
const faults = named(({ fault, frame }) => fault !== undefined && frame !== undefined)
const bundles = named(({ bundle }) => bundle !== undefined)
const records = named(({ bytes }) => bytes !== undefined)

describe('WIRE.md', () => {
  test.each(messages)(
    'says how a message is encoded and decoded: %s',
    (_, { networkId = 0, message, frame }) => {
      const codec = new Codec({ networkId })
      expect(codec.decode(bytesOf(frame))).toEqual(message)
      expect(hexOfBytes(codec.encode(message as Message))).toBe(hexOfBytes(bytesOf(frame)))
    },
  )

  test.each(readable)('says what is read: %s', (_, { message, reads }) => {
    expect(new Codec().decode(bytesOf(reads))).toEqual(message)
  })

  test.each(faults)('says what is at fault: %s', (_, { fault, frame }) => {
    expect(new Codec().decode(bytesOf(frame))).toBe(fault)
  })

  test.each(bundles)('says what is in a bundle: %s', (_, { bundle, frames, fault }) => {
    const read = readBundle(bytesOf(bundle))
    expect(typeof read === 'string' ? read : read.map(hexOfBytes)).toEqual(fault ?? frames)
    if (frames === undefined) return
    expect(hexOfBytes(writeBundle(frames.map((frame) => bytesOf([frame]))))).toBe(hexOfBytes(bytesOf(bundle)))
  })

  test.each(records)('says how a record is stored: %s', (_, { record, bytes }) => {
    expect(decodeRecord(bytesOf(bytes))).toEqual(record ?? undefined)
    if (record) expect(hexOfBytes(encodeRecord(record))).toBe(hexOfBytes(bytesOf(bytes)))
  })

  test('leaves out no type of message, no family of addresses and no fault', () => {
    expect(new Set(messages.map(([, { message }]) => message?.body.type)).size).toBe(13)
    const addresses = JSON.stringify(messages)
    for (const address of ['"192.', '"[2001:', '"memory:']) expect(addresses).toContain(address)
    expect(new Set(faults.map(([, { fault }]) => fault)).size).toBe(6)
    const all = [messages, readable, faults, bundles, records]
    expect(all.flat().length).toBe(vectors.length)
    expect(vectors.length).toBe(document.match(/^```json/gm)?.length)
  })

  test('tells true lengths', () => {
    const key = Key.fromHex('ff'.repeat(32))
    const length = (body: Message['body'], attempt = 0) =>
      new Codec().encode({ id: '00'.repeat(16), attempt, sender: key, body }).length
    const nodes = (address: string) => {
      const contacts = Array.from({ length: 20 }, () => ({ key, address, ageMs: 0 }))
      return length({ type: 'nodes', contacts }, 255)
    }
    const figure = (bytes: number) => bytes.toLocaleString('en-US')
    expect(document).toContain(
      `\`ping\`, \`pong\`, \`stored\`, \`wanted\` | ${figure(length({ type: 'ping' }))} in all`,
    )
    expect(document).toContain(`\`find_value\`, \`fetch\` | ${figure(length({ type: 'fetch', key }))} in all`)
    expect(document).toContain(`20 IPv6 contacts | ${figure(nodes('[::1]:1'))} at most`)
    expect(document).toContain(`20 IPv4 contacts | ${figure(nodes('1.2.3.4:1'))} at most`)
    expect(document).toContain(`1,200 bytes can carry is ${figure(maxValueBytes(1200))} bytes`)
    expect(document).toContain(`65,507 bytes it is ${figure(maxValueBytes(65_507))}.`)
  })
})
