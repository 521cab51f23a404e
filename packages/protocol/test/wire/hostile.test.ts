/** Bytes that mean harm, or nothing. A failing run prints its seed: KADKIT_SEED=… repeats it. */

import { type RandomBytes, randomKey, seededRandomBytes } from '@kadkit/key'
import { describe, expect, test } from 'vitest'
import { Codec } from '../../src/wire/codec.ts'
import { hexOfBytes } from '../../src/wire/hex.ts'
import type { Message } from '../../src/wire/message.ts'
import { publication } from '../support/publication.ts'
import { bytes, ENVELOPE, frame, HEADER, number, tag } from './protobuf.ts'

const seed = Number(process.env.KADKIT_SEED ?? Date.now() % 2 ** 32)
const codec = new Codec({ maxMessageBytes: 1_000_000 })
const FAULTS = new Set(['foreign', 'version', 'network', 'malformed', 'unknown', 'invalid'])

/** Decoding does not throw; and what it yields is a fault, or a message that can be said again. */
function probe(datagram: Uint8Array): string {
  let decoded: ReturnType<typeof codec.decode>
  try {
    decoded = codec.decode(datagram)
    if (typeof decoded !== 'string') {
      const again = codec.decode(codec.encode(decoded))
      if (JSON.stringify(again) !== JSON.stringify(decoded)) throw new Error('another message comes back')
    }
  } catch (cause) {
    throw new Error(`seed ${seed}, datagram ${hexOfBytes(datagram)}`, { cause })
  }
  if (typeof decoded !== 'string') return 'message'
  if (!FAULTS.has(decoded)) throw new Error(`seed ${seed}: no such fault: ${decoded}`)
  return decoded
}

function samples(random: RandomBytes): Message[] {
  const key = () => randomKey(random)
  const addresses = ['10.0.0.1:4000', '[2001:db8::1]:4000', 'memory:7']
  const contacts = addresses.map((address) => ({ key: key(), address, ageMs: 5000 }))
  const bodies: Message['body'][] = [
    { type: 'ping' },
    { type: 'store', key: key(), value: random(20), ttlSeconds: 86_400, cached: true, publication },
    { type: 'find-node', target: key() },
    { type: 'find-value', key: key() },
    { type: 'pong' },
    { type: 'stored' },
    { type: 'nodes', contacts },
    { type: 'value', value: random(20), ttlSeconds: 3600, publication },
    { type: 'refused', refusal: 'busy' },
  ]
  return bodies.map((body) => ({ id: hexOfBytes(random(16)), attempt: 1, sender: key(), body }))
}

/** A number below `end`. */
function below(random: RandomBytes, end: number): number {
  const [a = 0, b = 0, c = 0] = random(3)
  return ((a << 16) | (b << 8) | c) % end
}

/** Fields that may or may not belong to a frame, with content that may or may not be right, some within others. */
function randomFields(random: RandomBytes, depth: number): number[] {
  const fields: number[] = []
  for (let left = below(random, 5); left > 0; left--) {
    const field = [1, 2, 3, 4, 16, 17, 18, 19, 32, 33, 34, 35, 36, 63, 9999][below(random, 15)] ?? 1
    const kind = below(random, 12)
    if (kind < 3) fields.push(...bytes(field, random([0, 16, 20, 32, 40, 52, 80][below(random, 7)] ?? 0)))
    else if (kind < 7 && depth > 0) fields.push(...bytes(field, randomFields(random, depth - 1)))
    else if (kind < 9) fields.push(...number(field, below(random, 2 ** 24)))
    else if (kind < 10) fields.push(...tag(field, 1), ...random(8))
    else if (kind < 11) fields.push(...tag(field, 3), ...randomFields(random, 0), ...tag(field, 4))
    else fields.push(...random(below(random, 8)))
  }
  return fields
}

/** How often each outcome came. */
function tally(outcomes: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>()
  for (const outcome of outcomes) counts.set(outcome, (counts.get(outcome) ?? 0) + 1)
  return counts
}

