/** Ourselves over a native socket, that of dht-rpc and hyperdht. */

import { createRequire } from 'node:module'
import { UdxTransport } from '@kadkit/transport-udx'
import { systemOver } from './kadkit.ts'
import type { SocketClass, System } from './system.ts'

export function create({ bodies }: { readonly bodies: boolean }): System {
  return systemOver(() => new UdxTransport({ host: '127.0.0.1' }), bodies)
}

// The copy of udx-native that the transport has, and not the one of the peers.
const manifest = createRequire(import.meta.url).resolve('@kadkit/transport-udx/package.json')
const socket = createRequire(manifest)('udx-native/lib/socket') as { readonly prototype: object }

export const sockets: readonly SocketClass[] = [{ prototype: socket.prototype, sends: ['send'] }]
