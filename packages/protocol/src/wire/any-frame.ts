/** Any frame that is right by the schema. */

import { Key } from '@kadkit/key'
import { Reader } from 'protobufjs/minimal.js'
import { kadkit } from '#wire'
import type { FrameFault } from './frame-fault.ts'
import { HEADER_BYTES } from './frame-header.ts'
import { hexOfBytes } from './hex.ts'
import { isKey } from './key-bytes.ts'
import { isRequest, type Message } from './message.ts'
import { readBody } from './read-body.ts'
import { MAX_ATTEMPT, REQUEST_ID_BYTES } from './sizes.ts'

/** The message of a frame whose header has been looked at, or what is wrong with it. @throws what protobuf throws */
export function readAnyFrame(bytes: Uint8Array): Message | FrameFault {
  const reader = new Reader(bytes)
  reader.pos = HEADER_BYTES
  const frame = kadkit.Frame.decode(reader)
  const { requestId, sender, attempt, client } = frame
  if (requestId.length !== REQUEST_ID_BYTES || !isKey(sender) || attempt > MAX_ATTEMPT) return 'invalid'
  const body = readBody(frame)
  if (typeof body === 'string') return body
  const message = { id: hexOfBytes(requestId), attempt, sender: Key.fromBytes(sender), body }
  return client && isRequest(body) ? { ...message, client } : message
}
