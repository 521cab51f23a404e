/** What the processes of a flood are told, and say. */

export type FloodOrder =
  | { readonly type: 'victim' }
  | { readonly type: 'honest'; readonly port: number; readonly everyMs: number; readonly count: number }
  | { readonly type: 'attack'; readonly port: number; readonly ms: number; readonly seed: number }
  /** From now on, what is the most; and what is it now? */
  | { readonly type: 'look' }
  | { readonly type: 'end' }

/** What a victim has seen since it was last asked. */
export interface Look {
  readonly type: 'looked'
  /** Of the messages that it got, how many were honest. */
  readonly delivered: number
  readonly assembling: { readonly messages: number; readonly bytes: number; readonly mostBytes: number }
  /** RSS in bytes, now and at most. */
  readonly rss: number
  readonly mostRss: number
  readonly received: number
  /** Addresses that had been sent more bytes than had come from them, before they had proven anything. */
  readonly amplified: number
}

export type FloodReport =
  | { readonly type: 'ready' }
  | { readonly type: 'listening'; readonly port: number }
  | { readonly type: 'sent'; readonly count: number }
  | { readonly type: 'attacked'; readonly frames: number; readonly ms: number; readonly begun: number }
  | Look
  | { readonly type: 'ended' }
