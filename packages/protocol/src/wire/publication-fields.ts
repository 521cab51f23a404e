/** A publication in the fields of a message or a record, and back. */

import { Key } from '@kadkit/key'
import { CodecError, type CodecErrorCode } from './codec-error.ts'
import { isKey } from './key-bytes.ts'
import { isVersion, MAX_VERSION, type Publication } from './publication.ts'

/** @throws CodecError with `code` unless the publisher is a key and the version one of 1 to 2^53 - 1 */
export function checkPublication(publication: Publication, code: CodecErrorCode): void {
  const { publisher, version } = Object(publication) as Publication
  if (!(publisher instanceof Key))
    throw new CodecError(code, `publisher must be a Key, got ${typeof publisher}`)
  if (!isVersion(version)) {
    throw new CodecError(code, `version must be an integer of 1 to ${MAX_VERSION}, got ${String(version)}`)
  }
}

/** The publication in these fields; undefined when one is missing or out of its range. */
export function readPublication(fields: {
  publisher?: Uint8Array | null
  version?: number | null
}): Publication | undefined {
  const { publisher, version } = fields
  return isKey(publisher) && isVersion(version) ? { publisher: Key.fromBytes(publisher), version } : undefined
}
