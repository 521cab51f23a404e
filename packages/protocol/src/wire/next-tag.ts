import type { Reader } from 'protobufjs/minimal.js'

/** The tag of the next field; 0, which is none, at the end. @throws what protobuf throws */
export function nextTag(reader: Reader): number {
  return reader.pos < reader.len ? reader.tag() : 0
}
