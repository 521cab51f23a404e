import { expect, test } from 'vitest'
import { StorageError } from '../src/index.ts'

test('a storage error tells its code, and its cause when there is one', () => {
  const cause = new Error('disk full')
  const error = new StorageError('failed', 'put failed', { cause })
  expect(error).toBeInstanceOf(Error)
  expect([error.name, error.code, error.message, error.cause]).toEqual([
    'StorageError',
    'failed',
    'put failed',
    cause,
  ])
  expect('cause' in new StorageError('closed', 'the storage is closed')).toBe(false)
})
