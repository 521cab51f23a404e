/** A node in a process of its own, over UDP and a storage on disk: told by its arguments where, to be killed. */

import { createNode } from '@kadkit/dht'
import { openLevelStorage } from '@kadkit/storage-level'
import { UdpTransport } from '@kadkit/transport-udp'

const [folder = '', port = '0', bootstrap = ''] = process.argv.slice(2)
const storage = await openLevelStorage(folder, { sync: 'os' })
const node = await createNode({
  transport: new UdpTransport({ host: '127.0.0.1', port: Number(port) }),
  storage,
  bootstrap: bootstrap === '' ? [] : [bootstrap],
  config: { maxValues: 200_000, maxValueBytesInSum: 2 ** 29 },
})
process.send?.({ address: node.self.address, values: node.stats().values, lost: storage.recovered.lost })
process.on('disconnect', () => process.exit())
