import { describe, expect, test } from 'vitest'
import { Targets } from '../src/targets.ts'

const V4 = '127.0.0.1:4000'
const V6 = '[2001:DB8::0:1]:4000'
const MAPPED = '[::ffff:127.0.0.1]:4000'

describe('what a socket reaches', () => {
  const none = undefined
  const v4 = { family: 4, host: '127.0.0.1', port: 4000 }
  const v6 = { family: 6, host: '2001:db8::1', port: 4000 }
  for (const [family, host, reached] of [
    [4, '127.0.0.1', [v4, none, v4]],
    [6, '::1', [none, v6, none]],
    [6, '::', [v4, v6, v4]],
  ] as const) {
    test(`that is bound to ${host}`, () => {
      const targets = new Targets({ family, host })
      expect([V4, V6, MAPPED].map((address) => targets.get(address))).toEqual(reached)
      expect([V4, V6, MAPPED].map((address) => targets.get(address))).toEqual(reached)
    })
  }
})

test('a target is read once', () => {
  const targets = new Targets({ family: 6, host: '::1' })
  expect(targets.get(V6)).toBe(targets.get(V6))
})

test('the oldest target is forgotten at the limit, and read again when it is needed', () => {
  const targets = new Targets({ family: 4, host: '127.0.0.1' }, 2)
  const first = targets.get('127.0.0.1:1')
  const second = targets.get('127.0.0.1:2')
  targets.get('127.0.0.1:3')
  expect(targets.size).toBe(2)
  expect(targets.get('127.0.0.1:2')).toBe(second)
  expect(targets.get('127.0.0.1:1')).not.toBe(first)
  expect(targets.get('127.0.0.1:1')).toEqual(first)
})

test('what is no target takes no room', () => {
  const targets = new Targets({ family: 4, host: '127.0.0.1' })
  for (let i = 0; i < 100; i++) expect(targets.get(`junk${i}`)).toBeUndefined()
  expect(targets.get(V6)).toBeUndefined()
  expect(targets.size).toBe(0)
})
