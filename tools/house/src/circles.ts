/** Circles of files that import one another, also by type only: a circle cannot be read from its beginning. */

import { posix } from 'node:path'
import { moduleImports } from './module-imports.ts'
import type { Source } from './source.ts'

/** Every circle that a search from each file in turn closes, as "a.ts → b.ts → a.ts". */
export function circleFindings(sources: readonly Source[]): string[] {
  const importsOf = new Map(sources.map((source) => [source.path, relativeImports(source)]))
  const findings: string[] = []
  const finished = new Set<string>()
  const walk = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path)
    if (start >= 0) findings.push([...trail.slice(start), path].join(' → '))
    if (start >= 0 || finished.has(path)) return
    for (const next of importsOf.get(path) ?? []) walk(next, [...trail, path])
    finished.add(path)
  }
  for (const path of importsOf.keys()) walk(path, [])
  return findings
}

function relativeImports({ path, text }: Source): string[] {
  return moduleImports(text)
    .flatMap(({ specifier }) => (specifier?.startsWith('.') ? [specifier] : []))
    .map((specifier) => posix.join(posix.dirname(path), specifier))
}
