/** UDP addresses as text: "127.0.0.1:4000" and "[::1]:4000", one text for one address. */

import { isIPv4, isIPv6, SocketAddress } from 'node:net'
import type { Address } from '@kadkit/transport'

/** An IP address without its port, in canonical text. */
export interface IpHost {
  readonly family: 4 | 6
  /** "127.0.0.1", or by RFC 5952 "2001:db8::1". */
  readonly host: string
}

/** An IP address and a port of 1 to 65,535 (of 0 only when it was received). */
export interface UdpAddress extends IpHost {
  readonly port: number
}

// No zone ("%eth0"): it means something on one machine only. No name: it could reach DNS.
const V4 = /^([0-9.]{7,15}):([1-9][0-9]{0,4})$/
const V6 = /^\[([0-9a-fA-F:.]{2,45})\]:([1-9][0-9]{0,4})$/
const MAPPED = '::ffff:'

/**
 * Reads "a.b.c.d:port" or "[v6]:port"; undefined for anything else: names, zones, leading zeros, a missing port, a
 * port of 0. The host is canonical, so that {@link formatUdpAddress} gives the one text of an address; an
 * IPv4-mapped IPv6 address (RFC 4291, section 2.5.5.2) is the IPv4 address in it.
 */
export function parseUdpAddress(text: string): UdpAddress | undefined {
  if (typeof text !== 'string') return undefined
  const match = V4.exec(text) ?? V6.exec(text)
  const [, hostText = '', portText = ''] = match ?? []
  const port = Number(portText)
  if (match === null || port > 65_535) return undefined
  const host = text.startsWith('[') ? parseIpv6(hostText) : parseIpv4(hostText)
  return host && { ...host, port }
}

/** Writes an address; the opposite of {@link parseUdpAddress}. */
export function formatUdpAddress({ family, host, port }: UdpAddress): Address {
  return family === 4 ? `${host}:${port}` : `[${host}]:${port}`
}

/** Reads an IP literal without port, brackets and zone; undefined for anything else. Never asks DNS. */
export function parseIpHost(text: string): IpHost | undefined {
  return parseIpv4(text) ?? parseIpv6(text)
}

function parseIpv4(text: string): IpHost | undefined {
  return isIPv4(text) ? { family: 4, host: text } : undefined
}

function parseIpv6(text: string): IpHost | undefined {
  if (!isIPv6(text) || text.includes('%')) return undefined
  return unmapped(new SocketAddress({ address: text, family: 'ipv6' }).address)
}

/**
 * The sender of a datagram, from the host text of the system; undefined for one that cannot be answered: from
 * port 0, or from a link-local address, whose zone does not fit into an address.
 */
export function senderAddress(host: string, port: number): Address | undefined {
  if (port === 0 || host.includes('%')) return undefined
  return formatUdpAddress(host.includes(':') ? { ...unmapped(host), port } : { family: 4, host, port })
}

/** What a dual-stack socket calls "::ffff:127.0.0.1" is the IPv4 address 127.0.0.1. `host` is canonical. */
function unmapped(host: string): IpHost {
  // "::ffff:1:2" without dots is shorthand for another address: 0:0:0:0:0:ffff:1:2 has dots in canonical text.
  const mapped = host.startsWith(MAPPED) && host.includes('.')
  return mapped ? { family: 4, host: host.slice(MAPPED.length) } : { family: 6, host }
}
