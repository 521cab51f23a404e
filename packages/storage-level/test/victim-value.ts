/** Values that say whose they are, and which. */

/** Bytes that begin with name and version. */
export function victimValue(name: string, version: number, padding: number): Uint8Array {
  return new TextEncoder().encode(`${name} ${version} ${'x'.repeat(padding)}`)
}

/** The version of a value; undefined when it is another name's. */
export function versionOf(name: string, bytes: Uint8Array): number | undefined {
  const [owner, version] = new TextDecoder().decode(bytes).split(' ')
  return owner === name ? Number(version) : undefined
}
