/** A process of a flood: the victim, an honest sender, or the attacker, as it is told. */

import { framed } from '@kadkit/framing'
import { UdpTransport } from '@kadkit/transport-udp'
import { sampleOf } from '../processes/sample.ts'
import { attack } from './attack.ts'
import { Ledger } from './ledger.ts'
import type { FloodOrder, FloodReport, Look } from './said.ts'

const BYTES = 64 * 2 ** 10
const LOOK_EVERY_MS = 20

const say = (report: FloodReport): void => void process.send?.(report)
let look: () => Look = () => {
  throw new Error('only a victim can be looked at')
}

process.on('message', (order: FloodOrder) => void carryOut(order))
say({ type: 'ready' })

async function carryOut(order: FloodOrder): Promise<void> {
  switch (order.type) {
    case 'victim':
      say({ type: 'listening', port: await listen() })
      break
    case 'honest':
      await sendHonestly(order)
      say({ type: 'sent', count: order.count })
      break
    case 'attack': {
      const begun = performance.now()
      const frames = await attack(order.port, order.ms, order.seed)
      say({ type: 'attacked', frames, ms: performance.now() - begun, begun })
      break
    }
    case 'look':
      say(look())
      break
    case 'end':
      say({ type: 'ended' })
      process.exit(0)
  }
}

async function listen(): Promise<number> {
  const ledger = new Ledger(new UdpTransport({ host: '127.0.0.1' }))
  const transport = framed(ledger)
  let [delivered, mostBytes, mostRss] = [0, 0, 0]
  const address = await transport.open({
    receive: (_, message) => {
      if (message.length === BYTES) delivered++
    },
  })
  setInterval(() => {
    mostBytes = Math.max(mostBytes, transport.stats().assembling.bytes)
    mostRss = Math.max(mostRss, process.memoryUsage.rss())
  }, LOOK_EVERY_MS)
  look = () => {
    const { messages, bytes, bytesPeak } = transport.stats().assembling
    const assembling = { messages, bytes, mostBytes: Math.max(mostBytes, bytesPeak) }
    const { received, amplified } = ledger
    const rss = process.memoryUsage.rss()
    const looked = { delivered, assembling, rss, mostRss, received, amplified }
    ;[delivered, mostBytes, mostRss] = [0, 0, 0]
    return { type: 'looked', ...looked }
  }
  return Number(address.split(':')[1])
}

async function sendHonestly({ port, everyMs, count }: FloodOrder & { type: 'honest' }): Promise<void> {
  const transport = framed(new UdpTransport({ host: '127.0.0.1' }))
  await transport.open({ receive: () => {} })
  for (let i = 0; i < count; i++) {
    transport.send(`127.0.0.1:${port}`, sampleOf(i, BYTES))
    await new Promise<void>((resolve) => setTimeout(resolve, everyMs))
  }
  // As long as a message may take.
  for (let waits = 0; waits < 150 && transport.stats().held.messages > 0; waits++) {
    await new Promise<void>((resolve) => setTimeout(resolve, 100))
  }
  await transport.close()
}
