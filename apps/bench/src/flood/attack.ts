/** Forged heads from ten thousand addresses, and messages that stop in the middle from some of them. */

import { createSocket, type Socket } from 'node:dgram'
import { seededRandomBytes } from '@kadkit/key'

const SOURCES = 10_000
const FRAMES_A_SECOND = 100_000
/** Those who go on after their head, and fall silent then. */
const STALLERS = 300
const CLAIMED_BYTES = 16 * 2 ** 20
const CHUNK_BYTES = 1_173
const CHUNKS = 10
const TICK_MS = 5
const HEAD_BYTES = 25

/** Attacks the port for so long; gives how many heads it has sent. */
export async function attack(port: number, ms: number, seed: number): Promise<number> {
  const sockets = await Promise.all(Array.from({ length: SOURCES }, (_, i) => source(port, i < STALLERS)))
  const random = seededRandomBytes(seed)
  const begun = performance.now()
  let frames = 0
  while (performance.now() - begun < ms) {
    const due = Math.floor(((performance.now() - begun) / 1_000) * FRAMES_A_SECOND)
    const ids = random(16 * 256)
    for (let i = 0; i < 4_000 && frames < due; i++) {
      sockets[frames % SOURCES]?.send(head(ids, (16 * i) % (16 * 255)), port, '127.0.0.1')
      frames++
    }
    await new Promise<void>((resolve) => setTimeout(resolve, TICK_MS))
  }
  for (const socket of sockets) socket.close()
  return frames
}

let counter = 0

function head(ids: Uint8Array, offset: number): Buffer {
  const frame = Buffer.alloc(HEAD_BYTES)
  frame.set([0x0e, 0x66, 0x11])
  frame.set(ids.subarray(offset, offset + 16), 3)
  frame.writeUInt32BE(++counter, 3)
  frame.writeUInt32BE(CLAIMED_BYTES, 19)
  frame.writeUInt16BE(CHUNK_BYTES, 23)
  return frame
}

function source(port: number, stalls: boolean): Promise<Socket> {
  const socket = createSocket('udp4')
  // Nobody reads the answers to a forged address.
  if (stalls) socket.on('message', (frame) => goOn(socket, port, frame))
  return new Promise((resolve) => socket.bind(0, '127.0.0.1', () => resolve(socket)))
}

/** Gives the token back and the first chunks, as an honest sender does, and then nothing more. */
function goOn(socket: Socket, port: number, ask: Buffer): void {
  if (ask[2] !== 0x12) return
  const open = Buffer.alloc(61)
  open.set([0x0e, 0x66, 0x13])
  ask.copy(open, 3, 3, 19)
  open.writeUInt32BE(CLAIMED_BYTES, 19)
  open.writeUInt16BE(CHUNK_BYTES, 23)
  ask.copy(open, 25, 19, 23)
  socket.send(open, port, '127.0.0.1')
  for (let chunk = 0; chunk < CHUNKS; chunk++) {
    const data = Buffer.alloc(27 + CHUNK_BYTES)
    data.set([0x0e, 0x66, 0x15])
    ask.copy(data, 3, 3, 19)
    ask.copy(data, 19, 19, 23)
    data.writeUInt32BE(chunk, 23)
    socket.send(data, port, '127.0.0.1')
  }
}
