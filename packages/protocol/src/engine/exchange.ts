/** A request under way, and what is remembered of it when it has ended. */

import type { Request, RequestId } from '../wire/message.ts'
import type { Asker, Peer } from './asker.ts'
import type { Due } from './timetable.ts'

export interface Exchange extends Due {
  readonly id: RequestId
  /** The how-manieth of all. */
  readonly order: number
  readonly peer: Peer
  readonly request: Request
  /** Undefined once it has the answer. */
  asker: Asker | undefined
  readonly sentAt: number
  /** When it was sent again. */
  resentAt: number[] | undefined
  timeoutMs: number
  /** When the last try has had its time. It may be due before, to be hedged. */
  endsAt: number
  state: 'waiting' | 'answered' | 'failed'
  /** From when on a reply is unsolicited. */
  forgottenAt: number
  /** Its asker was told that it takes longer than usual. */
  slow: boolean
  /** The last try's deadline was moved because we came late to it, which happens once a try. */
  excused: boolean
  /** The next one of its chain in `Exchanges`. */
  next: Exchange | undefined
}

/** How many times it was sent again. */
export function retriesOf({ resentAt }: Exchange): number {
  return resentAt === undefined ? 0 : resentAt.length
}

/** When this attempt was sent; undefined when it was not. */
export function sentAtOf({ sentAt, resentAt }: Exchange, attempt: number): number | undefined {
  return attempt === 0 ? sentAt : resentAt?.[attempt - 1]
}
