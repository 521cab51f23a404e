/** Examples in documents: every ```ts fence must compile. */

import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Source } from './source.ts'

/** One example; `line` is that of its first line of code, from 1. */
export interface Fence {
  readonly path: string
  readonly line: number
  readonly code: string
}

// Inside this package, so that the examples find the packages that it depends on; git-ignored.
const scratch = join(dirname(fileURLToPath(import.meta.url)), '../.fences')

const TSCONFIG = {
  extends: '../../../tsconfig.base.json',
  compilerOptions: {
    lib: ['es2023', 'esnext.disposable'],
    types: ['node'],
    moduleDetection: 'force',
    noEmit: true,
    composite: false,
    declaration: false,
    declarationMap: false,
    isolatedDeclarations: false,
  },
  include: ['*.ts'],
}

/** The TypeScript fences of a Markdown document. */
export function fencesOf({ path, text }: Source): Fence[] {
  const fences: Fence[] = []
  let open: { mark: string; line: number; code: string[]; compiled: boolean } | undefined
  text.split('\n').forEach((content, index) => {
    const [, mark, language] = /^ {0,3}(`{3,})\s*(\S*)/.exec(content) ?? []
    if (open === undefined && mark !== undefined) {
      open = { mark, line: index + 2, code: [], compiled: language === 'ts' || language === 'typescript' }
    } else if (
      open !== undefined &&
      mark !== undefined &&
      mark.length >= open.mark.length &&
      language === ''
    ) {
      if (open.compiled) fences.push({ path, line: open.line, code: open.code.join('\n') })
      open = undefined
    } else open?.code.push(content)
  })
  return fences
}

/** Type-checks all fences in one go, strictly; each finding names the document and its line. */
export function compileFences(fences: readonly Fence[]): string[] {
  if (fences.length === 0) return []
  const documents = new Map(fences.map((fence) => [fileOf(fence), fence.path]))
  rmSync(scratch, { recursive: true, force: true })
  mkdirSync(scratch)
  for (const fence of fences) writeFileSync(join(scratch, fileOf(fence)), asModule(fence))
  writeFileSync(join(scratch, 'tsconfig.json'), JSON.stringify(TSCONFIG))
  const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc')
  const run = spawnSync(process.execPath, [tsc, '-p', '.', '--pretty', 'false'], {
    cwd: scratch,
    encoding: 'utf8',
  })
  if (run.error) throw run.error
  return run.stdout.split('\n').flatMap((output) => findingOf(output, documents) ?? [])
}

function fileOf({ path, line }: Fence): string {
  return `${path.replaceAll('/', '_')}_${line}.ts`
}

/** Pushed down to its line in the document, so that the compiler reports lines of the document. */
function asModule({ line, code }: Fence): string {
  return `${'\n'.repeat(line - 1)}${code}\n`
}

/** Errors in the packages' own sources are left to the type check, which reports them where they are. */
function findingOf(output: string, documents: ReadonlyMap<string, string>): string | undefined {
  const [, file = '', line, message] = /^(\S+?)\((\d+),\d+\): error (.*)$/.exec(output) ?? []
  const path = documents.get(file)
  if (path !== undefined) return `${path}:${line}: ${message}`
  return /^error /.test(output) ? output : undefined
}
