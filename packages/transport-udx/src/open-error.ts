/** Why a socket could not be opened, in the words of a transport. */

import { TransportError, type TransportErrorCode } from '@kadkit/transport'
import { formatUdpAddress, type UdpAddress } from '@kadkit/transport-udp'

const REASONS: ReadonlyMap<string, readonly [TransportErrorCode, string]> = new Map([
  ['EADDRINUSE', ['address-in-use', 'another socket has it']],
  ['EACCES', ['access-denied', 'the system does not allow it (ports below 1024 often need a privilege)']],
  ['EPERM', ['access-denied', 'the system does not allow it']],
  ['EADDRNOTAVAIL', ['address-unavailable', 'this machine has no such address']],
  ['EAFNOSUPPORT', ['address-unavailable', 'this machine does not have this version of IP']],
])

/** A TransportError that names the address and, as `cause`, has the error of the socket. */
export function openError(cause: unknown, local: UdpAddress): TransportError {
  const systemCode = cause instanceof Error && 'code' in cause ? String(cause.code) : 'UNKNOWN'
  const [code, reason] = REASONS.get(systemCode) ?? ['open-failed', systemCode]
  return new TransportError(code, `cannot open UDP ${formatUdpAddress(local)}: ${reason}`, { cause })
}
