import { keyOf } from '@kadkit/key'
import { describe, expect, test } from 'vitest'
import { stateDump } from '../src/state-dump.ts'
import { toJson } from '../src/to-json.ts'
import { golden } from './golden.ts'
import { contactAt, readmeNode, readmeSnapshot, recordOf } from './samples.ts'

const noon = Date.UTC(2026, 0, 1, 12)
const id = (port: number): string => readmeNode(port).key.toHex().toUpperCase()
const node = (port: number) => ({ id: id(port), ip: '192.168.1.10', port })

describe('the original form', () => {
  test('is byte for byte the golden file', () => {
    const dump = stateDump(readmeSnapshot(), [recordOf('some_key', 'some_value')], { hex: 'original' })
    expect(toJson(dump)).toBe(golden('interface0.json'))
  })

  test('of a node that knows nobody and holds nothing has empty lists', () => {
    const dump = stateDump(readmeSnapshot({ buckets: [] }), [], { hex: 'original' })
    expect(dump.routes.kbuckets).toEqual([])
    expect(dump.store).toEqual([])
    expect(dump.rpc.pending).toBe('{}')
  })

  test('writes pending requests as the Debug of a map', () => {
    const pending = ['0a1b', '2c3d'].map((id) => ({ id, to: 'memory:1', type: 'ping', sent: 1 }) as const)
    const dump = stateDump(readmeSnapshot({ pending }), [], { hex: 'original' })
    expect(dump.rpc.pending).toBe('{0A1B: Sender { .. }, 2C3D: Sender { .. }}')
  })
})

describe('the padded form', () => {
  test('has the fields of the original in the same places', () => {
    const dump = stateDump(readmeSnapshot(), [recordOf('some_key', 'some_value')])
    expect(dump).toMatchObject({
      node: node(1337),
      routes: {
        node: node(1337),
        kbuckets: [
          { nodes: node(1339), size: 20 },
          { nodes: node(1338), size: 20 },
        ],
      },
      rpc: { node: node(1337), pending: '{}', socket: '192.168.1.10:1337' },
      store: [{ [keyOf('some_key').toHex().toUpperCase()]: 'some_value' }],
    })
  })

  test('says of each contact its bucket, when it answered last, and its failures', () => {
    const [first, second] = stateDump(readmeSnapshot(), []).routes.kbuckets
    expect(first).toEqual({ nodes: node(1339), size: 20, bucket: 0, seenAt: noon - 1000, failures: 0 })
    expect(second).toEqual({ nodes: node(1338), size: 20, bucket: 0, seenAt: noon - 999, failures: 1 })
  })

  test('keeps what else the original lacked apart, under kadkit', () => {
    const publication = { publisher: keyOf('p'), version: 5 }
    const held = { key: keyOf('a'), valueBytes: 3, expiresAt: 7, cached: true, publication }
    const pending = [{ id: '0a1b', to: '192.168.1.10:1338', type: 'find-node', sent: 2 } as const]
    expect(stateDump(readmeSnapshot({ values: [held], pending }), []).kadkit).toEqual({
      schema: 1,
      at: noon,
      understudies: [{ bucket: 0, node: node(1340), seenAt: noon - 1000, failures: 0 }],
      held: [{ key: keyOf('a').toHex().toUpperCase(), bytes: 3, expiresAt: 7, cached: true }],
      pending,
    })
  })

  test('adds nothing to the top level but kadkit', () => {
    expect(Object.keys(stateDump(readmeSnapshot(), [])).sort()).toEqual([
      'kadkit',
      'node',
      'routes',
      'rpc',
      'store',
    ])
  })
})

test('the contacts of all buckets follow each other, in the order of the snapshot', () => {
  const contact = (address: string) => ({ ...contactAt(address), seenAt: 0, failures: 0 })
  const buckets = [
    { index: 0, contacts: ['memory:1', 'memory:2'].map(contact), understudies: [] },
    { index: 3, contacts: [], understudies: [contact('memory:3')] },
    { index: 9, contacts: [contact('memory:4')], understudies: [] },
  ]
  const { kbuckets } = stateDump(readmeSnapshot({ buckets, k: 8 }), []).routes
  expect(kbuckets.map(({ nodes, bucket, size }) => [nodes.ip, bucket, size])).toEqual([
    ['memory:1', 0, 8],
    ['memory:2', 0, 8],
    ['memory:4', 9, 8],
  ])
})

test('the store is sorted by key, whatever the order of the storage', () => {
  const records = ['a', 'b', 'c', 'd'].map((name) => recordOf(name, name))
  const forth = stateDump(readmeSnapshot(), records)
  const back = stateDump(readmeSnapshot(), records.toReversed())
  const keys = forth.store.flatMap((entry) => Object.keys(entry))
  expect(keys).toEqual([...keys].sort())
  expect(back.store).toEqual(forth.store)
})

test('neither the snapshot nor the values are changed', () => {
  const records = Object.freeze(['b', 'a'].map((name) => recordOf(name, name)))
  const snapshot = Object.freeze(readmeSnapshot({ values: Object.freeze([]), pending: Object.freeze([]) }))
  expect(() => stateDump(snapshot, records)).not.toThrow()
})

test('an unknown hex is refused', () => {
  const wrong = { hex: 'PADDED' } as unknown as { hex: 'padded' }
  expect(() => stateDump(readmeSnapshot(), [], wrong)).toThrow(RangeError)
})
