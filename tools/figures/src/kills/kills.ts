/** What is left when whole nodes are killed: processes over UDP, with a storage on disk. */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createNode, type KademliaNode } from '@kadkit/dht'
import { type Key, type RandomBytes, randomKey, seededRandomBytes } from '@kadkit/key'
import { encodeRecord } from '@kadkit/protocol'
import { openLevelStorage } from '@kadkit/storage-level'
import { UdpTransport } from '@kadkit/transport-udp'
import { nth } from '../network.ts'
import { quantile } from '../quantile.ts'
import { Victim } from './victim-process.ts'

const HELD = 100_000
const VALUE_BYTES = 1_000
/** Stores under way at once, so that a kill always strikes some. */
const WIDTH = 16
/** Of what was acknowledged in earlier lives, so much is looked at after each kill; everything at the end. */
const SAMPLE = 200
const DAY_MS = 86_400_000
const ASK_EVERY_MS = 100

interface Totals {
  acknowledged: number
  lost: number
  wrong: number
  reportedLost: number
}

/** A node that holds 100,000 values of 1,000 bytes, killed so often at random moments while more are stored on it. */
export async function killedHolder(count: number, seed: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kadkit-kills-'))
  const random = seededRandomBytes(seed)
  const client = await udpClient()
  const totals: Totals = { acknowledged: 0, lost: 0, wrong: 0, reportedLost: 0 }
  const startMs: number[] = []
  try {
    const kept = await fill(folder, random)
    let victim = await Victim.start(folder)
    for (let i = 0; i < count; i++) {
      const fresh = await storeUntilKilled(client, victim, random)
      totals.acknowledged += fresh.length
      const { address } = victim.served
      const [restarted, ms] = await Promise.all([
        Victim.start(folder, victim.port),
        untilServed(client, address, nth(kept, i)),
      ])
      victim = restarted
      totals.reportedLost += victim.served.lost
      startMs.push(ms)
      await check(client, victim, [...fresh, ...sample(kept, random)], totals)
      kept.push(...fresh)
    }
    await check(client, victim, kept, totals)
    await victim.kill()
    const { acknowledged, lost, wrong, reportedLost } = totals
    const [median, most] = [quantile(startMs, 0.5), Math.max(...startMs)].map(Math.round)
    return `${count} kills, ${acknowledged} acknowledged besides ${HELD}: ${lost} lost, ${wrong} wrong, ${reportedLost} reported lost; serving again after ${median} ms, at most ${most} ms, the start of its process included`
  } finally {
    await client.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Ten nodes in ten processes, killed together and started again without a bootstrap address. */
export async function killedNetwork(values: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kadkit-ten-'))
  const client = await udpClient()
  try {
    const folders = Array.from({ length: 10 }, (_, i) => join(folder, String(i)))
    const victims: Victim[] = []
    for (const each of folders) victims.push(await Victim.start(each, 0, victims[0]?.served.address))
    await client.join(victims.map(({ served }) => served.address))
    for (let i = 0; i < values; i++) await client.put(`key ${i}`, `value ${i}`)
    // The tables are written down ten seconds after the first contact.
    await new Promise((resolve) => setTimeout(resolve, 11_000))
    await Promise.all(victims.map((victim) => victim.kill()))
    const again = await Promise.all(folders.map((each, i) => Victim.start(each, victims[i]?.port)))
    const seen = await Promise.all(again.map(({ served }) => servesAll(served.address, values)))
    const knows = await Promise.all(
      again.map(({ served }) => client.rpc.findNode(served.address, client.self.key)),
    )
    const contacts = Math.min(...knows.map((list) => list?.length ?? 0))
    await Promise.all(again.map((victim) => victim.kill()))
    return `${values} values; each of the ten gives ${Math.min(...seen)} to ${Math.max(...seen)} of them, and lists at least ${contacts} others`
  } finally {
    await client.close()
    await rm(folder, { recursive: true, force: true })
  }
}

function udpClient(): Promise<KademliaNode> {
  return createNode({ transport: new UdpTransport({ host: '127.0.0.1' }), mode: 'client' })
}

/** How many values a client gets that knows this node alone. */
async function servesAll(address: string, values: number): Promise<number> {
  await using reader = await createNode({
    transport: new UdpTransport({ host: '127.0.0.1' }),
    bootstrap: [address],
    mode: 'client',
  })
  let seen = 0
  for (let i = 0; i < values; i++) if ((await reader.get(`key ${i}`))?.text() === `value ${i}`) seen++
  return seen
}

/** Values of which each byte follows from the key. */
function bytesFor(key: Key): Uint8Array {
  const bytes = key.toBytes()
  return Uint8Array.from({ length: VALUE_BYTES }, (_, i) => (bytes[i % bytes.length] ?? 0) ^ i)
}

/** Puts what it is to hold into its storage, as if it had held it for long. */
async function fill(folder: string, random: RandomBytes): Promise<Key[]> {
  const storage = await openLevelStorage(folder, { sync: 'os' })
  const keys = Array.from({ length: HELD }, () => randomKey(random))
  const publisher = randomKey(random)
  const expiresAt = Date.now() + DAY_MS
  for (let i = 0; i < keys.length; i += 1_000) {
    await Promise.all(
      keys.slice(i, i + 1_000).map((key) => {
        const publication = { publisher, version: 1 }
        const record = { key, value: bytesFor(key), expiresAt, cached: false, publication }
        return storage.put(`value/${key.toHex()}`, encodeRecord(record))
      }),
    )
  }
  await storage.close()
  return keys
}

/** Stores values on it until it dies, at a random moment; returns the keys of those that it has acknowledged. */
async function storeUntilKilled(client: KademliaNode, victim: Victim, random: RandomBytes): Promise<Key[]> {
  const acknowledged: Key[] = []
  const controller = new AbortController()
  const { address } = victim.served
  const store = async () => {
    while (!controller.signal.aborted) {
      const key = randomKey(random)
      const options = { ttlMs: DAY_MS, signal: controller.signal }
      const isStored = await client.rpc.store(address, key, bytesFor(key), options).catch(() => false)
      if (isStored) acknowledged.push(key)
    }
  }
  const stores = Array.from({ length: WIDTH }, store)
  const [drawn = 0] = random(1)
  await new Promise((resolve) => setTimeout(resolve, 50 + 2 * drawn))
  await victim.kill()
  controller.abort()
  await Promise.all(stores)
  return acknowledged
}

/**
 * How long it takes, from now on, until the node at this address gives a value that it holds. It is asked anew all the
 * time, and what it was asked before is not taken back: it may answer that first.
 */
async function untilServed(client: KademliaNode, address: string, key: Key): Promise<number> {
  const from = performance.now()
  const answered = new AbortController()
  let servedAt: number | undefined
  const ask = async () => {
    const found = await client.rpc.findValue(address, key, { signal: answered.signal }).catch(() => undefined)
    if (found?.type === 'value') servedAt ??= performance.now()
  }
  const asked: Promise<void>[] = []
  while (servedAt === undefined && performance.now() - from < 60_000) {
    asked.push(ask())
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS))
  }
  answered.abort()
  await Promise.all(asked)
  if (servedAt === undefined) throw new Error('a victim does not serve for a minute')
  return servedAt - from
}

async function check(
  client: KademliaNode,
  victim: Victim,
  keys: readonly Key[],
  totals: Totals,
): Promise<void> {
  const queue = keys.values()
  const look = async () => {
    for (const key of queue) {
      // On a busy machine it may be late.
      const ask = () => client.rpc.findValue(victim.served.address, key)
      const found = (await ask()) ?? (await ask())
      if (found?.type !== 'value') totals.lost++
      else if (!Buffer.from(found.value.bytes).equals(bytesFor(key))) totals.wrong++
    }
  }
  await Promise.all(Array.from({ length: WIDTH }, look))
}

function sample<T>(items: readonly T[], random: RandomBytes): T[] {
  const drawn = new DataView(random(4 * SAMPLE).buffer)
  return Array.from({ length: SAMPLE }, (_, i) => items[drawn.getUint32(4 * i) % items.length] as T)
}
