import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AddressSieve } from '../src/address-sieve.ts'

test('every address that was added passes', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { maxLength: 200 }), (addresses) => {
      const sieve = new AddressSieve()
      for (const address of addresses) sieve.add(address)
      expect(addresses.every((address) => sieve.passes(address))).toBe(true)
    }),
  )
})

test('few others pass, if it is built anew when it is crowded', () => {
  const sieve = new AddressSieve()
  const addressOf = (i: number) => `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}:4000`
  let renewals = 0
  for (let i = 0; i < 1_000; i++) {
    sieve.add(addressOf(i))
    if (!sieve.crowded) continue
    renewals++
    sieve.clear(i + 1)
    for (let held = 0; held <= i; held++) sieve.add(addressOf(held))
    expect(sieve.crowded).toBe(false)
  }
  const passed = Array.from({ length: 10_000 }, (_, i) => addressOf(100_000 + i)).filter((address) =>
    sieve.passes(address),
  )
  expect(passed.length).toBeLessThan(200)
  expect(renewals).toBeLessThan(8)
})

test('addresses that differ little from a hundred thousand others do not pass', () => {
  const sieve = new AddressSieve()
  sieve.clear(100_000)
  for (let i = 0; i < 100_000; i++) sieve.add(`[2001:db8::${i.toString(16)}]:${i % 9}`)
  const others = Array.from({ length: 2_000 }, (_, i) => `[2001:db9::${i.toString(16)}]:${i % 9}`)
  expect(others.filter((address) => sieve.passes(address)).length).toBeLessThan(40)
})

test('nothing passes once it is cleared', () => {
  const sieve = new AddressSieve()
  sieve.add('memory:1')
  sieve.clear(0)
  expect(sieve.passes('memory:1')).toBe(false)
})
