/** Random messages and their parts, for the property tests. */

import { Key } from '@kadkit/key'
import fc from 'fast-check'
import { unpackAddress } from '../../src/wire/address.ts'
import { hexOfBytes } from '../../src/wire/hex.ts'
import type { ListedContact, Message, Refusal, Reply, Request } from '../../src/wire/message.ts'
import type { Publication } from '../../src/wire/publication.ts'
import type { ValueRecord } from '../../src/wire/value-record.ts'

export const bytesOf = (length: number): fc.Arbitrary<Uint8Array> =>
  fc.uint8Array({ minLength: length, maxLength: length })

const key: fc.Arbitrary<Key> = bytesOf(32).map((bytes) => Key.fromBytes(bytes))

const port = fc.integer({ min: 1, max: 65_535 })

function packed(ip: Uint8Array, portNumber: number): string {
  const text = unpackAddress(Uint8Array.of(...ip, portNumber >>> 8, portNumber & 255))
  if (text === undefined) throw new Error('not an address')
  return text
}

/** Zero words are frequent, so that "::" comes in all places and lengths. */
export const ipv6Bytes: fc.Arbitrary<Uint8Array> = fc
  .array(fc.oneof(fc.constant(0), fc.constant(0), fc.constantFrom(1, 0xffff), fc.nat(0xffff)), {
    minLength: 8,
    maxLength: 8,
  })
  .map((words) => Uint8Array.from(words.flatMap((word) => [word >>> 8, word & 255])))

export const ipv4Address: fc.Arbitrary<string> = fc.tuple(bytesOf(4), port).map(([ip, p]) => packed(ip, p))
export const ipv6Address: fc.Arbitrary<string> = fc.tuple(ipv6Bytes, port).map(([ip, p]) => packed(ip, p))
export const uriAddress: fc.Arbitrary<string> = fc.stringMatching(/^[g-z][a-z0-9+-]{0,9}:[!-~]{1,53}$/)
export const address: fc.Arbitrary<string> = fc.oneof(ipv4Address, ipv6Address, uriAddress)

const wholeSeconds = fc.oneof(fc.nat(65_535), fc.constantFrom(0, 255, 256, 65_535)).map((age) => age * 1000)

export const contact: fc.Arbitrary<ListedContact> = fc.record({ key, address, ageMs: wholeSeconds })

const ttlSeconds: fc.Arbitrary<number> = fc.oneof(
  fc.integer({ min: 1, max: 2 ** 32 - 1 }),
  fc.constantFrom(1, 127, 128, 2 ** 31, 2 ** 32 - 1),
)

const value: fc.Arbitrary<Uint8Array> = fc.uint8Array({ maxLength: 300 })

const publication: fc.Arbitrary<Publication> = fc.record({
  publisher: key,
  version: fc.oneof(
    fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
    fc.constantFrom(1, Number.MAX_SAFE_INTEGER),
  ),
})

const refusal = fc.constantFrom<Refusal>('full', 'busy', 'failed', 'too-large', 'absent', 'outdated')

const request: fc.Arbitrary<Request> = fc.oneof(
  fc.constant<Request>({ type: 'ping' }),
  fc.record(
    {
      type: fc.constant('store' as const),
      key,
      value,
      ttlSeconds,
      cached: fc.boolean(),
      publication,
      nodes: fc.constant(true),
    },
    { requiredKeys: ['type', 'key', 'value', 'ttlSeconds', 'cached', 'publication'] },
  ),
  fc.record({ type: fc.constant('find-node' as const), target: key }),
  fc.record({ type: fc.constant('find-value' as const), key }),
  fc.record({ type: fc.constant('fetch' as const), key }),
  fc.record({
    type: fc.constant('offer' as const),
    key,
    valueBytes: fc.oneof(fc.constant(0), ttlSeconds),
    ttlSeconds,
    publication,
  }),
)

const reply: fc.Arbitrary<Reply> = fc.oneof(
  fc.constant<Reply>({ type: 'pong' }),
  fc.constant<Reply>({ type: 'stored' }),
  fc.constant<Reply>({ type: 'wanted' }),
  fc.record(
    {
      type: fc.constant('nodes' as const),
      contacts: fc.array(contact, { maxLength: 64 }),
      stored: fc.oneof(fc.constant(true as const), refusal),
    },
    { requiredKeys: ['type', 'contacts'] },
  ),
  fc.record({ type: fc.constant('value' as const), value, ttlSeconds, publication }),
  fc.record({ type: fc.constant('held' as const), valueBytes: ttlSeconds, ttlSeconds, publication }),
  fc.record({ type: fc.constant('refused' as const), refusal }),
)

const envelope = { id: bytesOf(16).map(hexOfBytes), attempt: fc.nat(255), sender: key }

export const message: fc.Arbitrary<Message> = fc.oneof(
  fc.record({ ...envelope, body: fc.oneof(request, reply) }),
  fc.record({ ...envelope, client: fc.constant(true), body: request }),
)

export const record: fc.Arbitrary<ValueRecord> = fc.record(
  {
    key,
    value,
    expiresAt: fc.double({ min: 0, minExcluded: true, noNaN: true, noDefaultInfinity: true }),
    cached: fc.boolean(),
    publication,
    source: fc.string({ unit: 'binary', minLength: 1, maxLength: 32 }),
  },
  { requiredKeys: ['key', 'value', 'expiresAt', 'cached', 'publication'] },
)
