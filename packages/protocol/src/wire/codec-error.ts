/** What can be wrong with what is to be encoded. */

/**
 * - `bad-message`: a field of the message is not of its type, or out of its range
 * - `bad-record`: the same of a value record
 */
export type CodecErrorCode = 'bad-message' | 'bad-record'

/** Something that cannot be encoded: a mistake of the caller. `code` says which, never match on the message. */
export class CodecError extends Error {
  override readonly name = 'CodecError'
  readonly code: CodecErrorCode

  constructor(code: CodecErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.code = code
  }
}
