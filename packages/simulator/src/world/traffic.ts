/** What was sent: messages and bytes, of each type. */

import type { Message, MessageType } from '@kadkit/protocol'

/** What was sent of one type, or in all. */
export interface Sent {
  readonly messages: number
  /** The length of the frames: what the transport is given, without the headers of IP and UDP. */
  readonly bytes: number
  /**
   * The bytes by the rule of Li et al. (INFOCOM 2005), which makes different DHTs comparable: 20 for a message, and 4
   * for each id and each address in it. An age, which theirs do not have, counts 1.
   */
  readonly pvcBytes: number
}

const TYPES: readonly MessageType[] = [
  'ping',
  'store',
  'find-node',
  'find-value',
  'fetch',
  'offer',
  'pong',
  'stored',
  'wanted',
  'nodes',
  'value',
  'held',
  'refused',
]

const indexOf: ReadonlyMap<MessageType, number> = new Map(TYPES.map((type, index) => [type, index]))
/** Numbers kept for each type: those of {@link Sent}. */
const FIELDS = 3

/** A count for each type of message, in one small array: there is one for each of a hundred thousand nodes. */
export class Traffic {
  readonly #sums = new Float64Array(TYPES.length * FIELDS)

  /** Counts a message of so many bytes. */
  count(message: Message, bytes: number): void {
    const at = FIELDS * (indexOf.get(message.body.type) ?? 0)
    const sums = this.#sums
    sums[at] = (sums[at] ?? 0) + 1
    sums[at + 1] = (sums[at + 1] ?? 0) + bytes
    sums[at + 2] = (sums[at + 2] ?? 0) + pvcBytes(message)
  }

  /** What was sent of one type. */
  of(type: MessageType): Sent {
    const at = FIELDS * (indexOf.get(type) ?? 0)
    const [messages = 0, bytes = 0, pvc = 0] = this.#sums.subarray(at, at + FIELDS)
    return { messages, bytes, pvcBytes: pvc }
  }

  /** What was sent in all. */
  get sum(): Sent {
    return TYPES.map((type) => this.of(type)).reduce((sum, { messages, bytes, pvcBytes: pvc }) => ({
      messages: sum.messages + messages,
      bytes: sum.bytes + bytes,
      pvcBytes: sum.pvcBytes + pvc,
    }))
  }

  /** What was sent of each type that was sent at all. */
  byType(): Partial<Record<MessageType, Sent>> {
    return Object.fromEntries(
      TYPES.map((type) => [type, this.of(type)] as const).filter(([, { messages }]) => messages > 0),
    )
  }
}

/** The length of a message by the rule of Li et al.: see {@link Sent}. */
export function pvcBytes({ body }: Message): number {
  const header = 20
  switch (body.type) {
    case 'find-node':
    case 'find-value':
    case 'fetch':
    case 'offer':
      return header + 4
    case 'store':
      return header + 4 + body.value.length
    case 'value':
      return header + body.value.length
    case 'nodes':
      return header + 9 * body.contacts.length
    default:
      return header
  }
}
