import { describe, expect, test } from 'vitest'
import { bucketsDiagram } from '../src/buckets-diagram.ts'
import { distancesDump } from '../src/distances-dump.ts'
import { stateDump } from '../src/state-dump.ts'
import { toPlantUml } from '../src/to-plant-uml.ts'
import { nastyTexts } from './nasty-texts.ts'
import { type Drawing, draw, findPlantUml, SECRET, textsOf } from './plantuml-program.ts'
import { contactAt, readmeNode, readmeSnapshot, recordOf } from './samples.ts'

const json = findPlantUml('@startjson\n{"a":"b"}\n@endjson')
const jsonReason =
  'no PlantUML here knows @startjson (Debian 12 packages 1.2020.2, which does not): ' +
  'set PLANTUML_JAR to the jar of 1.2021.14 or later'
if (json === undefined) console.error(`SKIPPED, the drawn dumps are not tested: ${jsonReason}`)

const mindMap = json ?? findPlantUml('@startmindmap\n* a\n@endmindmap')
const mindMapReason = 'there is no PlantUML here: set PLANTUML_JAR, or install the package plantuml'
if (mindMap === undefined) console.error(`SKIPPED, the drawn buckets are not tested: ${mindMapReason}`)

const beside = new Map([
  ['secret.txt', SECRET],
  ['secret.json', `{"${SECRET}":"${SECRET}"}`],
])

/** What stands in a picture for a text, as far as PlantUML keeps it: not the spaces at its ends. */
function drawn(text: string, maxCharacters: number): string {
  const characters = [...text]
  const cut = `${characters.slice(0, maxCharacters).join('')}… (${characters.length} characters)`
  const shown = characters.length > maxCharacters ? cut : text
  return shown
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (unseen) => {
      const code = (unseen.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
      return unseen === '\n' ? '↵' : unseen === '\t' ? '⇥' : `[U+${code}]`
    })
    .trim()
}

function textsIn(svg: Buffer | undefined): string[] {
  return textsOf(svg).map((shown) => shown.replaceAll('\u2060', '').trim())
}

function expectOnlyText({ exitCode, said, pictures }: Drawing): void {
  expect(said).not.toMatch(/error|exception/i)
  expect(exitCode).toBe(0)
  for (const svg of pictures.values()) {
    expect(svg.toString()).not.toMatch(/Syntax Error|does not sound like JSON|<a |<image|<script/i)
    expect(svg.toString()).not.toContain(SECRET)
  }
}

describe('the real PlantUML', () => {
  test('draws every nasty value and address as itself, and does nothing else', (context) => {
    if (json === undefined) return context.skip(jsonReason)
    const store = nastyTexts.map((text, place) => ({ ...recordOf(`${place}`, ''), value: Buffer.from(text) }))
    const found = nastyTexts.map((text, place) => ({ ...contactAt(`memory:${place}`), address: text }))
    const drawing = draw(
      json,
      new Map([
        ['values', toPlantUml(stateDump(readmeSnapshot(), store))],
        ['addresses', toPlantUml(distancesDump(readmeNode(1339).key, found))],
      ]),
      'svg',
      beside,
    )
    expectOnlyText(drawing)
    const values = new Set(textsIn(drawing.pictures.get('values')))
    const addresses = new Set(textsIn(drawing.pictures.get('addresses')))
    for (const text of nastyTexts) {
      expect(addresses).toContain(drawn(text, 120))
      if (isText(text)) expect(values).toContain(drawn(text, 120))
    }
    expect(textsIn(drawing.pictures.get('addresses')).filter((text) => text === 'port')).toHaveLength(
      found.length,
    )
  }, 120_000)

  test('draws every nasty address in the buckets as itself', (context) => {
    if (mindMap === undefined) return context.skip(mindMapReason)
    const contacts = nastyTexts.map((text, place) => {
      return { ...contactAt(`memory:${place}`), address: text, seenAt: 0, failures: 0 }
    })
    const snapshot = readmeSnapshot({ at: 0, buckets: [{ index: 0, contacts, understudies: contacts }] })
    const drawing = draw(mindMap, new Map([['buckets', bucketsDiagram(snapshot)]]), 'svg', beside)
    expectOnlyText(drawing)
    const texts = new Set(textsIn(drawing.pictures.get('buckets')))
    for (const { key, address } of contacts) {
      const id = key.toHex().slice(0, 8).toUpperCase()
      expect(texts).toContain(`${id}.. at ${drawn(address, 60)}, answered 0 s ago`)
      expect(texts).toContain(`waits: ${id}.. at ${drawn(address, 60)}, answered 0 s ago`)
    }
  }, 120_000)

  test('draws all kinds of diagrams, in both styles, as PNG', (context) => {
    if (json === undefined) return context.skip(jsonReason)
    const diagrams = new Map(
      (['padded', 'original'] as const).flatMap((hex) => [
        [`state-${hex}`, toPlantUml(stateDump(readmeSnapshot(), [recordOf('k', 'v')], { hex }))],
        [`found-${hex}`, toPlantUml(distancesDump(readmeNode(1339).key, [readmeNode(1337)], { hex }))],
        [`empty-${hex}`, toPlantUml(stateDump(readmeSnapshot({ buckets: [] }), [], { hex }))],
      ]),
    )
    diagrams.set('buckets', bucketsDiagram(readmeSnapshot()))
    const { exitCode, pictures } = draw(json, diagrams, 'png')
    expect(exitCode).toBe(0)
    expect([...pictures.keys()]).toEqual([...diagrams.keys()])
    for (const png of pictures.values()) expect(png.subarray(1, 4).toString()).toBe('PNG')
  }, 120_000)
})

/** A value with control characters is dumped, and drawn, as base64; a lone surrogate is no UTF-8. */
function isText(text: string): boolean {
  return !/\p{Surrogate}/u.test(text) && !/[^\P{Cc}\n\t]/u.test(text)
}
