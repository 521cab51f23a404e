/** A port of loopback that was free just now, for nodes that must know theirs before they open a socket. */

import { createSocket } from 'node:dgram'
import { once } from 'node:events'

export async function freePort() {
  const socket = createSocket('udp4').bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const { port } = socket.address()
  socket.close()
  return port
}
