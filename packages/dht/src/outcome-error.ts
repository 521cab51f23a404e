/** Outcomes that are errors. */

import type { Outcome } from '@kadkit/protocol'
import { NodeError } from './node-error.ts'

/** The error that an outcome stands for which is not the operation's own. */
export function errorOf(outcome: Outcome): Error {
  if (outcome.type !== 'failed')
    return new Error(`an operation ended as '${outcome.type}', which is not its own`)
  switch (outcome.reason) {
    case 'overloaded':
      return new NodeError('overloaded', 'too many operations are waiting; await some before starting more')
    case 'not-stored':
      return new NodeError('not-stored', `nobody stored the value; ${outcome.failed.length} were asked`)
    case 'outdated':
      return new NodeError('outdated', 'a newer value of this key is there; nobody stored this one')
    case 'full':
      return new NodeError(
        'full',
        'config.maxOwnValues or maxOwnValueBytesInSum is reached; remove some values',
      )
    default:
      return new Error(`an operation failed with '${outcome.reason}', which is not its own`)
  }
}
