import { expect, test } from 'vitest'
import { encodeFrame } from '../src/frame-writer.ts'
import {
  type Datagram,
  type End,
  type Fate,
  sameBytes,
  seeded,
  seededBytes,
  VirtualPath,
} from './virtual-path.ts'

// SCHEDULES=100000 in the environment makes this the long run; with FIRST_SCHEDULE it begins elsewhere.
const SCHEDULES = Number(process.env.SCHEDULES ?? 400)
const FIRST = Number(process.env.FIRST_SCHEDULE ?? 0)

/** Longer than any datagram here, so that it has a digest. */
const LONG = 556

interface Sent {
  readonly from: string
  readonly to: string
  readonly bytes: Uint8Array
  delivered: number
}

interface Outcome {
  readonly wrong: number
  readonly twice: number
  readonly missing: number
  readonly sent: number
  readonly delivered: number
  readonly fates: Readonly<Record<string, number>>
  readonly left: number
}

/**
 * A path that loses, doubles and delays by chance. A fair one never loses two datagrams of one kind and direction in a
 * row, so that whatever is repeated gets through; over it, every message that nobody tampered with must arrive.
 */
function randomFate(draw: () => number, fair: boolean): Fate {
  const loss = draw() * (fair ? 0.45 : 0.8)
  const twice = draw() * 0.2
  const [delayMs, jitterMs] = [draw() * 60, draw() < 0.5 ? 0 : draw() * 60]
  const lostLast = new Set<string>()
  return ({ from, to, bytes }) => {
    const kind = `${from} ${to} ${bytes[2] ?? ''}`
    if (draw() < loss && !(fair && lostLast.has(kind))) {
      lostLast.add(kind)
      return []
    }
    lostLast.delete(kind)
    const delay = () => delayMs + draw() * jitterMs
    return draw() < twice ? [delay(), delay()] : [delay()]
  }
}

/** What a forger on the path does to a datagram: something near it, in the same name or another's. */
function forged(draw: () => number, { from, to, bytes }: Datagram): Datagram {
  const copy = new Uint8Array(bytes)
  const spots = 1 + Math.floor(draw() * 3)
  for (let i = 0; i < spots; i++) copy[Math.floor(draw() ** 2 * copy.length)] = Math.floor(draw() * 256)
  if (draw() < 0.2) return { from: 'mallory', to, bytes: copy }
  if (draw() < 0.1) return { from: to, to: from, bytes: draw() < 0.5 ? bytes : copy }
  return { from, to, bytes: draw() < 0.1 ? copy.subarray(0, Math.floor(draw() * copy.length)) : copy }
}

function play(seed: number): Outcome {
  const draw = seeded(seed)
  const [fair, tampered] = [draw() < 0.6, draw() < 0.35]
  const path = new VirtualPath(draw, randomFate(draw, fair))
  const options = { datagramBytes: 256 + Math.floor(draw() * 300), maxMessageBytes: 60_000, graceMs: 60_000 }
  const ends = ['a', 'b', 'c'].map((name) => path.end(name, options))
  if (tampered) {
    path.watch = (datagram) => {
      if (draw() < 0.05)
        path.clock.schedule(path.clock.now() + draw() * 100, () => path.arrive(forged(draw, datagram)))
    }
  }
  // they have heard of each other before: so much credit that heads are repeated
  for (const end of ends)
    for (const peer of ends) end.framer.receive(path.clock.now(), peer.address, new Uint8Array(1_000))
  for (const end of ends) end.inbox.length = 0
  const sent = sendSome(draw, path, ends)
  path.runOut()
  return judge(path, ends, sent, fair && !tampered)
}

function sendSome(draw: () => number, path: VirtualPath, ends: readonly End[]): Sent[] {
  const random = seededBytes(draw)
  return Array.from({ length: 1 + Math.floor(draw() * 4) }, () => {
    const [from, to] = [ends[Math.floor(draw() * 3)], ends[Math.floor(draw() * 3)]]
    if (from === undefined || to === undefined) throw new Error('no such end')
    const bytes = random(1 + Math.floor(draw() ** 4 * 30_000))
    if (draw() < 0.1)
      bytes.set(
        encodeFrame({ type: 'head', id: '12345678', length: 9, chunkBytes: 999 }).subarray(0, bytes.length),
      )
    path.clock.schedule(path.clock.now() + draw() * 200, () => from.send(to.address, bytes))
    return { from: from.address, to: to.address, bytes, delivered: 0 }
  })
}

function judge(path: VirtualPath, ends: readonly End[], sent: readonly Sent[], all: boolean): Outcome {
  let wrong = 0
  const fates: Record<string, number> = {}
  for (const end of ends) {
    for (const { from, message } of end.inbox) {
      const meant = sent.find(
        (one) => one.from === from && one.to === end.address && sameBytes(one.bytes, message),
      )
      if (meant !== undefined) meant.delivered++
      // what bears no header has no digest either: a forger may say short messages in anybody's name
      else if (all || message.length > LONG) wrong++
    }
    const { incoming, received, datagrams, assembling, held } = end.framer.stats()
    for (const [fate, count] of Object.entries(incoming)) fates[fate] = (fates[fate] ?? 0) + count
    expect(Object.values(datagrams).reduce((a, b) => a + b, 0)).toBe(received)
    expect([assembling.messages, assembling.bytes, held.messages, held.bytes]).toEqual([0, 0, 0, 0])
  }
  return {
    wrong,
    twice: sent.filter((one) => one.bytes.length > LONG && one.delivered > 1).length,
    missing: all ? sent.filter((one) => one.bytes.length > LONG && one.delivered === 0).length : 0,
    sent: sent.length,
    delivered: sent.filter((one) => one.delivered > 0).length,
    fates,
    left: path.clock.pending,
  }
}

test(`in ${SCHEDULES} schedules of loss, copies, disorder, delay and forgery nothing wrong is delivered, nothing twice, and all that can be is`, () => {
  const sums = { wrong: 0, twice: 0, missing: 0, sent: 0, delivered: 0, left: 0 }
  const fates: Record<string, number> = {}
  const bad: number[] = []
  for (let seed = FIRST; seed < FIRST + SCHEDULES; seed++) {
    const outcome = play(seed)
    for (const name of ['wrong', 'twice', 'missing', 'sent', 'delivered', 'left'] as const)
      sums[name] += outcome[name]
    for (const [fate, count] of Object.entries(outcome.fates)) fates[fate] = (fates[fate] ?? 0) + count
    if (outcome.wrong + outcome.twice + outcome.missing + outcome.left > 0) bad.push(seed)
  }
  if (process.env.SCHEDULES !== undefined) console.log(JSON.stringify({ sums, fates }))
  expect(bad).toEqual([])
  // the schedules are not tame: things went wrong, and were noticed
  expect(fates.conflict).toBeGreaterThan(0)
  expect(fates.delivered).toBeGreaterThan(SCHEDULES / 2)
}, 3_600_000)
