/** What can go wrong with a dump, other than misuse. */

/** `unwritable`: a directory could not be created or a file not be written; `cause` is the file system's error. */
export type DumpErrorCode = 'unwritable'

/** An error of a dump; `code` says which, never match on the message. */
export class DumpError extends Error {
  override readonly name = 'DumpError'
  readonly code: DumpErrorCode

  constructor(code: DumpErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.code = code
  }
}
