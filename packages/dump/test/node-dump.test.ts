import { expect, test } from 'vitest'
import { nodeDump } from '../src/node-dump.ts'
import { contactAt } from './samples.ts'

test.each([
  ['127.0.0.1:4000', '127.0.0.1', 4000],
  ['192.168.1.10:65535', '192.168.1.10', 65535],
  ['[::1]:4000', '::1', 4000],
  ['[2001:db8::7]:1', '2001:db8::7', 1],
  ['[fe80::1%eth0]:4000', 'fe80::1%eth0', 4000],
])('%s is the IP address %s and the port %i', (address, ip, port) => {
  expect(nodeDump(contactAt(address), 'padded')).toMatchObject({ ip, port })
})

test.each([
  'memory:7',
  'localhost:4000',
  '127.0.0.1',
  '127.0.0.1:65536',
  '127.0.0.1:-1',
  '::1',
  '[::1]',
  'tcp://127.0.0.1:4000',
  '',
])('%j is not taken apart: it stands whole in ip, beside port 0', (address) => {
  expect(nodeDump(contactAt(address), 'padded')).toMatchObject({ ip: address, port: 0 })
})

test('the id is written in the style asked for', () => {
  const contact = contactAt('192.168.1.10:1339')
  expect(nodeDump(contact, 'padded').id).toHaveLength(64)
  expect(nodeDump(contact, 'original').id).toHaveLength(59)
})
