/** What can go wrong in a node. */

/**
 * - `closed`: the node is closed, or was closed before the operation had ended
 * - `no-bootstrap`: none of the bootstrap addresses answered
 * - `not-stored`: nobody stored the value, not even ourselves
 * - `outdated`: nobody stored the value, since a newer one of its key is there: another node has published it, or our
 *   clock was set back
 * - `full`: the node publishes as many values as its configuration allows
 * - `value-too-large`: the value does not fit one message of the transport
 * - `overloaded`: more operations are waiting than the configuration allows
 */
export type NodeErrorCode =
  | 'closed'
  | 'no-bootstrap'
  | 'not-stored'
  | 'outdated'
  | 'full'
  | 'value-too-large'
  | 'overloaded'

/** An error of a node; `code` says which, never match on the message. */
export class NodeError extends Error {
  override readonly name = 'NodeError'
  readonly code: NodeErrorCode

  constructor(code: NodeErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.code = code
  }
}

/** `value-too-large`, with both sizes: what was given, and what would fit. */
export class ValueTooLargeError extends NodeError {
  readonly valueBytes: number
  readonly maxValueBytes: number

  constructor(valueBytes: number, maxValueBytes: number) {
    super(
      'value-too-large',
      `a value of ${valueBytes} bytes is too long: by its transport and its config.maxValueBytes, this node takes up to ${maxValueBytes} bytes`,
    )
    this.valueBytes = valueBytes
    this.maxValueBytes = maxValueBytes
  }
}
