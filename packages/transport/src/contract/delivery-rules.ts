/** What arrives, and from whom. */

import { ensure } from './assertions.ts'
import type { Rule } from './stage.ts'

const CROWD = 50

export const deliveryRules: readonly Rule[] = [
  {
    name: 'bytes arrive unchanged, all 256 values of them',
    async play(stage) {
      const [a, b] = [await stage.party(), await stage.party()]
      const message = Uint8Array.from({ length: Math.min(256, a.transport.maxMessageBytes) }, (_, i) => i)
      await stage.carry(a, b, [message])
      b.ensureNothingBut([message])
    },
  },
  {
    name: 'a message of one byte arrives',
    async play(stage) {
      const [a, b] = [await stage.party(), await stage.party()]
      await stage.carry(a, b, [Uint8Array.of(0), Uint8Array.of(255)])
      b.ensureNothingBut([Uint8Array.of(0), Uint8Array.of(255)])
    },
  },
  {
    name: 'an empty message arrives empty or not at all, and is no error',
    async play(stage) {
      const [a, b] = [await stage.party(), await stage.party()]
      a.send(b.address, new Uint8Array(0))
      await stage.carry(a, b, [Uint8Array.of(1)])
      b.ensureNothingBut([new Uint8Array(0), Uint8Array.of(1)])
    },
  },
  {
    name: 'the sender of a message can be answered at its address, which is always the same',
    async play(stage) {
      const [a, b, c] = [await stage.party(), await stage.party(), await stage.party()]
      const messages = [Uint8Array.of(1), Uint8Array.of(2), Uint8Array.of(3)]
      await stage.carry(a, b, messages)
      const senders = new Set(b.inbox.map(({ from }) => from))
      ensure(senders.size === 1, `one sender must have one address, got ${[...senders].join(' and ')}`)
      const [from = ''] = senders
      await stage.carry(b, a, [Uint8Array.of(4)], from)
      await stage.carry(c, b, [Uint8Array.of(5)])
      ensure(b.delivery(Uint8Array.of(5))?.from !== from, `two senders must not have the one address ${from}`)
    },
  },
  {
    name: 'two messages stay two',
    async play(stage) {
      const [a, b] = [await stage.party(), await stage.party()]
      const messages = [Uint8Array.of(1, 2, 3), Uint8Array.of(4, 5)]
      await stage.carry(a, b, messages)
      b.ensureNothingBut(messages)
    },
  },
  {
    name: 'many messages both ways at once arrive, each whole',
    async play(stage) {
      const [a, b] = [await stage.party(), await stage.party()]
      const there = Array.from({ length: CROWD }, (_, i) => Uint8Array.of(1, i, i + 1, i + 2))
      const back = Array.from({ length: CROWD }, (_, i) => Uint8Array.of(2, i))
      await Promise.all([stage.carry(a, b, there), stage.carry(b, a, back)])
      b.ensureNothingBut(there)
      a.ensureNothingBut(back)
    },
  },
]
