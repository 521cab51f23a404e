/** This machine's own address in its network. */

import { networkInterfaces } from 'node:os'

/** The first IPv4 address that is not a loopback; undefined off-line. No packet is sent to find out. */
export function localAddress(): string | undefined {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
  return addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address
}
