/** A codec: messages to bytes, and back, and that they say the same then. */

import { isDeepStrictEqual } from 'node:util'
import { seededRandomBytes } from '@kadkit/key'
import type { Phases } from '../workloads/bench.ts'
import type { CodecModule, CodecPart, Said } from './codec-part.ts'
import { aSecond } from './repeat.ts'

/** Different ones, in turns: one alone would be a special case for the processor. */
const MESSAGES = 64
const CONTACTS = 20

export interface CodecWork {
  readonly forMs: number
  readonly seed: number
}

export async function measureCodec(
  module: CodecModule,
  { forMs, seed }: CodecWork,
  phases: Phases,
): Promise<void> {
  const random = seededRandomBytes(seed)
  for (const [phase, contacts] of [
    ['reply that lists 20 contacts', CONTACTS],
    ['ping', undefined],
  ] as const) {
    const said = Array.from({ length: MESSAGES }, () => saidOf(random, contacts))
    const messages = said.map((each) => module.message(each))
    const codec = module.create()
    const encoded = messages.map((each) => Uint8Array.from(codec.encode(each)))
    const right = said.filter((each, i) => sameAs(codec, each, encoded[i] ?? new Uint8Array(0))).length
    phases.also(phase, {
      bytes: encoded.reduce((sum, { length }) => sum + length, 0) / MESSAGES,
      right: (100 * right) / MESSAGES,
      'encodes a second': await aSecond(forMs, () => {
        for (const message of messages) codec.encode(message)
        return MESSAGES
      }),
      'decodes a second': await aSecond(forMs, () => {
        for (const bytes of encoded) codec.decode(bytes)
        return MESSAGES
      }),
      'both a second': await aSecond(forMs, () => {
        for (const message of messages) codec.decode(codec.encode(message))
        return MESSAGES
      }),
    })
  }
}

function saidOf(random: (length: number) => Uint8Array, contacts: number | undefined): Said {
  const frame = { id: random(16), sender: random(32) }
  if (contacts === undefined) return frame
  const one = () => {
    const [a = 0, b = 0, c = 0, d = 0, high = 0, low = 0] = random(6)
    return {
      id: random(32),
      host: `${1 + (a % 200)}.${b}.${c}.${1 + (d % 200)}`,
      port: 1_024 + high * 250 + low,
    }
  }
  return { ...frame, contacts: Array.from({ length: contacts }, one) }
}

function sameAs(codec: CodecPart, said: Said, bytes: Uint8Array): boolean {
  const decoded = codec.decode(bytes)
  return isDeepStrictEqual(plain(codec.said?.(decoded) ?? (decoded as Said)), plain(said))
}

function plain({ id, sender, contacts }: Said) {
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
  return {
    id: hex(id),
    sender: hex(sender),
    contacts: contacts?.map(({ id, host, port }) => ({ id: hex(id), host, port })),
  }
}
