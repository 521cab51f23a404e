/** Nodes over UDP that are stopped, all of them, and started again without a bootstrap address. */

import { afterEach, expect, test } from 'vitest'
import { KeptStorage } from '../support/kept-storage.ts'
import { at, closeAll, spread, udpNetwork, udpNode } from './udp.ts'

afterEach(closeAll)

test('ten nodes stopped together find each other again, and serve every value', async () => {
  const storages = Array.from({ length: 10 }, () => new KeptStorage())
  const before = await udpNetwork(10, (index) => ({ storage: at(storages, index) }))
  const ports = before.map(({ node }) => Number(node.self.address.split(':')[1]))
  await spread(before, 5, ({ node }, index) => node.put(`key ${index}`, `value ${index}`))
  await closeAll()

  const after = await spread(ports, 10, (port, index) => udpNode({ storage: at(storages, index) }, { port }))
  for (const { node } of after) await node.join([])
  for (const [index, { node }] of after.entries()) {
    expect(node.self).toEqual(at(before, index).node.self)
    for (const each of after.keys()) expect((await node.get(`key ${each}`))?.text()).toBe(`value ${each}`)
    const others = await node.find('anything')
    expect(others).toHaveLength(10)
  }
}, 60_000)
