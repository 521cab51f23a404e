import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import { unlessAborted } from '../src/unless-aborted.ts'
import { reasonOf } from './support/rejection.ts'

const hanging = new Promise<never>(() => {})
const error = new Error('of the work')

test('work without a signal is as it is', async () => {
  expect(await unlessAborted(Promise.resolve(7), undefined)).toBe(7)
  expect(await reasonOf(unlessAborted(Promise.reject(error), undefined))).toBe(error)
})

test('work that ends before an abort is as it is, and leaves no listener', async () => {
  const { signal } = new AbortController()
  expect(await unlessAborted(Promise.resolve(7), signal)).toBe(7)
  expect(await reasonOf(unlessAborted(Promise.reject(error), signal))).toBe(error)
  expect(getEventListeners(signal, 'abort')).toEqual([])
})

test('an abort rejects with its reason at once, and so does one that came before', async () => {
  const controller = new AbortController()
  const waiting = reasonOf(unlessAborted(hanging, controller.signal))
  controller.abort('enough')
  expect(await waiting).toBe('enough')
  expect(await reasonOf(unlessAborted(hanging, controller.signal))).toBe('enough')
})

test('work that fails after an abort is nobody’s rejection', async () => {
  const controller = new AbortController()
  let fail = (_: unknown) => {}
  const work = new Promise<never>((_, reject) => {
    fail = reject
  })
  const waiting = reasonOf(unlessAborted(work, controller.signal))
  controller.abort('enough')
  fail(error)
  expect(await waiting).toBe('enough')
})
