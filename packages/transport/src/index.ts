export type { Address, Transport, TransportHandlers } from './transport.ts'
export { TransportError, type TransportErrorCode } from './transport-error.ts'
