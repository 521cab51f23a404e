/** JSON with sorted names, and with a free hand in how its strings are written. */

/** How {@link jsonText} writes. */
export interface JsonStyle {
  /** Writes a string, its quotation marks included. */
  readonly quote: (text: string) => string
  /** Spaces a level; 0 writes one line without any. */
  readonly indent: number
}

/**
 * The JSON text of plain data. The names of every object are sorted by their UTF-16 code units, as the original's map
 * sorts them. A number that JSON cannot write is null, and an undefined field is left out, as in JSON.stringify.
 */
export function jsonText(data: unknown, style: JsonStyle, depth = 0): string {
  if (typeof data === 'string') return style.quote(data)
  if (typeof data !== 'object' || data === null) return JSON.stringify(data)
  if (Array.isArray(data)) {
    const items = data.map((item: unknown) => jsonText(item, style, depth + 1))
    return wrap('[', items, ']', style.indent, depth)
  }
  const colon = style.indent > 0 ? ': ' : ':'
  const fields = sortedFields(data).map(
    ([name, value]) => style.quote(name) + colon + jsonText(value, style, depth + 1),
  )
  return wrap('{', fields, '}', style.indent, depth)
}

function sortedFields(data: object): [string, unknown][] {
  const fields: [string, unknown][] = Object.entries(data)
  return fields.filter(([, value]) => value !== undefined).sort(([a], [b]) => (a < b ? -1 : 1))
}

function wrap(open: string, parts: readonly string[], close: string, indent: number, depth: number): string {
  if (indent === 0 || parts.length === 0) return open + parts.join(',') + close
  const margin = `\n${' '.repeat(indent * depth)}`
  const inner = margin + ' '.repeat(indent)
  return open + inner + parts.join(`,${inner}`) + margin + close
}
