export type { Digester } from './default-hasher.ts'
export { type FramedTransport, framed } from './framed-transport.ts'
export type { FramingOptions } from './framing-options.ts'
export type { DatagramOutcome, FramingStats, IncomingFate, OutgoingFate } from './framing-stats.ts'
