import { describe, expect, test } from 'vitest'
import { distancesDump } from '../src/distances-dump.ts'
import { stateDump } from '../src/state-dump.ts'
import { toPlantUml } from '../src/to-plant-uml.ts'
import { nastyTexts } from './nasty-texts.ts'
import { draw, findPlantUml, SECRET, textsOf } from './plantuml-program.ts'
import { contactAt, readmeNode, readmeSnapshot, recordOf } from './samples.ts'

const program = findPlantUml('@startjson\n{"a":"b"}\n@endjson')
const reason =
  'no PlantUML here knows @startjson (Debian 12 and Ubuntu 24.04 have 1.2020.2, which does not): ' +
  'set PLANTUML_JAR to the jar of 1.2021 or later'
if (program === undefined) console.error(`SKIPPED, the drawn dumps are not tested: ${reason}`)

/** What stands in a picture for a text, as far as PlantUML keeps it: not the spaces at its ends, nor the joiners. */
function drawn(text: string): string {
  const characters = [...text]
  const cut = characters.slice(0, 120).join('')
  const whole = characters.length > 120 ? `${cut}… (${characters.length} characters)` : text
  const shown = whole.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (unseen) => {
    const code = (unseen.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
    return unseen === '\n' ? '↵' : unseen === '\t' ? '⇥' : `[U+${code}]`
  })
  return shown.trim()
}

describe('the real PlantUML', () => {
  test('draws every nasty text as itself, as a value and as an address, and does nothing else', (context) => {
    if (program === undefined) return context.skip(reason)
    const dumps = nastyTexts.map((text, place) => {
      const self = { ...contactAt(`memory:${place}`), address: text }
      const dump = distancesDump(readmeNode(1339).key, [self])
      return [`nasty${place}`, toPlantUml(dump)] as const
    })
    const store = nastyTexts.map((text, place) => ({ ...recordOf(`${place}`, ''), value: Buffer.from(text) }))
    const all = toPlantUml(stateDump(readmeSnapshot(), store))
    const beside = new Map([
      ['secret.txt', SECRET],
      ['secret.json', `{"${SECRET}":"${SECRET}"}`],
    ])

    const { exitCode, said, pictures } = draw(program, new Map([...dumps, ['all', all]]), 'svg', beside)

    expect(said).not.toMatch(/error|exception/i)
    expect(exitCode).toBe(0)
    for (const [place, text] of nastyTexts.entries()) {
      const svg = pictures.get(`nasty${place}`)
      const texts = textsOf(svg).map((shown) => shown.replaceAll('\u2060', '').trim())
      expect(texts).toContain(drawn(text))
      expect(texts.filter((shown) => ['id', 'ip', 'port', 'target'].includes(shown))).toHaveLength(4)
    }
    for (const svg of pictures.values()) {
      expect(svg.toString()).not.toMatch(/Syntax Error|does not sound like JSON|<a |<image|<script/i)
      expect(svg.toString()).not.toContain(SECRET)
    }
    expect(pictures.get('all')?.length).toBeGreaterThan(10_000)
  }, 120_000)

  test('draws both kinds of dumps, in both styles, as PNG', (context) => {
    if (program === undefined) return context.skip(reason)
    const diagrams = new Map(
      (['padded', 'original'] as const).flatMap((hex) => [
        [`state-${hex}`, toPlantUml(stateDump(readmeSnapshot(), [recordOf('k', 'v')], { hex }))],
        [`found-${hex}`, toPlantUml(distancesDump(readmeNode(1339).key, [readmeNode(1337)], { hex }))],
        [`empty-${hex}`, toPlantUml(stateDump(readmeSnapshot({ buckets: [] }), [], { hex }))],
      ]),
    )
    const { exitCode, pictures } = draw(program, diagrams, 'png')
    expect(exitCode).toBe(0)
    expect([...pictures.keys()]).toEqual([...diagrams.keys()])
    for (const png of pictures.values()) expect(png.subarray(1, 4).toString()).toBe('PNG')
  }, 120_000)
})
