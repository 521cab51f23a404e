import { describe, expect, test } from 'vitest'
import { tableOf } from '../src/cost/cost.ts'
import { NOT_COUNTED, partOf } from '../src/cost/parts.ts'

const at = (url: string, functionName = 'f') => partOf({ functionName, url })

describe('a frame of a profile', () => {
  test.each([
    ['file:///kadkit/packages/protocol/dist/engine/requests.js', 'engine (protocol, without its codec)'],
    ['file:///kadkit/packages/protocol/dist/wire/codec.js', 'codec (protocol, and protobufjs)'],
    ['file:///kadkit/packages/protocol/gen/kadkit.js', 'codec (protocol, and protobufjs)'],
    [
      'file:///kadkit/node_modules/.pnpm/protobufjs@8.0.0/node_modules/protobufjs/src/reader.js',
      'codec (protocol, and protobufjs)',
    ],
    ['file:///kadkit/packages/key/dist/random.js', 'hashing, and random bytes'],
    ['file:///kadkit/packages/key/dist/words.js', 'keys'],
    ['file:///kadkit/packages/routing/dist/closest.js', 'routing table'],
    ['node:dgram', 'transport (transport-udp, node:dgram)'],
    ['node:internal/process/task_queues', 'driver and promises (dht, clock, node:timers)'],
    ['file:///kadkit/apps/bench/dist/workloads/values.js', NOT_COUNTED],
  ])('of %s is of the part "%s"', (url, part) => {
    expect(at(url)).toBe(part)
  })

  test('without a url is the platform: its collector, its system calls, its event loop', () => {
    expect(at('', '(garbage collector)')).toBe('garbage collection')
    expect(at('', 'send')).toBe('sending (the system call)')
    expect(at('', '(idle)')).toBe('receiving, and the event loop (outside JavaScript)')
    expect(at('', 'dispatch')).toBe(NOT_COUNTED)
  })
})

test('the table has the parts of the first operation, the dearest first, with shares of each', () => {
  const costs = new Map([
    ['cheap', 100],
    ['dear', 300],
  ])
  const others = new Map([['other', 50]])
  expect(
    tableOf([
      { name: 'put', operations: 10, packets: 82, costs },
      { name: 'get', operations: 10, packets: 6.14, costs: others },
    ]),
  ).toEqual([
    '| part of a node | put | get |',
    '|---|---|---|',
    '| dear | 30 µs, 75.0 % | 0 µs, 0.0 % |',
    '| cheap | 10 µs, 25.0 % | 0 µs, 0.0 % |',
    '| other | 0 µs, 0.0 % | 5 µs, 100.0 % |',
    '| all, of all nodes together | 40 µs | 5 µs |',
    '| datagrams | 82.0 | 6.1 |',
  ])
})
