import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { distancesDump } from '../src/distances-dump.ts'
import { DumpError } from '../src/dump-error.ts'
import { stateDump } from '../src/state-dump.ts'
import { toJson } from '../src/to-json.ts'
import { toPlantUml } from '../src/to-plant-uml.ts'
import { writeDistancesDump, writeStateDump } from '../src/write-dump.ts'
import { readmeNode, readmeSnapshot, recordOf } from './samples.ts'

const state = stateDump(readmeSnapshot(), [recordOf('k', 'é'.repeat(200))])
const distances = distancesDump(readmeNode(1339).key, [readmeNode(1338)])
let folder = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kadkit-dump-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

test('a state becomes JSON and a diagram, in directories that did not exist', async () => {
  const path = join(folder, 'a', 'b', 'node0.json')
  const written = await writeStateDump(path, state)
  expect(written).toEqual({ json: path, plantUml: `${path}.plantuml` })
  expect(await readFile(written.json, 'utf8')).toBe(toJson(state))
  expect(await readFile(written.plantUml, 'utf8')).toBe(toPlantUml(state))
})

test('distances become both files too', async () => {
  const path = join(folder, 'dumps', 'lookup.json')
  const written = await writeDistancesDump(path, distances)
  expect(await readFile(written.json, 'utf8')).toBe(toJson(distances))
  expect(await readFile(written.plantUml, 'utf8')).toBe(toPlantUml(distances))
})

test('the options reach the two texts', async () => {
  const options = { indent: 4, maxTextCharacters: 7 }
  const written = await writeStateDump(join(folder, 'node0.json'), state, options)
  expect(await readFile(written.json, 'utf8')).toBe(toJson(state, options))
  expect(await readFile(written.plantUml, 'utf8')).toBe(toPlantUml(state, options))
})

test('an older and longer dump is overwritten', async () => {
  const path = join(folder, 'node0.json')
  await writeStateDump(path, state, { indent: 4 })
  await writeDistancesDump(path, distances)
  expect(await readFile(path, 'utf8')).toBe(toJson(distances))
  expect(await readFile(`${path}.plantuml`, 'utf8')).toBe(toPlantUml(distances))
})

test('a path below a file is a DumpError, with the cause of the file system', async () => {
  await writeFile(join(folder, 'file'), '')
  const error = await writeStateDump(join(folder, 'file', 'node0.json'), state).catch(
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(DumpError)
  expect(error).toMatchObject({
    code: 'unwritable',
    cause: { code: expect.stringMatching(/ENOTDIR|EEXIST/) },
  })
  expect(String(error)).toContain('node0.json')
})

test('a path that is a directory is a DumpError', async () => {
  await expect(writeStateDump(folder, state)).rejects.toMatchObject({ name: 'DumpError', code: 'unwritable' })
})

test.each([[''], [undefined], [7]])('a path of %j is refused', async (path) => {
  await expect(writeStateDump(path as string, state)).rejects.toThrow(TypeError)
})

test('nothing is written when an option is wrong', async () => {
  const path = join(folder, 'dumps', 'node0.json')
  await expect(writeStateDump(path, state, { maxTextCharacters: 0 })).rejects.toThrow(RangeError)
  await expect(readFile(path)).rejects.toMatchObject({ code: 'ENOENT' })
})
