/** Shapes of plain data: what may be in an object that comes from a file. */

/** What a value may be. */
export type Shape =
  | { readonly is: 'number'; readonly min?: number; readonly max?: number; readonly integer?: true }
  | { readonly is: 'boolean' }
  | { readonly is: 'text' }
  | { readonly is: 'one-of'; readonly values: readonly string[] }
  | { readonly is: 'list'; readonly of: Shape }
  | Fields
  /** An object whose field `by` says which of several shapes it has. */
  | { readonly is: 'variant'; readonly by: string; readonly variants: Readonly<Record<string, Fields>> }
  /** Checked elsewhere. */
  | { readonly is: 'object' }

/** An object with these fields, and no others; the optional ones are in `may`. */
export interface Fields {
  readonly is: 'fields'
  readonly must?: Readonly<Record<string, Shape>>
  readonly may?: Readonly<Record<string, Shape>>
}

/** @throws TypeError that names the first field, by its path, that does not have its shape. */
export function checkShape(shape: Shape, value: unknown, path: string): void {
  switch (shape.is) {
    case 'number':
      checkNumber(shape, value, path)
      break
    case 'boolean':
      expect(typeof value === 'boolean', path, 'true or false', value)
      break
    case 'text':
      expect(typeof value === 'string', path, 'a text', value)
      break
    case 'one-of':
      expect(shape.values.includes(String(value)), path, `one of ${shape.values.join(', ')}`, value)
      break
    case 'list':
      expect(Array.isArray(value), path, 'a list', value)
      for (const [index, item] of (value as unknown[]).entries())
        checkShape(shape.of, item, `${path}[${index}]`)
      break
    case 'object':
      objectAt(value, path)
      break
    case 'fields':
      checkFields(shape, objectAt(value, path), path)
      break
    case 'variant': {
      const { by, variants } = shape
      const { [by]: name, ...rest } = objectAt(value, path)
      const variant = typeof name === 'string' && Object.hasOwn(variants, name) ? variants[name] : undefined
      expect(variant !== undefined, `${path}.${by}`, `one of ${Object.keys(variants).join(', ')}`, name)
      if (variant !== undefined) checkFields(variant, rest, path)
    }
  }
}

function checkNumber({ min, max, integer }: Shape & { is: 'number' }, value: unknown, path: string): void {
  const kind = integer === true ? 'an integer' : 'a number'
  const range = `${min === undefined ? '' : ` from ${min}`}${max === undefined ? '' : ` to ${max}`}`
  const isRight =
    typeof value === 'number' &&
    (integer === true ? Number.isSafeInteger(value) : Number.isFinite(value)) &&
    value >= (min ?? value) &&
    value <= (max ?? value)
  expect(isRight, path, kind + range, value)
}

function checkFields({ must = {}, may = {} }: Fields, value: Record<string, unknown>, path: string): void {
  for (const name of Object.keys(value)) {
    const isKnown = Object.hasOwn(must, name) || Object.hasOwn(may, name)
    if (!isKnown) {
      const known = [...Object.keys(must), ...Object.keys(may)].join(', ')
      throw new TypeError(`${path} has no field '${name}'; it has ${known}`)
    }
  }
  for (const [name, shape] of Object.entries(must)) checkShape(shape, value[name], `${path}.${name}`)
  for (const [name, shape] of Object.entries(may)) {
    if (value[name] !== undefined) checkShape(shape, value[name], `${path}.${name}`)
  }
}

function objectAt(value: unknown, path: string): Record<string, unknown> {
  expect(typeof value === 'object' && value !== null && !Array.isArray(value), path, 'an object', value)
  return value as Record<string, unknown>
}

function expect(holds: boolean, path: string, wanted: string, value: unknown): void {
  if (!holds) throw new TypeError(`${path} must be ${wanted}, got ${JSON.stringify(value) ?? String(value)}`)
}
