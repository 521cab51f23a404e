/** Finds what a module imports, without a compiler. */

import { blank, lineAt } from './blank.ts'

/** One import, re-export or dynamic import; `specifier` is undefined where it is computed at run time. */
export interface ModuleImport {
  readonly specifier: string | undefined
  readonly line: number
}

const STATIC = /\b(?:from|import)\s*(['"])( *)\1/g
const CALL = /(?<![\w$.#])(?:import|require)\s*\(\s*(?:(['"])( *)\1)?/g
const LOADER = /\b(?:createRequire|getBuiltinModule)\b/g

/** All imports of a module, also type-only ones, in the order of each form. */
export function moduleImports(text: string): ModuleImport[] {
  const code = blank(text)
  return [STATIC, CALL, LOADER].flatMap((pattern) =>
    [...code.matchAll(pattern)].map((match) => {
      const quote =
        match[1] === undefined ? -1 : match.index + match[0].lastIndexOf(match[1], match[0].length - 2)
      const specifier =
        match[2] === undefined ? undefined : text.slice(quote + 1, quote + 1 + match[2].length)
      return { specifier, line: lineAt(text, match.index) }
    }),
  )
}

/** The package that a bare specifier names: "@noble/hashes" of "@noble/hashes/sha2.js". */
export function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}
