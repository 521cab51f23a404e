/** A peer that keeps no rules: it says what a test lets it say, and remembers all that it is told. */

import { createHash } from 'node:crypto'
import type { DataFrame, Facts, Frame, MessageId, STOP_REASONS } from '../src/frame.ts'
import { decodeFrame } from '../src/frame-reader.ts'
import { encodeFrame } from '../src/frame-writer.ts'
import type { VirtualPath } from './virtual-path.ts'

export class RawPeer {
  readonly address: string
  readonly heard: Frame[] = []
  readonly #path: VirtualPath
  readonly #to: string
  /** Called with each frame that it hears. */
  answer: (frame: Frame) => void = () => {}

  constructor(path: VirtualPath, address: string, to: string) {
    this.address = address
    this.#path = path
    this.#to = to
    path.listen(address, ({ bytes }) => {
      const frame = decodeFrame(bytes)
      if (typeof frame === 'string') return
      this.heard.push(frame.type === 'data' ? { ...frame, bytes: new Uint8Array(frame.bytes) } : frame)
      this.answer(frame)
    })
  }

  say(frame: Frame): void {
    this.bytes(encodeFrame(frame))
  }

  bytes(bytes: Uint8Array): void {
    this.#path.carry({ from: this.address, to: this.#to, bytes })
  }

  /** All frames of one type that it heard. */
  all<Type extends Frame['type']>(type: Type): readonly Extract<Frame, { type: Type }>[] {
    return this.heard.filter((frame): frame is Extract<Frame, { type: Type }> => frame.type === type)
  }

  /** The reasons of the stops that it heard. */
  get stops(): readonly (typeof STOP_REASONS)[number][] {
    return this.all('stop').map(({ reason }) => reason)
  }

  /** Announces `message` and proves its address, but sends no chunk. Gives the first serial. */
  open(id: MessageId, message: Uint8Array, chunkBytes = 1_000, digest: Uint8Array = sha256(message)): number {
    const facts: Facts = { length: message.length, chunkBytes }
    this.say({ type: 'head', id, ...facts })
    this.#path.run(25)
    const token = this.all('ask').findLast((ask) => ask.id === id)?.token
    if (token === undefined) throw new Error('the head was not answered')
    this.say({ type: 'open', id, ...facts, token, digest })
    this.#path.run(25)
    return token
  }
}

/** Chunk `chunk` of a message. */
export function chunkOf(
  message: Uint8Array,
  id: MessageId,
  serial: number,
  chunk: number,
  chunkBytes = 1_000,
): DataFrame {
  const bytes = message.slice(chunk * chunkBytes, (chunk + 1) * chunkBytes)
  return { type: 'data', id, serial, chunk, bytes }
}

export function sha256(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha256').update(bytes).digest())
}
