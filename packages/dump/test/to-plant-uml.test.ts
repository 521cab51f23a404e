import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { distancesDump } from '../src/distances-dump.ts'
import { stateDump } from '../src/state-dump.ts'
import { toJson } from '../src/to-json.ts'
import { toPlantUml } from '../src/to-plant-uml.ts'
import { golden } from './golden.ts'
import { nastyTexts } from './nasty-texts.ts'
import { contactAt, readmeNode, readmeSnapshot, recordOf } from './samples.ts'

test('the original form is byte for byte the golden file', () => {
  const dump = stateDump(readmeSnapshot(), [recordOf('some_key', 'some_value')], { hex: 'original' })
  expect(toPlantUml(dump)).toBe(golden('interface0.json.plantuml'))
})

test('a plain dump is its JSON between two lines', () => {
  const dump = distancesDump(readmeNode(1339).key, [readmeNode(1337)])
  expect(toPlantUml(dump)).toBe(`@startjson\n${toJson(dump)}\n@endjson`)
})

test('no value and no address gets out of the JSON', () => {
  fc.assert(
    fc.property(fc.constantFrom(...nastyTexts), fc.string({ unit: 'binary' }), (nasty, other) => {
      const text = nasty + other
      const dump = stateDump(readmeSnapshot({ self: { ...contactAt('x'), address: text } }), [
        recordOf('k', text),
      ])
      const lines = toPlantUml(dump).split('\n')
      expect(lines).toHaveLength(3)
      expect([lines[0], lines[2]]).toEqual(['@startjson', '@endjson'])
      expect(lines[1]).toMatch(/^[A-Za-z0-9 ,:{}._"[\]<>+-]*$/)
      expect(Object.keys(JSON.parse(lines[1] ?? ''))).toEqual(['kadkit', 'node', 'routes', 'rpc', 'store'])
    }),
  )
})

describe('long values', () => {
  const dump = stateDump(readmeSnapshot(), [recordOf('k', 'x'.repeat(10_000))])

  test('are cut at 120 characters', () => {
    expect(toPlantUml(dump)).toContain(`:"${'x'.repeat(120)}<U+2026> <U+0028>10000 characters`)
  })

  test('are cut where one says', () => {
    expect(toPlantUml(dump, { maxTextCharacters: 1 })).toContain(':"x<U+2026> <U+0028>10000 characters')
  })

  test('are whole when there is no limit', () => {
    expect(toPlantUml(dump, { maxTextCharacters: Number.POSITIVE_INFINITY })).toContain('x'.repeat(10_000))
  })
})

test.each([0, -1, 1.5, Number.NaN, Number.NEGATIVE_INFINITY])(
  'a limit of %d is refused',
  (maxTextCharacters) => {
    const dump = distancesDump(readmeNode(1).key, [])
    expect(() => toPlantUml(dump, { maxTextCharacters })).toThrow(
      new RangeError(`maxTextCharacters must be an integer from 1 on, or Infinity, got ${maxTextCharacters}`),
    )
  },
)
