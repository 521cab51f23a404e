/** Round trips between two processes, beside an echo of bare `node:dgram` with packets of the same length. */

import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import type { Sockets } from '../systems/sockets.ts'
import type { System } from '../systems/system.ts'
import type { Phases } from './bench.ts'

const AT_ONCE = 64
/** Some systems are half as fast until the compiler has seen what they do often. */
const WARM_UP_MS = 2_000

/** Where the other process listens: its node of the system, and its echo. */
export interface Other {
  readonly node: string
  readonly echoPort: number
}

/** One node, and an echo, that wait to be pinged. */
export async function beOther(system: System): Promise<Other> {
  const echo = createSocket('udp4')
  echo.on('message', (message, { port, address }) => echo.send(message, port, address))
  echo.bind(0, '127.0.0.1')
  await once(echo, 'listening')
  await system.start(1)
  return { node: system.address(0), echoPort: echo.address().port }
}

/** Pings the node, then the echo, then the node again and the echo again, for so long each. */
export async function pings(
  system: System,
  { traffic }: Sockets,
  other: Other,
  forMs: number,
  phases: Phases,
): Promise<void> {
  await system.start(1)
  const ping = () => system.ping(0, other.node)
  // Gets acquainted, and is compiled.
  await ping()
  await loop(AT_ONCE, WARM_UP_MS, ping)
  const before = { ...traffic }
  const first = await loop(AT_ONCE, forMs, ping)
  const packets = (traffic.packets - before.packets) / first.done
  const writes = (traffic.writes - before.writes) / first.done
  const bytes = traffic.bytes - before.bytes + traffic.writtenBytes - before.writtenBytes
  const length = Math.max(1, Math.round(bytes / first.done))
  await using raw = await rawEcho(other.echoPort, Math.min(length, 1_400))
  await loop(AT_ONCE, WARM_UP_MS, raw.trip)
  const echo = await loop(AT_ONCE, forMs, raw.trip)
  const again = await loop(AT_ONCE, forMs, ping)
  const echoAgain = await loop(AT_ONCE, forMs, raw.trip)
  const aSecond = (first.aSecond + again.aSecond) / 2
  const limit = (echo.aSecond + echoAgain.aSecond) / 2
  phases.also('ping', {
    'a second': aSecond,
    'cpu ms': (first.cpuMs + again.cpuMs) / 2,
    bytes: length,
    ...(packets > 0 && { packets }),
    ...(writes > 0 && { writes }),
    'echo a second': limit,
    'of the echo': (100 * aSecond) / limit,
  })
}

export interface Loop {
  readonly done: number
  readonly aSecond: number
  readonly cpuMs: number
}

/** Runs something again and again for so long, so many at once. */
export async function loop(atOnce: number, forMs: number, run: () => Promise<void>): Promise<Loop> {
  let done = 0
  const cpuBefore = process.cpuUsage()
  const begun = performance.now()
  const lane = async () => {
    while (performance.now() - begun < forMs) {
      await run()
      done++
    }
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  const { user, system } = process.cpuUsage(cpuBefore)
  return {
    done,
    aSecond: done / ((performance.now() - begun) / 1_000),
    cpuMs: (user + system) / 1_000 / done,
  }
}

/** Sends packets of one length, and resolves one trip for each that comes back, in their order. */
async function rawEcho(port: number, length: number): Promise<AsyncDisposable & { trip(): Promise<void> }> {
  const socket = createSocket('udp4')
  const waiting: (() => void)[] = []
  socket.on('message', () => waiting.shift()?.())
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const packet = Buffer.alloc(length, 7)
  return {
    trip: () =>
      new Promise((resolve) => {
        waiting.push(resolve)
        socket.send(packet, port, '127.0.0.1')
      }),
    async [Symbol.asyncDispose]() {
      socket.close()
    },
  }
}
