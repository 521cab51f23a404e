/** What `send` takes and what it refuses. */

import { ensure, ensureThrows } from './assertions.ts'
import type { Rule } from './stage.ts'

const NO_ADDRESSES = ['', ' ', 'no address of any kind', '\u0000', `${'9'.repeat(10_000)}`]

export const sendRules: readonly Rule[] = [
  {
    name: 'a message of maxMessageBytes arrives',
    async play(stage) {
      const [a, b] = [await stage.party(), await stage.party()]
      const message = Uint8Array.from(
        { length: a.transport.maxMessageBytes },
        (_, i) => (i * 7 + (i >>> 8)) & 0xff,
      )
      await stage.carry(a, b, [message])
      b.ensureNothingBut([message])
    },
  },
  {
    name: 'one byte more than maxMessageBytes throws too-large, and nothing of it arrives',
    async play(stage) {
      const [a, b] = [await stage.party(), await stage.party()]
      const tooLarge = new Uint8Array(a.transport.maxMessageBytes + 1)
      ensureThrows('too-large', `send of ${tooLarge.length} bytes`, () => a.send(b.address, tooLarge))
      await stage.carry(a, b, [Uint8Array.of(1)])
      b.ensureNothingBut([Uint8Array.of(1)])
    },
  },
  {
    name: 'maxMessageBytes is a positive integer that opening and closing do not change',
    async play(stage) {
      const transport = await stage.transport()
      const before = transport.maxMessageBytes
      await stage.soon(transport.open({ receive() {} }), 'open')
      const open = transport.maxMessageBytes
      await stage.soon(transport.close(), 'close')
      const all = [before, open, transport.maxMessageBytes]
      const good = Number.isSafeInteger(before) && before > 0 && all.every((bytes) => bytes === before)
      ensure(good, `maxMessageBytes must be one positive integer, got ${all.join(', then ')}`)
    },
  },
  {
    name: 'datagramBytes, if it is said, is an integer of 1 to maxMessageBytes',
    async play(stage) {
      const { datagramBytes, maxMessageBytes } = await stage.transport()
      const good =
        datagramBytes === undefined ||
        (Number.isSafeInteger(datagramBytes) && datagramBytes > 0 && datagramBytes <= maxMessageBytes)
      ensure(good, `datagramBytes must be an integer of 1 to ${maxMessageBytes}, got ${datagramBytes}`)
    },
  },
  {
    name: 'an address at which nobody listens is no error',
    async play(stage) {
      const [a, b] = [await stage.party(), await stage.party()]
      const deadAddress = await stage.deadAddress()
      for (let i = 0; i < 3; i++) a.send(deadAddress, Uint8Array.of(1))
      await stage.quiet()
      a.send(deadAddress, Uint8Array.of(1))
      await stage.carry(a, b, [Uint8Array.of(2)])
      b.ensureNothingBut([Uint8Array.of(2)])
    },
  },
  {
    name: 'a malformed address throws bad-address, and disturbs nothing',
    async play(stage) {
      const [a, b] = [await stage.party(), await stage.party()]
      for (const address of [...NO_ADDRESSES, ...stage.badAddresses]) {
        const shown = JSON.stringify(address.slice(0, 40))
        ensureThrows('bad-address', `send to ${shown}`, () => a.send(address, Uint8Array.of(1)))
      }
      await stage.carry(a, b, [Uint8Array.of(2)])
    },
  },
  {
    name: 'nothing is received inside send',
    async play(stage) {
      const [a, b] = [await stage.party(), await stage.party()]
      await stage.carry(a, b, [Uint8Array.of(1), Uint8Array.of(2)])
      ensure(
        b.inbox.every(({ insideSend }) => !insideSend),
        'receive was called while send had not returned yet',
      )
    },
  },
]
