export { MemoryNetwork, type MemoryNetworkStats } from './memory-network.ts'
export type { MemoryNetworkOptions } from './memory-network-options.ts'
export type { Address, Transport, TransportHandlers } from './transport.ts'
export { TransportError, type TransportErrorCode } from './transport-error.ts'
