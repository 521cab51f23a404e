/** Text that PlantUML draws, and never acts upon. */

/**
 * PlantUML reads a text three times: the preprocessor takes `%getenv("HOME")`, `$x` and `!include` for orders, the
 * JSON reader takes `"` and `\`, and the markup reader takes `<img:file>`, `[[link]]`, `**`, `~` and a `\n` that it
 * finds after the JSON was read. `&#92;` makes it crash. So all is encoded but for letters, digits and the few
 * marks that ids, addresses and plain values are made of; and of these, those that draw a rule, underline or open
 * a block when they are doubled or come first.
 */
const LOUD = /[^A-Za-z0-9 ,:{}._-]|\.(?<=^ *\.)|\{(?=\{)|(?<=\{)\{|-(?=-)|(?<=-)-|_(?=_)|(?<=_)_/gu

/** Characters that a picture cannot show, or that change how others are shown: controls, overrides, separators. */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]/u

/** Shown in the place of a character of their own kind. */
const STAND_INS: ReadonlyMap<string, string> = new Map([
  ['\n', encoded('↵')],
  ['\t', encoded('⇥')],
  // A backslash and a "t" are a tab for PlantUML, even when both are encoded; a word joiner keeps them apart.
  ['\\', encoded('\\') + encoded('\u2060')],
])

/**
 * `text` as it can stand anywhere in a PlantUML file: ASCII letters, digits, spaces, `,:.-_{}`, and `<U+XXXX>` for
 * everything else, which PlantUML turns into the character after all reading is done (tried from 1.2021.14 to
 * 1.2026.8). The picture has the same text but for a newline, drawn as ↵, a tab, as ⇥, and any other unseen
 * character, as [U+XXXX]. Longer texts than `maxCharacters` code points are cut, and say how long they were.
 *
 * No such text has a `"`, a `\` or a line break, so it is a JSON string as it stands.
 */
export function quietText(text: string, maxCharacters: number): string {
  return cut(text, maxCharacters).replace(LOUD, quiet)
}

function quiet(character: string): string {
  const standIn = STAND_INS.get(character)
  if (standIn !== undefined) return standIn
  if (!UNSEEN.test(character)) return encoded(character)
  return `${encoded('[')}U${encoded('+')}${hex(character)}${encoded(']')}`
}

function encoded(character: string): string {
  return `<U+${hex(character)}>`
}

function hex(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
}

function cut(text: string, maxCharacters: number): string {
  if (text.length <= maxCharacters) return text
  const characters = [...text]
  if (characters.length <= maxCharacters) return text
  return `${characters.slice(0, maxCharacters).join('')}… (${characters.length} characters)`
}
