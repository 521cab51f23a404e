/** Dumps as files: the JSON, and beside it the diagram. */

import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { DistancesDump } from './distances-dump.ts'
import { DumpError } from './dump-error.ts'
import type { StateDump } from './state-dump.ts'
import { type JsonOptions, toJson } from './to-json.ts'
import { type PictureOptions, toPlantUml } from './to-plant-uml.ts'

/** The files that were written. */
export interface WrittenDump {
  readonly json: string
  readonly plantUml: string
}

/**
 * Writes the JSON to `path` and the diagram to `path` + ".plantuml", in UTF-8; creates the directory with its
 * parents, and overwrites what is there.
 *
 * @throws TypeError for a path that is no text, RangeError as `toJson` and `toPlantUml` do; both before anything is written.
 * @throws DumpError `unwritable`. The first file may have been written then.
 */
export function writeStateDump(
  path: string,
  dump: StateDump,
  options: JsonOptions & PictureOptions = {},
): Promise<WrittenDump> {
  return write(path, dump, options)
}

/** As {@link writeStateDump}, for what a lookup found. */
export function writeDistancesDump(
  path: string,
  dump: DistancesDump,
  options: JsonOptions & PictureOptions = {},
): Promise<WrittenDump> {
  return write(path, dump, options)
}

async function write(
  path: string,
  dump: StateDump | DistancesDump,
  options: JsonOptions & PictureOptions,
): Promise<WrittenDump> {
  if (typeof path !== 'string' || path === '') {
    throw new TypeError(`path must be the name of a file, got ${JSON.stringify(path)}`)
  }
  const json = toJson(dump, options)
  const diagram = toPlantUml(dump, options)
  const written = { json: path, plantUml: `${path}.plantuml` }
  try {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(written.json, json)
    await writeFile(written.plantUml, diagram)
  } catch (cause) {
    throw new DumpError('unwritable', `cannot write the dump ${JSON.stringify(path)}`, { cause })
  }
  return written
}
