/** What nodes say to each other. */

import type { Key } from '@kadkit/key'
import type { Contact } from '@kadkit/routing'
import type { Publication } from './publication.ts'

/** The 128 random bits that tie a reply to its request, as 32 lower-case hex digits. */
export type RequestId = string

/** Kademlia's four requests (paper, section 2.3), one for long values, and one that spares sending them. */
export type Request =
  /** Are you there? */
  | { readonly type: 'ping' }
  /**
   * Keep this value for so many seconds. `cached`: a copy beside a lookup's path, not one of the k replicas. `nodes`:
   * answer with the contacts nearest to `key` besides, as to `find-node`; by default it is not so.
   */
  | {
      readonly type: 'store'
      readonly key: Key
      readonly value: Uint8Array
      readonly ttlSeconds: number
      readonly cached: boolean
      readonly publication: Publication
      readonly nodes?: boolean
    }
  /** The same without the value: who holds this publication keeps it for so long, who would keep it answers `wanted`. */
  | {
      readonly type: 'offer'
      readonly key: Key
      readonly valueBytes: number
      readonly ttlSeconds: number
      readonly publication: Publication
    }
  /** Which contacts do you know nearest to `target`? */
  | { readonly type: 'find-node'; readonly target: Key }
  /** The value of `key`, or how long it is if it is long; or else the contacts nearest to it. */
  | { readonly type: 'find-value'; readonly key: Key }
  /** The value of `key`, however long it is: nobody is sent a long value who has not asked for just that. */
  | { readonly type: 'fetch'; readonly key: Key }

/** The greatest age that a list of contacts can tell, in seconds: it stands for itself and all beyond. */
export const MAX_AGE_SECONDS = 65_535

/** A contact that another node vouches for, and how long ago that node last had an answer from it. */
export interface ListedContact extends Contact {
  /** Milliseconds, in whole seconds, at most {@link MAX_AGE_SECONDS} of them. */
  readonly ageMs: number
}

/** Why a node did not do what it was asked. */
export type Refusal =
  /** No room for another value. */
  | 'full'
  /** Too much at once. */
  | 'busy'
  /** Its storage failed. */
  | 'failed'
  /** The value is longer than it takes. */
  | 'too-large'
  /** It does not hold the value that was to be fetched. */
  | 'absent'
  /** It holds a newer publication of this key. */
  | 'outdated'

/** What answers a request. */
export type Reply =
  | { readonly type: 'pong' }
  | { readonly type: 'stored' }
  /** Send the value that was offered. */
  | { readonly type: 'wanted' }
  /** `stored`: what has become of the value of a `store` that asked for nodes, which is no answer without it. */
  | {
      readonly type: 'nodes'
      readonly contacts: readonly ListedContact[]
      readonly stored?: true | Refusal
    }
  | {
      readonly type: 'value'
      readonly value: Uint8Array
      readonly ttlSeconds: number
      readonly publication: Publication
    }
  /** There is a value, of so many bytes: `fetch` it. */
  | {
      readonly type: 'held'
      readonly valueBytes: number
      readonly ttlSeconds: number
      readonly publication: Publication
    }
  | { readonly type: 'refused'; readonly refusal: Refusal }

/** One message: who says it, to which exchange it belongs, and what is said. */
export interface Message {
  readonly id: RequestId
  /** Which try of its request this is, 0 to 255. A reply repeats it, so that its round trip can be told from a retry's. */
  readonly attempt: number
  /** The key of the node that says it. Proven only by a reply: its sender has read the request at that address. */
  readonly sender: Key
  /** Of a request: whoever asks is a client, who answers no requests. By default it is not so. */
  readonly client?: boolean
  readonly body: Request | Reply
}

export type MessageType = Message['body']['type']

/** Whether a body asks or answers. */
export function isRequest(body: Request | Reply): body is Request {
  switch (body.type) {
    case 'ping':
    case 'store':
    case 'find-node':
    case 'find-value':
    case 'fetch':
    case 'offer':
      return true
    default:
      return false
  }
}
