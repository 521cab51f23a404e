/** Opening and closing. */

import type { TransportHandlers } from '../transport.ts'
import { ensure, ensureRejects, ensureThrows } from './assertions.ts'
import type { Rule } from './stage.ts'

const deaf: TransportHandlers = { receive() {} }

export const lifeRules: readonly Rule[] = [
  {
    name: 'send before open throws closed',
    async play(stage) {
      const [transport, b] = [await stage.transport(), await stage.party()]
      ensureThrows('closed', 'send before open', () => transport.send(b.address, Uint8Array.of(1)))
    },
  },
  {
    name: 'a second open rejects with already-open, and the first goes on',
    async play(stage) {
      const [a, b] = [await stage.party(), await stage.party()]
      const again = stage.soon(b.transport.open(deaf), 'the second open')
      await ensureRejects(['already-open'], 'the second open', again)
      await stage.carry(a, b, [Uint8Array.of(1)])
    },
  },
  {
    name: 'close may be called twice, also at once',
    async play(stage) {
      const { transport } = await stage.party()
      await stage.soon(Promise.all([transport.close(), transport.close()]), 'closing twice at once')
      await stage.soon(transport.close(), 'closing once more')
    },
  },
  {
    name: 'close may be called before open, which then rejects with closed',
    async play(stage) {
      const transport = await stage.transport()
      await stage.soon(transport.close(), 'close before open')
      await ensureRejects(
        ['closed'],
        'open after close',
        stage.soon(transport.open(deaf), 'open after close'),
      )
    },
  },
  {
    name: 'a closed transport does not open again',
    async play(stage) {
      const { transport } = await stage.party()
      await stage.soon(transport.close(), 'close')
      const again = stage.soon(transport.open(deaf), 'open after close')
      await ensureRejects(['closed', 'already-open'], 'open after close', again)
    },
  },
  {
    name: 'send after close throws closed, at once',
    async play(stage) {
      const [a, b] = [await stage.party(), await stage.party()]
      const closing = a.transport.close()
      ensureThrows('closed', 'send after close', () => a.send(b.address, Uint8Array.of(1)))
      await stage.soon(closing, 'close')
      ensureThrows('closed', 'send after close', () => a.send(b.address, Uint8Array.of(1)))
    },
  },
  {
    name: 'nothing is received after close, not even what was under way',
    async play(stage) {
      const [a, b] = [await stage.party(), await stage.party()]
      await stage.carry(a, b, [Uint8Array.of(1)])
      for (let i = 0; i < 10; i++) a.send(b.address, Uint8Array.of(2, i))
      const closing = b.transport.close()
      const before = b.inbox.length
      await stage.soon(closing, 'close')
      for (let i = 0; i < 10; i++) a.send(b.address, Uint8Array.of(3, i))
      await stage.quiet()
      ensure(b.inbox.length === before, `${b.inbox.length - before} messages were received after close`)
    },
  },
  {
    name: 'closing a transport does not disturb its peers',
    async play(stage) {
      const [a, b, c] = [await stage.party(), await stage.party(), await stage.party()]
      await stage.carry(b, a, [Uint8Array.of(1)])
      await stage.soon(b.transport.close(), 'close')
      a.send(b.address, Uint8Array.of(2))
      await stage.quiet()
      a.send(b.address, Uint8Array.of(2))
      await stage.carry(a, c, [Uint8Array.of(3)])
      await stage.carry(c, a, [Uint8Array.of(4)])
    },
  },
]
