/** A node's k-buckets as a PlantUML mind map: which part of the space it knows, and whom there. */

import { KEY_BITS, type Key } from '@kadkit/key'
import type { BucketState, ContactState, Snapshot } from '@kadkit/protocol'
import type { Contact } from '@kadkit/routing'
import { quietText } from './quiet-text.ts'

const ID_DIGITS = 8
const OWN_BITS = 16
const PREFIX_BITS = 24
const ADDRESS_CHARACTERS = 60

/**
 * The PlantUML text of a mind map: the node; its buckets, each with the bits that its ids begin with (those that
 * they share with the node's, and one that differs: Maymounkov and Mazières 2002, section 2.2); and in each its contacts,
 * least recently seen first, then those that wait for a place. Addresses are made harmless as by `toPlantUml`.
 *
 * Other than `@startjson`, a mind map is also drawn by PlantUML 1.2020.2, which Debian 12 packages.
 */
export function bucketsDiagram(snapshot: Snapshot): string {
  const lines = snapshot.buckets.flatMap((bucket) => bucketLines(bucket, snapshot))
  const root = `* ${labelOf(snapshot.self)}, bits ${bitsOf(snapshot.self.key).slice(0, OWN_BITS)}..`
  return ['@startmindmap', root, ...lines, '@endmindmap', ''].join('\n')
}

function bucketLines({ index, contacts, understudies }: BucketState, { self, at, k }: Snapshot): string[] {
  return [
    `** bucket ${index}: ids ${prefixOf(self.key, index)}, ${contacts.length} of ${k} contacts`,
    ...contacts.map((contact) => `***_ ${labelOf(contact)}, ${vitality(contact, at)}`),
    ...understudies.map((contact) => `***_ waits: ${labelOf(contact)}, ${vitality(contact, at)}`),
  ]
}

function labelOf({ key, address }: Contact): string {
  return `${key.toHex().slice(0, ID_DIGITS).toUpperCase()}.. at ${quietText(address, ADDRESS_CHARACTERS)}`
}

function vitality({ seenAt, failures }: ContactState, at: number): string {
  const answered = `answered ${Math.max(0, Math.round((at - seenAt) / 1000))} s ago`
  return failures === 0 ? answered : `${answered}, ${failures} unanswered since`
}

/** The first `index` bits of the node's own key, then one that differs. Of a long prefix the end is written. */
function prefixOf(self: Key, index: number): string {
  const bits = bitsOf(self)
  const prefix = bits.slice(0, index) + (bits[index] === '0' ? '1' : '0')
  return prefix.length > PREFIX_BITS ? `..${prefix.slice(-PREFIX_BITS)}..` : `${prefix}..`
}

function bitsOf(key: Key): string {
  return BigInt(`0x${key.toHex()}`).toString(2).padStart(KEY_BITS, '0')
}
