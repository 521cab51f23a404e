import { expect, test } from 'vitest'
import { Probes } from '../../src/engine/probes.ts'

test('an address is probed at most once in the time that is set', () => {
  const probes = new Probes(60_000)
  expect(probes.claim(0, 'a:1')).toBe(true)
  expect(probes.claim(0, 'b:1')).toBe(true)
  expect(probes.claim(59_999, 'a:1')).toBe(false)
  expect(probes.claim(60_000, 'a:1')).toBe(true)
  expect(probes.claim(119_999, 'a:1')).toBe(false)
})

test('of the addresses, the 1,024 that were probed last are remembered', () => {
  const probes = new Probes(60_000)
  for (let i = 0; i < 1_024; i++) probes.claim(0, `a:${i}`)
  expect(probes.claim(1, 'a:0')).toBe(false)
  expect(probes.claim(1, 'b:1')).toBe(true)
  expect(probes.claim(1, 'a:0')).toBe(true)
})

test('with no time set, an address may be probed at any moment', () => {
  const probes = new Probes(0)
  expect([probes.claim(5, 'a:1'), probes.claim(5, 'a:1')]).toEqual([true, true])
})

test('one address may be probed again while others may not yet', () => {
  const probes = new Probes(100)
  probes.claim(0, 'a:1')
  probes.claim(50, 'b:1')
  expect([probes.claim(100, 'b:1'), probes.claim(100, 'a:1'), probes.claim(149, 'b:1')]).toEqual([
    false,
    true,
    false,
  ])
  expect(probes.claim(150, 'b:1')).toBe(true)
})
