import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { distancesDump } from '../src/distances-dump.ts'
import { jsonText } from '../src/json-text.ts'
import { stateDump } from '../src/state-dump.ts'
import { toJson } from '../src/to-json.ts'
import { readmeNode, readmeSnapshot, recordOf } from './samples.ts'

describe('toJson', () => {
  test('writes one line without spaces or a newline at the end', () => {
    const text = toJson(stateDump(readmeSnapshot(), [recordOf('k', 'v')]))
    expect(text).not.toMatch(/\s/)
  })

  test('sorts the names of every object', () => {
    const data = JSON.parse(toJson(stateDump(readmeSnapshot(), [])))
    expect(Object.keys(data)).toEqual(['kadkit', 'node', 'routes', 'rpc', 'store'])
    expect(Object.keys(data.routes)).toEqual(['kbuckets', 'node'])
    expect(Object.keys(data.routes.kbuckets[0])).toEqual(['bucket', 'failures', 'nodes', 'seenAt', 'size'])
  })

  test('never cuts a value', () => {
    const value = 'x'.repeat(65_536)
    expect(toJson(stateDump(readmeSnapshot(), [recordOf('k', value)]))).toContain(value)
  })

  test.each([-1, 11, 1.5, Number.NaN])('refuses an indent of %d', (indent) => {
    const dump = distancesDump(readmeNode(1).key, [])
    expect(() => toJson(dump, { indent })).toThrow(
      new RangeError(`indent must be an integer of 0 to 10, got ${indent}`),
    )
  })

  test('takes an indent of 10', () => {
    expect(toJson(distancesDump(readmeNode(1).key, []), { indent: 10 })).toContain('\n          "found": []')
  })
})

describe('jsonText', () => {
  const sorted = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return value.map(sorted)
    const fields: [string, unknown][] = Object.entries(value)
    return Object.fromEntries(fields.sort(([a], [b]) => (a < b ? -1 : 1)).map(([k, v]) => [k, sorted(v)]))
  }
  // JSON.stringify puts names that are numbers first, whatever their order: it cannot be the judge of those.
  const name = fc.string({ unit: 'binary' }).filter((text) => !/^\d+$/.test(text))
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof({ maxDepth: 4 }, tie('leaf'), fc.array(tie('tree')), fc.dictionary(name, tie('tree'))),
    leaf: fc.oneof(fc.string({ unit: 'binary' }), fc.double(), fc.boolean(), fc.constant(null)),
  }))

  test('is what JSON.stringify writes of the same data with its names sorted', () => {
    fc.assert(
      fc.property(tree, fc.nat(10), (data, indent) => {
        const text = jsonText(data, { quote: JSON.stringify, indent })
        expect(text).toBe(JSON.stringify(sorted(data), null, indent))
      }),
    )
  })

  test('leaves out undefined fields', () => {
    expect(jsonText({ b: undefined, a: 1 }, { quote: JSON.stringify, indent: 0 })).toBe('{"a":1}')
  })

  test('sorts names that are numbers as text', () => {
    expect(jsonText({ 9: 0, 10: 0, A: 0 }, { quote: JSON.stringify, indent: 0 })).toBe('{"10":0,"9":0,"A":0}')
  })
})
