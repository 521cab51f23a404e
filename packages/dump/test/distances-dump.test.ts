import { expect, test } from 'vitest'
import { distancesDump } from '../src/distances-dump.ts'
import { toJson } from '../src/to-json.ts'
import { golden } from './golden.ts'
import { readmeNode } from './samples.ts'

const target = readmeNode(1339).key
const found = [1339, 1338, 1337].map(readmeNode)

test('the original form is byte for byte the golden file', () => {
  expect(toJson(distancesDump(target, found, { hex: 'original' }))).toBe(golden('distances.json'))
})

test('the original form with four spaces is the example of its README', () => {
  const dump = distancesDump(target, found, { hex: 'original' })
  expect(toJson(dump, { indent: 4 })).toBe(golden('distances-indented.json'))
})

test('the padded form keeps all digits and adds the shared bits and the schema', () => {
  expect(distancesDump(target, found.slice(0, 2))).toEqual({
    found: [
      {
        distance: '0'.repeat(64),
        node: {
          id: '090278733FBB7F4C06914839C98A54912F4F18B3F15EAED1510708663AA5FC63',
          ip: '192.168.1.10',
          port: 1339,
        },
        sharedBits: 256,
      },
      {
        distance: '3D00C24670ACCA140C1DEE576D7AF2D85486F125E4E0BFD664CCDABA9E532ED2',
        node: {
          id: '3402BA354F17B5580A8CA66EA4F0A6497BC9E99615BE110735CBD2DCA4F6D2B1',
          ip: '192.168.1.10',
          port: 1338,
        },
        sharedBits: 2,
      },
    ],
    target: '090278733FBB7F4C06914839C98A54912F4F18B3F15EAED1510708663AA5FC63',
    kadkit: { schema: 1 },
  })
})

test('the order is the given one: nothing is sorted or dropped', () => {
  const mixed = [1337, 1339, 1338, 1337].map(readmeNode)
  expect(distancesDump(target, mixed).found.map(({ node }) => node.port)).toEqual([1337, 1339, 1338, 1337])
})

test('a lookup that found nobody is an empty list', () => {
  expect(toJson(distancesDump(target, [], { hex: 'original' }))).toBe(
    '{"found":[],"target":"9278733FBB7F4C6914839C98A54912F4F18B3F15EAED15178663AA5FC63"}',
  )
})

test('an unknown hex is refused', () => {
  const wrong = { hex: 'lower' } as unknown as { hex: 'padded' }
  expect(() => distancesDump(target, found, wrong)).toThrow(RangeError)
})
