export { formatUdpAddress, parseUdpAddress, type UdpAddress } from './udp-address.ts'
export type { UdpTransportOptions } from './udp-options.ts'
export type { UdpStats } from './udp-stats.ts'
export { UdpTransport } from './udp-transport.ts'
