/** Datagrams that nobody of ours has sent: random bytes, other protocols, and our own frames damaged. */

import { Key, type RandomBytes } from '@kadkit/key'
import { Codec, isBundle, type Message, readBundle, writeBundle } from '@kadkit/protocol'

const codec = new Codec()
const bytesOfHex = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'))

/** Draws an integer of 0 to `below` - 1. */
type Draw = (below: number) => number

function drawOf(random: RandomBytes): Draw {
  return (below) => {
    const [a = 0, b = 0, c = 0, d = 0] = random(4)
    return (a + b * 2 ** 8 + c * 2 ** 16 + d * 2 ** 24) % below
  }
}

/** Packets that other programs send to UDP ports. */
export const foreign: readonly (readonly [name: string, bytes: Uint8Array])[] = [
  ['nothing at all', new Uint8Array(0)],
  // RFC 1035, section 4.1: a query for the A record of example.com.
  ['a DNS query', bytesOfHex('1a2b01000001000000000000076578616d706c6503636f6d0000010001')],
  // RFC 8489, section 5: a binding request.
  ['a STUN binding request', bytesOfHex('000100002112a442000102030405060708090a0b')],
  // RFC 9000, section 17.2.2: the beginning of an Initial packet.
  ['a QUIC initial packet', bytesOfHex(`c300000001088394c8f03e5157080000449e${'7b'.repeat(60)}`)],
  // BEP 5: its own example of a ping.
  ['a BitTorrent ping', new TextEncoder().encode('d1:ad2:id20:abcdefghij0123456789e1:q4:ping1:t2:aa1:y1:qe')],
  // BEP 29: a SYN.
  ['a uTP SYN', bytesOfHex('4100a1b2000000000000000000100000000100 00'.replace(' ', ''))],
  // RFC 5905: a client's request.
  ['an NTP request', bytesOfHex(`e30006ec${'00'.repeat(44)}`)],
  ['text', new TextEncoder().encode('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')],
  ['zeros', new Uint8Array(1_200)],
  ['ones', new Uint8Array(1_200).fill(0xff)],
  ['our magic alone', bytesOfHex('0e6b')],
  ['our header alone', bytesOfHex('0e6b0100000000')],
  ['a frame of version 0', bytesOfHex(`0e6b0000000000${'0a00'.repeat(20)}`)],
  ['a frame of version 2', bytesOfHex(`0e6b0200000000${'0a00'.repeat(20)}`)],
  ['a frame of version 255', bytesOfHex(`0e6bff00000000${'0a00'.repeat(20)}`)],
  ['the longest datagram', new Uint8Array(65_507).fill(0x0e)],
]

/** One frame of every type, as a stranger sends them. */
export function framesOfEveryType(random: RandomBytes): Uint8Array[] {
  const key = () => Key.fromBytes(random(32))
  const contacts = ['127.0.0.1:4000', '[::1]:4000', 'memory:77', '10.1.2.3:9'].map((address) => {
    return { key: key(), address, ageMs: 5_000 }
  })
  const publication = { publisher: key(), version: 1_700_000_000_000 }
  const bodies: Message['body'][] = [
    { type: 'ping' },
    { type: 'store', key: key(), value: random(300), ttlSeconds: 3_600, cached: false, publication },
    { type: 'store', key: key(), value: new Uint8Array(0), ttlSeconds: 1, cached: true, publication },
    { type: 'find-node', target: key() },
    { type: 'find-value', key: key() },
    { type: 'pong' },
    { type: 'stored' },
    { type: 'nodes', contacts },
    { type: 'nodes', contacts: [] },
    { type: 'value', value: random(900), ttlSeconds: 60, publication },
    { type: 'refused', refusal: 'busy' },
  ]
  return bodies.map((body, attempt) => {
    const id = Buffer.from(random(16)).toString('hex')
    return codec.encode({ id, attempt, sender: key(), body })
  })
}

/** A seeded stream of datagrams, most of which say nothing. */
export function junk(random: RandomBytes): () => Uint8Array {
  const draw = drawOf(random)
  const frames = Array.from({ length: 20 }, () => framesOfEveryType(random)).flat()
  const makers = [
    () => random(draw(1_501)),
    // Random bytes behind our header, so that protobuf sees them.
    () => joined(bytesOfHex('0e6b0100000000'), random(draw(200))),
    () => truncated(pick(draw, frames), draw),
    () => flipped(pick(draw, frames), draw, 1 + draw(4)),
    () => flipped(pick(draw, frames), draw, 20 + draw(200)),
    () => joined(pick(draw, frames), random(1 + draw(40))),
    () => pick(draw, foreign)[1],
    () => flipped(pick(draw, foreign.slice(0, 9))[1], draw, 1 + draw(8)),
    () => otherNetwork(pick(draw, frames), random(4)),
    () => joined(bytesOfHex('0e6b'), random(1), pick(draw, frames).subarray(3)),
    () => writeBundle(Array.from({ length: 1 + draw(4) }, () => flipped(pick(draw, frames), draw, 40))),
    () => truncated(writeBundle([pick(draw, frames), pick(draw, frames)]), draw),
    () => joined(bytesOfHex('0e6d'), random(draw(60))),
  ]
  return () => pick(draw, makers)()
}

function pick<T>(draw: Draw, choices: readonly T[]): T {
  const choice = choices[draw(choices.length)]
  if (choice === undefined) throw new Error('there is nothing to choose from')
  return choice
}

/** The same frame in another network, with hardly a chance that it is ours. */
function otherNetwork(frame: Uint8Array, networkId: Uint8Array): Uint8Array {
  return joined(frame.subarray(0, 3), networkId, frame.subarray(7))
}

function truncated(bytes: Uint8Array, draw: Draw): Uint8Array {
  return bytes.slice(0, draw(bytes.length))
}

function flipped(bytes: Uint8Array, draw: Draw, flips: number): Uint8Array {
  const copy = new Uint8Array(bytes)
  for (let i = 0; i < flips && copy.length > 0; i++) {
    const at = draw(copy.length)
    copy[at] = (copy[at] ?? 0) ^ (1 << draw(8))
  }
  return copy
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts))
}

/** What is wrong with all that is in a datagram; undefined when anything in it can be understood. */
export function faultsOf(bytes: Uint8Array): string[] | undefined {
  const frames = isBundle(bytes) ? readBundle(bytes) : [bytes]
  if (typeof frames === 'string') return [frames]
  const faults = frames.map((frame) => codec.decode(frame))
  return faults.every((fault) => typeof fault === 'string') ? faults : undefined
}
