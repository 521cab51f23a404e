/** The import table: each package imports what its row says, and its manifest and tsconfig say the same. */

import { posix } from 'node:path'
import { type Room, scope } from './house-table.ts'
import { type ModuleImport, moduleImports, packageOf } from './module-imports.ts'
import type { Package, Source } from './source.ts'

/** What breaks the rules in one package; empty when all is well. `room` is undefined for a package without a row. */
export function importFindings(subject: Package, room: Room | undefined): string[] {
  if (room === undefined) return [`${subject.folder}: has no row in the import table`]
  const imports = subject.sources.flatMap((source) =>
    moduleImports(source.text).map((found) => ({ ...found, source })),
  )
  return [
    ...imports.flatMap((found) => faultOf(found, subject, room) ?? []),
    ...sameSet(
      `${subject.folder}/package.json: dependencies`,
      Object.keys(subject.manifest.dependencies ?? {}),
      importedPackages(imports),
    ),
    ...referenceFindings(subject),
  ]
}

/** The references of a tsconfig.json must be the dependencies within this repository. */
export function referenceFindings(subject: Package): string[] {
  const references = (subject.tsconfig.references ?? []).map(({ path }) => posix.join(subject.folder, path))
  const inside = Object.keys(subject.manifest.dependencies ?? {}).filter((name) => name.startsWith(scope))
  const folders = inside.map((name) => `packages/${name.slice(scope.length)}`)
  return sameSet(`${subject.folder}/tsconfig.json: references`, references, folders)
}

/** The rows of the table must be the packages that there are, and a row names only rows above it. */
export function tableFindings(table: Readonly<Record<string, Room>>, names: readonly string[]): string[] {
  const above = new Set<string>()
  const findings = sameSet('import table: rows', Object.keys(table), names)
  for (const [name, room] of Object.entries(table)) {
    const below = room.imports.filter((other) => other in table && !above.has(other))
    findings.push(...below.map((other) => `import table: ${name} imports ${other}, which is not above it`))
    above.add(name)
  }
  return findings
}

function faultOf(
  { specifier, line, source }: ModuleImport & { source: Source },
  subject: Package,
  room: Room,
): string | undefined {
  const where = `${source.path}:${line}`
  if (specifier === undefined) {
    if (source.path === `${subject.folder}/src/${room.asksPlatform}`) return undefined
    return `${where}: loads a module in a way that cannot be checked`
  }
  if (specifier.startsWith('.')) return relativeFault(where, specifier, subject, source)
  if (specifier.startsWith('#')) {
    return specifier in (subject.manifest.imports ?? {})
      ? undefined
      : `${where}: ${specifier} is not in imports`
  }
  if (specifier.startsWith('node:')) return room.node ? undefined : `${where}: must not import ${specifier}`
  const name = packageOf(specifier)
  const short = name.startsWith(scope) ? name.slice(scope.length) : name
  return room.imports.includes(short) ? undefined : `${where}: must not import ${name}`
}

function relativeFault(
  where: string,
  specifier: string,
  subject: Package,
  source: Source,
): string | undefined {
  const room = source.path.slice(subject.folder.length + 1).split('/')[0] ?? ''
  const target = posix.join(posix.dirname(source.path), specifier)
  if (!target.startsWith(`${subject.folder}/${room}/`)) return `${where}: ${specifier} leaves ${room}/`
  if (room === 'src' && !specifier.endsWith('.ts')) return `${where}: ${specifier} must end in .ts`
  return undefined
}

function importedPackages(imports: readonly ModuleImport[]): string[] {
  return imports
    .map(({ specifier = '#' }) => specifier)
    .filter((specifier) => !/^(?:[.#]|node:)/.test(specifier))
    .map(packageOf)
}

/** Names what is too much and what is missing in `actual`. */
function sameSet(what: string, actual: readonly string[], expected: readonly string[]): string[] {
  const [have, want] = [new Set(actual), new Set(expected)]
  return [
    ...[...have].filter((item) => !want.has(item)).map((item) => `${what}: ${item} is too much`),
    ...[...want].filter((item) => !have.has(item)).map((item) => `${what}: ${item} is missing`),
  ]
}
