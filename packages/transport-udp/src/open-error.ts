/** Why a socket could not be opened, in the words of a transport. */

import { TransportError, type TransportErrorCode } from '@kadkit/transport'
import { formatUdpAddress, type UdpAddress } from './udp-address.ts'

const REASONS: ReadonlyMap<string, readonly [TransportErrorCode, string]> = new Map([
  ['EADDRINUSE', ['address-in-use', 'another socket has it']],
  ['EACCES', ['access-denied', 'the system does not allow it (ports below 1024 often need a privilege)']],
  ['EPERM', ['access-denied', 'the system does not allow it']],
  ['EADDRNOTAVAIL', ['address-unavailable', 'this machine has no such address']],
  ['EAFNOSUPPORT', ['address-unavailable', 'this machine does not have this version of IP']],
])

/** A TransportError that names the address and, as `cause`, has the system's error. */
export function openError(cause: unknown, local: UdpAddress): TransportError {
  const [code, reason] = REASONS.get(errorCode(cause)) ?? ['open-failed', errorCode(cause)]
  return new TransportError(code, `cannot open UDP ${formatUdpAddress(local)}: ${reason}`, { cause })
}

/** The `code` of a system error, such as "ENETUNREACH"; "UNKNOWN" for what has none. */
export function errorCode(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  return 'UNKNOWN'
}
