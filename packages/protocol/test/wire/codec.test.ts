import { Key } from '@kadkit/key'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalAddress } from '../../src/wire/address.ts'
import { Codec } from '../../src/wire/codec.ts'
import { CodecError } from '../../src/wire/codec-error.ts'
import type { FrameFault } from '../../src/wire/frame-fault.ts'
import type { ListedContact, Message } from '../../src/wire/message.ts'
import { publication } from '../support/publication.ts'
import * as arbitrary from './arbitrary.ts'

const codec = new Codec()
const roomy = new Codec({ maxMessageBytes: 65_507 })
const sender = Key.fromHex('5e'.repeat(32))
const id = '00112233445566778899aabbccddeeff'

function message(body: Message['body'], attempt = 0): Message {
  return { id, attempt, sender, body }
}

function listed(address: string, ageMs = 0): ListedContact {
  return { key: Key.fromHex('c0'.repeat(32)), address, ageMs }
}

function contactsOf(bytes: Uint8Array): readonly ListedContact[] {
  const decoded = roomy.decode(bytes)
  if (typeof decoded === 'string' || decoded.body.type !== 'nodes')
    throw new Error(`not nodes: ${String(decoded)}`)
  return decoded.body.contacts
}

/** Families come one after the other; within a family the order is kept. */
function byFamily(contacts: readonly ListedContact[]): ListedContact[] {
  const family = ({ address }: ListedContact) => (/^\d/.test(address) ? 0 : address.startsWith('[') ? 1 : 2)
  return contacts.toSorted((a, b) => family(a) - family(b))
}

describe('every message', () => {
  test('comes back as it was', () => {
    fc.assert(
      fc.property(arbitrary.message, (sent) => {
        const { body } = sent
        const expected = body.type === 'nodes' ? { ...body, contacts: byFamily(body.contacts) } : body
        expect(roomy.decode(roomy.encode(sent))).toEqual({ ...sent, body: expected })
      }),
      { numRuns: 500 },
    )
  })

  test('is not heard in another network', () => {
    const network = fc.integer({ min: 0, max: 2 ** 32 - 1 })
    fc.assert(
      fc.property(arbitrary.message, network, network, (sent, ours, theirs) => {
        const bytes = new Codec({ networkId: theirs }).encode(sent)
        const decoded = new Codec({ networkId: ours }).decode(bytes)
        if (ours === theirs) expect(decoded).toHaveProperty('id', sent.id)
        else expect(decoded).toBe('network')
      }),
    )
  })

  test('is encoded into bytes that no other frame has, whatever their lengths', () => {
    const lengths = Array.from({ length: 400 }, (_, i) => (i % 9 === 0 ? 9_000 : 1) + ((i * 37) % 2_500))
    const bodies = lengths.map((length): Message['body'] => {
      return { type: 'value', value: new Uint8Array(length).fill(length), ttlSeconds: 1, publication }
    })
    const frames = bodies.map((body) => codec.encode(message(body)))
    expect(frames.map((bytes) => codec.decode(bytes))).toEqual(bodies.map((body) => message(body)))
    // Who writes into one changes no other.
    for (const [i, bytes] of frames.entries()) if (i % 2 === 0) bytes.fill(255)
    for (const [i, bytes] of frames.entries()) {
      if (i % 2 === 1) expect(codec.decode(bytes)).toEqual(message(bodies[i] as Message['body']))
    }
  })

  test('is decoded into memory of its own', () => {
    const value = Uint8Array.of(1, 2, 3)
    const bytes = codec.encode(message({ type: 'value', value, ttlSeconds: 1, publication }))
    const datagram = Buffer.concat([Buffer.alloc(5), bytes]).subarray(5)
    const decoded = codec.decode(datagram)
    datagram.fill(0)
    value.fill(0)
    expect(decoded).toEqual(
      message({ type: 'value', value: Uint8Array.of(1, 2, 3), ttlSeconds: 1, publication }),
    )
  })

  test('keeps no more of a datagram than the value that it answers with', () => {
    const value = new Uint8Array(10).fill(7)
    const bytes = codec.encode(message({ type: 'value', value, ttlSeconds: 1, publication }))
    for (const datagram of [bytes, Buffer.from(bytes)]) {
      const { buffer } = valueIn(codec.decode(datagram), 'value')
      expect(buffer).not.toBe(datagram.buffer)
      expect(buffer.byteLength).toBe(10)
    }
  })

  test('leaves the value of a store where it is: it is on its way to the storage', () => {
    const value = new Uint8Array(10).fill(7)
    const body = { type: 'store', key: sender, value, ttlSeconds: 1, cached: false, publication } as const
    const bytes = codec.encode(message(body))
    for (const datagram of [bytes, Buffer.from(bytes)]) {
      const stored = valueIn(codec.decode(datagram), 'store')
      expect(stored.buffer).toBe(datagram.buffer)
      expect(stored).toEqual(value)
      expect(stored.constructor).toBe(Uint8Array)
    }
  })
})

function valueIn(decoded: Message | FrameFault, type: 'store' | 'value'): Uint8Array {
  if (typeof decoded === 'string' || decoded.body.type !== type) throw new Error(String(decoded))
  return decoded.body.value
}

