import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Exchange } from '../../src/engine/exchange.ts'
import { Exchanges } from '../../src/engine/exchanges.ts'

const digits = fc.stringMatching(/^[0-9a-f]{8}$/)
/** Of many ids, few of them with equal beginnings, and of those that begin alike. */
const ids = fc.oneof(
  digits,
  digits.map((end) => `0000${end}`),
)
const commands = fc.array(
  fc.record({ type: fc.constantFrom('add', 'add', 'delete'), id: ids, which: fc.nat() }),
  {
    maxLength: 300,
  },
)

function exchange(id: string): Exchange {
  return { id, next: undefined } as Exchange
}

test('exchanges are found by their ids, as in a Map', () => {
  fc.assert(
    fc.property(commands, (sequence) => {
      const exchanges = new Exchanges()
      const map = new Map<string, Exchange>()
      for (const { type, id, which } of sequence) {
        const one = [...map.values()][which % map.size]
        if (type === 'add' && !map.has(id)) {
          const added = exchange(id)
          exchanges.add(added)
          map.set(id, added)
        } else if (type === 'delete' && one !== undefined) {
          exchanges.delete(one)
          map.delete(one.id)
          expect(one.next).toBeUndefined()
        }
        expect(exchanges.get(id)).toBe(map.get(id))
        expect(new Set(exchanges.values())).toEqual(new Set(map.values()))
      }
    }),
  )
})

test('an id that is none is not found', () => {
  const exchanges = new Exchanges()
  exchanges.add(exchange('00ff'))
  for (const id of ['', 'x', 'ÿÿÿÿ', '00fe']) expect(exchanges.get(id)).toBeUndefined()
})

test('an exchange that is not here is left alone', () => {
  const exchanges = new Exchanges()
  const held = exchange('00ff')
  exchanges.add(held)
  exchanges.delete(exchange('00ff'))
  expect(exchanges.values()).toEqual([held])
})
