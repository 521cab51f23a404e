/** The true nearest nodes, by brute force: what lookups are judged by. */

import { compareDistance, type Key } from '@kadkit/key'
import type { Mode } from '@kadkit/protocol'
import type { Contact } from '@kadkit/routing'

/** The `count` nearest to `target` of these nodes, clients left out, nearest first, by looking at all of them. */
export function closestOf(
  nodes: Iterable<{ readonly contact: Contact; readonly mode?: Mode }>,
  target: Key,
  count: number,
): Contact[] {
  const found: Contact[] = []
  for (const { contact, mode } of nodes) {
    if (mode === 'client') continue
    let at = found.length
    while (at > 0 && isNearer(target, contact, found[at - 1])) at--
    if (at === count) continue
    found.splice(at, 0, contact)
    if (found.length > count) found.pop()
  }
  return found
}

function isNearer(target: Key, contact: Contact, than: Contact | undefined): boolean {
  return than !== undefined && compareDistance(target, contact.key, than.key) < 0
}
