export type { Peer } from './engine/asker.ts'
export { type Config, completeConfig, defaultConfig } from './engine/config.ts'
export type { DropReason, MessageCounts, MessageFault } from './engine/counters.ts'
export type { Effect, Ticket } from './engine/effect.ts'
export { Engine, type EngineOptions, type NewValue, type OperationOptions } from './engine/engine.ts'
export type { LookupStep, NodeEvent } from './engine/event.ts'
export { type Hint, Lookup, type LookupShape } from './engine/lookup.ts'
export { checkMode, type Mode } from './engine/mode.ts'
export type { FailureReason, OperationId, Outcome } from './engine/outcome.ts'
export type { Shelf } from './engine/shelf.ts'
export type {
  BucketState,
  ContactState,
  HeldValue,
  OwnValue,
  PendingRequest,
  Snapshot,
} from './engine/snapshot.ts'
export { canonicalAddress } from './wire/address.ts'
export { bundleBytes, isBundle, MAX_BUNDLED_FRAMES, readBundle, writeBundle } from './wire/bundle.ts'
export { Codec, type CodecOptions, type FrameFault } from './wire/codec.ts'
export { CodecError, type CodecErrorCode } from './wire/codec-error.ts'
export { maxValueBytes } from './wire/max-value-bytes.ts'
export type {
  ListedContact,
  Message,
  MessageType,
  Refusal,
  Reply,
  Request,
  RequestId,
} from './wire/message.ts'
export { isRequest } from './wire/message.ts'
export { messageBytes } from './wire/message-bytes.ts'
export { comparePublications, type Publication } from './wire/publication.ts'
export { SAFE_DATAGRAM_BYTES } from './wire/sizes.ts'
export { decodeRecord, encodeRecord, isLaterRecord } from './wire/stored-record.ts'
export { type AgedContact, decodeState, encodeState, type NodeState } from './wire/stored-state.ts'
export type { ValueRecord } from './wire/value-record.ts'
