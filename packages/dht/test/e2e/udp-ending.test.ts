/** The end of nodes over UDP. Alone in its file: sockets of other tests would count. */

import { expect, test } from 'vitest'
import { errorOf } from '../support/rejection.ts'
import { turn } from '../support/world.ts'
import { closeAll, udpNode } from './udp.ts'

/** The sockets and timers that keep this process alive. */
async function resources(): Promise<string[]> {
  // A closed socket is let go in the next turn of the event loop.
  await turn()
  return process
    .getActiveResourcesInfo()
    .filter((name) => /^(?:UDP|Timeout|Immediate)/.test(name))
    .toSorted()
}

test('closed nodes leave no socket and no timer, so that their process ends by itself', async () => {
  const before = await resources()
  const { node: first } = await udpNode()
  const { node: second } = await udpNode({ bootstrap: [first.self.address] })
  await second.put('key', 'value')
  expect((await first.get('key'))?.text()).toBe('value')
  const pinging = errorOf(first.rpc.ping('127.0.0.1:9'))
  const sockets = (names: readonly string[]) => names.filter((name) => name.startsWith('UDP')).length
  expect(sockets(await resources())).toBe(sockets(before) + 2)
  await closeAll()
  expect((await pinging).code).toBe('closed')
  let left = await resources()
  // The test runner has timers of its own, that come and go.
  for (let turns = 0; left.length > before.length && turns < 1_000; turns++) left = await resources()
  expect(sockets(left)).toBe(sockets(before))
  expect(left.length).toBeLessThanOrEqual(before.length)
}, 30_000)
