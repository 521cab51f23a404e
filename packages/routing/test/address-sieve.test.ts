import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AddressSieve, endOf } from '../src/address-sieve.ts'

const add = (sieve: AddressSieve, address: string) => sieve.add(address, endOf(address))
const passes = (sieve: AddressSieve, address: string) => sieve.passes(address, endOf(address))

/** Lets it err until it reads whole addresses, and adds those that are held again. */
function wearOut(sieve: AddressSieve, held: readonly string[]): void {
  while (!sieve.worn) sieve.erred()
  sieve.clear(held.length)
  for (const address of held) add(sieve, address)
}

test('every address that was added passes, before and after it has erred', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { maxLength: 200 }), (addresses) => {
      const sieve = new AddressSieve()
      for (const address of addresses) add(sieve, address)
      expect(addresses.every((address) => passes(sieve, address))).toBe(true)
      wearOut(sieve, addresses)
      expect(addresses.every((address) => passes(sieve, address))).toBe(true)
    }),
  )
})

test('an address that is new is added, and one that passes is not', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { maxLength: 200 }), fc.boolean(), (addresses, worn) => {
      const sieve = new AddressSieve()
      if (worn) wearOut(sieve, [])
      for (const address of addresses) {
        const passed = passes(sieve, address)
        expect(sieve.addNew(address, endOf(address))).toBe(!passed)
        expect(passes(sieve, address)).toBe(true)
      }
    }),
  )
})

test('few others pass, if it is built anew when it is worn', () => {
  const sieve = new AddressSieve()
  const addressOf = (i: number) => `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}:${i}`
  let renewals = 0
  for (let i = 0; i < 1_000; i++) {
    add(sieve, addressOf(i))
    if (!sieve.full) continue
    renewals++
    sieve.clear(i + 1)
    for (let held = 0; held <= i; held++) add(sieve, addressOf(held))
    expect(sieve.full).toBe(false)
  }
  const others = Array.from({ length: 9_000 }, (_, i) => addressOf(1_000 + i))
  expect(others.filter((address) => passes(sieve, address)).length).toBeLessThan(180)
  expect(renewals).toBeLessThan(8)
})

test('addresses that end alike are told apart once it has erred', () => {
  const sieve = new AddressSieve()
  const addressOf = (i: number) => `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}:4000`
  const held = Array.from({ length: 300 }, (_, i) => addressOf(i))
  const others = Array.from({ length: 10_000 }, (_, i) => addressOf(100_000 + i))
  for (const address of held) add(sieve, address)
  expect(others.filter((address) => passes(sieve, address)).length).toBe(others.length)
  wearOut(sieve, held)
  expect(others.filter((address) => passes(sieve, address)).length).toBeLessThan(200)
  expect(sieve.worn).toBe(false)
})

test('it is worn by errors only once, however often it errs', () => {
  const sieve = new AddressSieve()
  wearOut(sieve, [])
  for (let i = 0; i < 100; i++) sieve.erred()
  expect(sieve.worn).toBe(false)
})

test('addresses that differ little from a hundred thousand others do not pass', () => {
  const sieve = new AddressSieve()
  const held = Array.from({ length: 100_000 }, (_, i) => `[2001:db8::${i.toString(16)}]:${i % 9}`)
  wearOut(sieve, held)
  const others = Array.from({ length: 2_000 }, (_, i) => `[2001:db9::${i.toString(16)}]:${i % 9}`)
  expect(others.filter((address) => passes(sieve, address)).length).toBeLessThan(40)
})

test('nothing passes once it is cleared', () => {
  const sieve = new AddressSieve()
  add(sieve, 'memory:1')
  sieve.clear(0)
  expect(passes(sieve, 'memory:1')).toBe(false)
})
