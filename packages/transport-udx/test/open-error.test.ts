import { TransportError } from '@kadkit/transport'
import { describe, expect, test } from 'vitest'
import { openError } from '../src/open-error.ts'

const local = { family: 6 as const, host: '::1', port: 53 }

describe('a system error becomes the code of a transport:', () => {
  for (const [system, code] of [
    ['EADDRINUSE', 'address-in-use'],
    ['EACCES', 'access-denied'],
    ['EPERM', 'access-denied'],
    ['EADDRNOTAVAIL', 'address-unavailable'],
    ['EAFNOSUPPORT', 'address-unavailable'],
    ['EMFILE', 'open-failed'],
  ] as const) {
    test(`${system} is ${code}`, () => {
      const cause = Object.assign(new Error('bind'), { code: system })
      const error = openError(cause, local)
      expect(error).toBeInstanceOf(TransportError)
      expect(error).toMatchObject({ code, cause })
      expect(error.message).toMatch(/^cannot open UDP \[::1\]:53: ./)
    })
  }
})

test('an unforeseen error keeps its system code in the message, and one without is UNKNOWN', () => {
  expect(openError(Object.assign(new Error('bind'), { code: 'EMFILE' }), local).message).toContain('EMFILE')
  expect(openError('odd', local)).toMatchObject({ code: 'open-failed', cause: 'odd' })
  expect(openError('odd', local).message).toContain('UNKNOWN')
})
