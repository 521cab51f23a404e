export type { UdxTransportOptions } from './udx-options.ts'
export type { UdxStats } from './udx-stats.ts'
export { UdxTransport } from './udx-transport.ts'
