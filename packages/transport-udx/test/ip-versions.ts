/** Which loopback addresses this machine can bind: a container may have no IPv6. */

import { createSocket } from 'node:dgram'

function canBind(type: 'udp4' | 'udp6', host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket(type)
    socket.once('error', () => socket.close(() => resolve(false)))
    socket.bind(0, host, () => socket.close(() => resolve(true)))
  })
}

/** Whether ::1 can be bound. Where it cannot, says so: a test that is left out must not go unnoticed. */
export const hasIpv6: boolean = await canBind('udp6', '::1')
if (!hasIpv6) console.log('SKIPPED: the tests over IPv6, because this machine cannot bind ::1')
