import { describe, expect, test } from 'vitest'
import { type Reach, TargetCache } from '../src/target-cache.ts'

const V4 = '127.0.0.1:4000'
const V6 = '[2001:DB8::0:1]:4000'
const MAPPED = '[::ffff:127.0.0.1]:4000'

describe('what a socket reaches', () => {
  const none = undefined
  const v4 = { host: '127.0.0.1', port: 4000 }
  const v6 = { host: '2001:db8::1', port: 4000 }
  const mapped = { host: '::ffff:127.0.0.1', port: 4000 }
  for (const [reach, targets] of [
    [4, [v4, none, v4]],
    [6, [none, v6, none]],
    ['both', [mapped, v6, mapped]],
  ] as const satisfies readonly (readonly [Reach, readonly unknown[]])[]) {
    test(`by IPv ${reach}`, () => {
      const cache = new TargetCache(reach)
      expect([V4, V6, MAPPED].map((address) => cache.get(address))).toEqual(targets)
      expect([V4, V6, MAPPED].map((address) => cache.get(address))).toEqual(targets)
      expect(TargetCache.shared[reach].get(V6)).toEqual(targets[1])
    })
  }
})

test('a target is read once', () => {
  const cache = new TargetCache(6)
  expect(cache.get(V6)).toBe(cache.get(V6))
})

test('the oldest target is forgotten at the limit, and read again when it is needed', () => {
  const cache = new TargetCache(4, 2)
  const first = cache.get('127.0.0.1:1')
  const second = cache.get('127.0.0.1:2')
  cache.get('127.0.0.1:3')
  expect(cache.size).toBe(2)
  expect(cache.get('127.0.0.1:2')).toBe(second)
  expect(cache.get('127.0.0.1:1')).not.toBe(first)
  expect(cache.get('127.0.0.1:1')).toEqual(first)
})

test('what is no target takes no room', () => {
  const cache = new TargetCache(4)
  for (let i = 0; i < 100; i++) expect(cache.get(`junk${i}`)).toBeUndefined()
  expect(cache.get(V6)).toBeUndefined()
  expect(cache.size).toBe(0)
})
