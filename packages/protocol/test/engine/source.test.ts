import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sourceOf } from '../../src/engine/source.ts'

describe('the source of a value', () => {
  test.each([
    ['192.0.2.17:4000', '192.0.2.0/24'],
    ['192.0.2.255:1', '192.0.2.0/24'],
    ['192.0.3.17:4000', '192.0.3.0/24'],
    ['255.255.255.255:65535', '255.255.255.0/24'],
    ['[2001:db8:1::1]:4000', '2001:db8:1::/48'],
    ['[2001:db8:1:ffff:1:2:3:4]:9', '2001:db8:1::/48'],
    ['[2001:db8:2::1]:4000', '2001:db8:2::/48'],
    ['[::1]:4000', '::/48'],
    ['[::ffff:192.0.2.17]:4000', '192.0.2.0/24'],
    ['[::ffff:c000:211]:4000', '192.0.2.0/24'],
    ['[::fffe:c000:211]:4000', '::/48'],
    ['memory:7', 'memory:7'],
    ['192.0.2.17', '192.0.2.17'],
    ['example.org:80', 'example.org:80'],
  ])('at %s is %s', (address, source) => {
    expect(sourceOf(address)).toBe(source)
  })

  test('is the same for two IPv4 addresses exactly when their first three numbers are', () => {
    const byte = fc.constantFrom(0, 1, 12, 112, 255)
    const address = fc.tuple(byte, byte, byte, byte, fc.integer({ min: 1, max: 65_535 }))
    const textOf = ([a, b, c, d, port]: readonly number[]) => `${a}.${b}.${c}.${d}:${port}`
    fc.assert(
      fc.property(address, address, (one, other) => {
        const isSame = [0, 1, 2].every((i) => one[i] === other[i])
        expect(sourceOf(textOf(one)) === sourceOf(textOf(other))).toBe(isSame)
      }),
    )
  })
})
