/** How long the frame of a message is, without encoding it. */

import { KEY_BYTES } from '@kadkit/key'
import { PACKED_IPV4_BYTES, PACKED_IPV6_BYTES } from './address.ts'
import { isRequest, type ListedContact, type Message } from './message.ts'
import { envelopeBytes, fieldBytes, PUBLICATION_BYTES, varintBytes } from './sizes.ts'

const KEY_FIELD_BYTES: number = fieldBytes(1, KEY_BYTES)
const AGE_BYTES = 2

/**
 * The bytes that `Codec.encode` gives for a message whose contacts can all be packed and fit: for a simulation that
 * leaves the codec out, and counts what it would have sent.
 */
export function messageBytes({ attempt, client = false, body }: Message): number {
  return envelopeBytes(attempt, client && isRequest(body)) + fieldBytes(2, bodyBytes(body))
}

function bodyBytes(body: Message['body']): number {
  switch (body.type) {
    case 'store':
      return KEY_FIELD_BYTES + lifeBytes(body) + (body.cached ? 2 : 0) + (body.nodes ? 3 : 0)
    case 'find-node':
    case 'find-value':
    case 'fetch':
      return KEY_FIELD_BYTES
    case 'nodes':
      return contactsBytes(body.contacts) + (body.stored === undefined ? 0 : 2)
    case 'value':
      return lifeBytes(body)
    case 'held':
      return 2 + varintBytes(body.valueBytes) + varintBytes(body.ttlSeconds) + PUBLICATION_BYTES
    case 'offer': {
      const countBytes = body.valueBytes === 0 ? 0 : 1 + varintBytes(body.valueBytes)
      return KEY_FIELD_BYTES + countBytes + 1 + varintBytes(body.ttlSeconds) + PUBLICATION_BYTES
    }
    case 'refused':
      return 2
    default:
      return 0
  }
}

function lifeBytes({ value, ttlSeconds }: { value: Uint8Array; ttlSeconds: number }): number {
  return fieldBytes(1, value.length) + 1 + varintBytes(ttlSeconds) + PUBLICATION_BYTES
}

function contactsBytes(contacts: readonly ListedContact[]): number {
  let [ipv4, ipv6, other] = [0, 0, 0]
  for (const { address } of contacts) {
    const first = address.charCodeAt(0)
    if (first === 0x5b) ipv6 += KEY_BYTES + PACKED_IPV6_BYTES + AGE_BYTES
    else if (first <= 0x39) ipv4 += KEY_BYTES + PACKED_IPV4_BYTES + AGE_BYTES
    else other += KEY_BYTES + 1 + address.length + AGE_BYTES
  }
  return listBytes(ipv4) + listBytes(ipv6) + listBytes(other)
}

function listBytes(bytes: number): number {
  return bytes === 0 ? 0 : fieldBytes(1, bytes)
}