describe(`decoding (seed ${seed})`, () => {
  const random = seededRandomBytes(seed)

  test('takes nearly all of 30,000 datagrams of random bytes for foreign, and none for a message', () => {
    const counts = tally(Array.from({ length: 30_000 }, () => probe(random(below(random, 120)))))
    expect(counts.get('foreign')).toBeGreaterThan(29_900)
    expect(counts.get('message')).toBeUndefined()
  })

  test('survives 30,000 sound headers with random bytes after them', () => {
    const outcomes = Array.from({ length: 30_000 }, () => probe(frame(random(below(random, 120)))))
    const counts = tally(outcomes)
    expect(counts.get('malformed')).toBeGreaterThan(20_000)
    expect(counts.get('message')).toBeUndefined()
  })

  test('survives 40,000 sound envelopes with random protobuf after them', () => {
    const outcomes = Array.from({ length: 40_000 }, () => probe(frame(ENVELOPE, randomFields(random, 3))))
    const counts = tally(outcomes)
    for (const outcome of ['message', 'malformed', 'unknown', 'invalid'])
      expect(counts.get(outcome)).toBeGreaterThan(500)
  })

  test('finds every frame that is cut at fault', () => {
    for (const message of samples(random)) {
      const whole = codec.encode(message)
      for (let length = 0; length < whole.length; length++) {
        const fault = probe(whole.subarray(0, length))
        expect([message.body.type, length, fault]).not.toContain('message')
        if (length < HEADER.length) expect(fault).toBe('foreign')
      }
    }
  })

  test('survives every single byte of a frame being changed', () => {
    for (const message of samples(random)) {
      const whole = codec.encode(message)
      for (let at = 0; at < whole.length; at++) {
        const changed = Uint8Array.from(whole)
        for (const change of [1, 0x7f, 0x80, 0xff, 1 + below(random, 255)]) {
          changed[at] = (whole[at] ?? 0) ^ change
          const outcome = probe(changed)
          if (at < HEADER.length) expect(outcome).toBe(at < 2 ? 'foreign' : at === 2 ? 'version' : 'network')
        }
      }
    }
  })

  test('survives bytes that are inserted, doubled and taken out', () => {
    const whole = samples(random).map((message) => codec.encode(message))
    for (let run = 0; run < 20_000; run++) {
      const source = whole[below(random, whole.length)] ?? new Uint8Array()
      const at = HEADER.length + below(random, source.length - HEADER.length)
      const until = at + below(random, source.length - at)
      const middle =
        [random(below(random, 9)), source.subarray(at, until), new Uint8Array()][below(random, 3)] ?? []
      probe(
        Uint8Array.from([
          ...source.subarray(0, at),
          ...middle,
          ...source.subarray([at, until][run & 1] ?? at),
        ]),
      )
    }
  })
})

describe('another protocol', () => {
  const ascii = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0))
  const dns = ascii('\x12\x34\x01\0\0\x01\0\0\0\0\0\0\x07example\x03com\0\0\x01\0\x01')

  test.each<readonly [string, Uint8Array]>([
    ['a DNS query', dns],
    ['an mDNS query', Uint8Array.from([0, 0, ...dns.subarray(2)])],
    ['a STUN binding request', Uint8Array.from([0, 1, 0, 0, 0x21, 0x12, 0xa4, 0x42, ...new Uint8Array(12)])],
    ['a DTLS hello', Uint8Array.from([22, 0xfe, 0xfd, ...new Uint8Array(30)])],
    ['a TURN channel', Uint8Array.from([0x40, 0, 0, 4, 1, 2, 3, 4])],
    ['an RTP packet', Uint8Array.from([0x80, 96, 0, 1, ...new Uint8Array(20)])],
    ['a QUIC initial packet', Uint8Array.from([0xc3, 0, 0, 0, 1, 8, ...new Uint8Array(1190)])],
    ['a QUIC short packet', Uint8Array.from([0x43, ...new Uint8Array(40)])],
    ['a BitTorrent ping', ascii('d1:ad2:id20:abcdefghij0123456789e1:q4:ping1:t2:aa1:y1:qe')],
    ['a uTP syn', Uint8Array.from([0x41, 0, ...new Uint8Array(18)])],
    ['an SSDP search', ascii('M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\n\r\n')],
    ['a SIP request', ascii('OPTIONS sip:nm SIP/2.0\r\n\r\n')],
    ['an NTP request', Uint8Array.from([0x23, ...new Uint8Array(47)])],
    ['an SNMP request', Uint8Array.from([0x30, 0x26, 2, 1, 1, 4, 6, ...ascii('public')])],
    ['a WireGuard handshake', Uint8Array.from([1, 0, 0, 0, ...new Uint8Array(144)])],
    ['a CoAP request', Uint8Array.from([0x40, 1, 0, 1])],
    ['zeros', new Uint8Array(1200)],
    ['ones', new Uint8Array(1200).fill(0xff)],
    ['nothing', new Uint8Array()],
    ['64 KiB of noise', seededRandomBytes(1)(65_507)],
  ])('such as %s is foreign', (_, datagram) => {
    expect(codec.decode(datagram)).toBe('foreign')
  })

  test('whose packet begins like a frame is of another network or invalid', () => {
    expect(codec.decode(Uint8Array.from([0x0e, 0x6b, ...dns.subarray(2)]))).toBe('network')
    expect(new Codec({ networkId: 256 }).decode(Uint8Array.from([0x0e, 0x6b, ...dns.subarray(2)]))).toBe(
      'malformed',
    )
  })
})
