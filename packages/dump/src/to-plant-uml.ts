/** A dump as a PlantUML diagram. */

import type { DistancesDump } from './distances-dump.ts'
import { jsonText } from './json-text.ts'
import { quietText } from './quiet-text.ts'
import type { StateDump } from './state-dump.ts'

/** How a picture is drawn. */
export interface PictureOptions {
  /**
   * The most characters of one text that are drawn; longer ones are cut and say how long they were. 120 when absent:
   * a value of 64 KiB would make the picture useless. Infinity cuts nothing.
   */
  readonly maxTextCharacters?: number | undefined
}

const MAX_TEXT_CHARACTERS = 120

/**
 * The PlantUML text of a dump: `@startjson`, the JSON on one line, `@endjson`, and no newline at the end, as the
 * original writes it. Where all texts are short and made of ASCII letters, digits, spaces and single `,:.-_{}`, these
 * are the original's bytes. Every other character is written as `<U+XXXX>`, so that no value that a stranger stored can
 * end the diagram, read a file or an environment variable, or draw anything but itself.
 *
 * @throws RangeError when `maxTextCharacters` is not an integer from 1 on, or Infinity.
 */
export function toPlantUml(dump: StateDump | DistancesDump, options: PictureOptions = {}): string {
  const { maxTextCharacters: max = MAX_TEXT_CHARACTERS } = options
  if (max !== Number.POSITIVE_INFINITY && (!Number.isInteger(max) || max < 1)) {
    throw new RangeError(`maxTextCharacters must be an integer from 1 on, or Infinity, got ${String(max)}`)
  }
  const quote = (text: string): string => `"${quietText(text, max)}"`
  return `@startjson\n${jsonText(dump, { quote, indent: 0 })}\n@endjson`
}
