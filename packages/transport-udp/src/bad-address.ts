/** What is wrong with an address that a socket cannot send to. */

import { type Address, TransportError } from '@kadkit/transport'
import type { IpHost } from './udp-address.ts'

/** A TransportError that says what a socket bound to `local` sends to: "::" is for both versions of IP. */
export function badAddress(to: Address, { family, host }: IpHost): TransportError {
  const example = { 4: '"127.0.0.1:4000"', 6: '"[::1]:4000"' }
  const right = host === '::' ? `${example[4]} or ${example[6]}` : example[family]
  const got = JSON.stringify(String(to).slice(0, 80))
  return new TransportError(
    'bad-address',
    `address must be like ${right}, an IP literal and a port, got ${got}`,
  )
}