describe('a list of contacts', () => {
  const v6 = Array.from({ length: 40 }, (_, i) =>
    listed(`[2001:db8::${(i + 1).toString(16)}]:4000`, 65_535_000),
  )

  test('of 20 with IPv6 addresses fits a datagram of 1,200 bytes, with room for a token of 32', () => {
    const bytes = codec.encode(message({ type: 'nodes', contacts: v6.slice(0, 20) }, 255))
    expect(contactsOf(bytes)).toEqual(v6.slice(0, 20))
    expect(bytes.length + 2 + 32).toBeLessThanOrEqual(1200)
  })

  test('is cut at its end to what fits, and to no less', () => {
    const contacts = fc.array(arbitrary.contact, { maxLength: 64 })
    const attempt = fc.constantFrom(0, 1, 255)
    fc.assert(
      fc.property(
        contacts,
        attempt,
        fc.integer({ min: 256, max: 4000 }),
        (list, attempt, maxMessageBytes) => {
          const sent = (count: number) => message({ type: 'nodes', contacts: list.slice(0, count) }, attempt)
          const bytes = new Codec({ maxMessageBytes }).encode(sent(list.length))
          const kept = contactsOf(bytes).length
          expect(bytes.length).toBeLessThanOrEqual(maxMessageBytes)
          expect(bytes).toEqual(roomy.encode(sent(kept)))
          if (kept < list.length) expect(roomy.encode(sent(kept + 1)).length).toBeGreaterThan(maxMessageBytes)
        },
      ),
      { numRuns: 300 },
    )
  })

  test('ends after 64', () => {
    const many = Array.from({ length: 100 }, (_, i) => listed(`10.0.0.${i + 1}:4000`))
    expect(contactsOf(roomy.encode(message({ type: 'nodes', contacts: many })))).toEqual(many.slice(0, 64))
  })

  test('leaves out addresses that cannot be packed', () => {
    const nodes = (...addresses: string[]) =>
      codec.encode(message({ type: 'nodes', contacts: addresses.map((address) => listed(address)) }))
    const mixed = nodes(
      'localhost',
      '1.2.3.4:0',
      '9.9.9.9:9',
      '[fe80::1%eth0]:80',
      'memory:7',
      'example.com:80',
    )
    expect(mixed).toEqual(nodes('9.9.9.9:9', 'memory:7'))
    expect(contactsOf(mixed)).toEqual([listed('9.9.9.9:9'), listed('memory:7')])
  })

  test('writes IPv6 addresses in their one form', () => {
    const long = '[2001:DB8:0:0:0:0:0:1]:4000'
    const [contact] = contactsOf(codec.encode(message({ type: 'nodes', contacts: [listed(long)] })))
    expect(contact?.address).toBe(canonicalAddress(long))
  })

  test.each([
    [0, 0],
    [999, 0],
    [1000, 1000],
    [65_534_999, 65_534_000],
    [65_535_000, 65_535_000],
    [86_400_000, 65_535_000],
    [Number.POSITIVE_INFINITY, 65_535_000],
    [Number.NaN, 65_535_000],
    [-5000, 0],
  ])('says an age of %d ms as %d ms', (ageMs, told) => {
    const bytes = codec.encode(message({ type: 'nodes', contacts: [listed('10.0.0.1:1', ageMs)] }))
    expect(contactsOf(bytes)).toEqual([listed('10.0.0.1:1', told)])
  })
})

describe('misuse', () => {
  const store = {
    type: 'store',
    key: sender,
    value: new Uint8Array(1),
    ttlSeconds: 1,
    cached: false,
    publication,
  } as const
  const wrong: readonly (readonly [string, unknown])[] = [
    ['an id that is too short', { ...message({ type: 'ping' }), id: '00' }],
    ['an id in upper case', { ...message({ type: 'ping' }), id: id.toUpperCase() }],
    ['an id that is no hex', { ...message({ type: 'ping' }), id: 'zz'.repeat(16) }],
    ['an id that is no ASCII', { ...message({ type: 'ping' }), id: 'é'.repeat(32) }],
    ['an id that is no string', { ...message({ type: 'ping' }), id: 7 }],
    ['attempt 256', message({ type: 'ping' }, 256)],
    ['attempt -1', message({ type: 'ping' }, -1)],
    ['attempt 1.5', message({ type: 'ping' }, 1.5)],
    ['a ttl of 0', message({ ...store, ttlSeconds: 0 })],
    ['a ttl of 2^32', message({ type: 'value', value: store.value, ttlSeconds: 2 ** 32, publication })],
    ['a ttl that is no number', message({ ...store, ttlSeconds: Number.NaN })],
    ['a version of 0', message({ ...store, publication: { ...publication, version: 0 } })],
    ['a version of 1.5', message({ ...store, publication: { ...publication, version: 1.5 } })],
    ['a version of 2^53', message({ ...store, publication: { ...publication, version: 2 ** 53 } })],
    ['a publisher that is no key', { ...message(store), body: { ...store, publication: { version: 1 } } }],
    ['no publication', { ...message(store), body: { ...store, publication: undefined } }],
    ['a value that is text', { ...message(store), body: { ...store, value: 'text' } }],
    ['an unknown refusal', { ...message(store), body: { type: 'refused', refusal: 'tired' } }],
    ['an unknown type', { ...message(store), body: { type: 'shout' } }],
  ]

  test.each(wrong)('%s is refused with a CodecError', (_, sent) => {
    const encode = () => codec.encode(sent as Message)
    expect(encode).toThrow(CodecError)
    expect(encode).toThrow(expect.objectContaining({ code: 'bad-message' }))
  })

  test.each([-1, 0.5, 2 ** 32, Number.NaN])('network id %d is refused', (networkId) => {
    expect(() => new Codec({ networkId })).toThrow(RangeError)
  })

  test.each([0, 255, 1200.5, 2 ** 31, Number.POSITIVE_INFINITY])(
    'maxMessageBytes %d is refused',
    (maxMessageBytes) => {
      expect(() => new Codec({ maxMessageBytes })).toThrow(RangeError)
    },
  )

  test('a value that is too long for the transport is encoded all the same', () => {
    const value = new Uint8Array(5000)
    expect(codec.encode(message({ ...store, value })).length).toBeGreaterThan(5000)
  })
})
