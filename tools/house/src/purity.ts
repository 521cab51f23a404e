/** Purity: a pure package sees no time, no chance, no timer and no I/O. */

import { blank, lineAt } from './blank.ts'
import type { Room } from './house-table.ts'
import type { Package, Source, Tsconfig } from './source.ts'

const IMPURE =
  'Date|Math\\.random|set(?:Timeout|Interval|Immediate)|queueMicrotask|process|console|Buffer|performance|crypto|fetch|globalThis|eval|Function'
const ASYNCHRONOUS = 'Promise|async|await'

/** Each use of an impure name in the sources of a package, and a tsconfig that would let the platform in. */
export function purityFindings(subject: Package, pure: Room['pure'], base: Tsconfig): string[] {
  if (pure === undefined) return []
  return [
    ...subject.sources
      .filter(({ path }) => path.startsWith(`${subject.folder}/src/`))
      .flatMap((source) => impureUses(source, pure)),
    ...tsconfigFindings(subject, base),
  ]
}

function impureUses({ path, text }: Source, pure: Room['pure']): string[] {
  const names = pure === 'and synchronous' ? `${IMPURE}|${ASYNCHRONOUS}` : IMPURE
  // a property or a private name of ours may be called so; a spread is no property
  const isOurs = `(?<=[{,]\\s*(?:${names}))\\s*:`
  const uses = new RegExp(`(?<=\\.\\.\\.|(?<![\\w$.#]))(?:${names})(?![\\w$])(?!${isOurs})`, 'g')
  return [...blank(text).matchAll(uses)].map(
    (use) => `${path}:${lineAt(text, use.index)}: must not use ${use[0]}`,
  )
}

function tsconfigFindings({ folder, tsconfig }: Package, base: Tsconfig): string[] {
  const options = { ...base.compilerOptions, ...tsconfig.compilerOptions }
  return [
    ...(options.types?.length === 0 ? [] : [`${folder}/tsconfig.json: types must be []`]),
    ...(options.lib?.join() === 'es2023' ? [] : [`${folder}/tsconfig.json: lib must be ["es2023"]`]),
  ]
}
