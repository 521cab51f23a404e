/** Reads this repository for the rules. */

import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Package, Source, Tsconfig } from './source.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..')

/** Every file that git keeps or would keep, relative to the repository. */
export const files: readonly string[] = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', '-z'],
  { cwd: root, encoding: 'utf8' },
)
  .split('\0')
  .filter((path) => path !== '' && existsSync(join(root, path)))

/** Reads a file of the repository. */
export function source(path: string): Source {
  return { path, text: readFileSync(join(root, path), 'utf8') }
}

/** The files whose path fits. */
export function sources(pattern: RegExp): Source[] {
  return files.filter((path) => pattern.test(path)).map(source)
}

/** The options that every tsconfig.json inherits. */
export const baseTsconfig: Tsconfig = json('tsconfig.base.json') as Tsconfig

/** Every package under packages/, and under apps/. */
export const packages: readonly Package[] = readPackages('packages')
export const apps: readonly Package[] = readPackages('apps')

/** Parses a JSON file of the repository. */
export function json(path: string): unknown {
  return JSON.parse(source(path).text)
}

function readPackages(parent: string): Package[] {
  return files
    .flatMap((path) =>
      // Deeper ones are no part of the workspace, such as the peers of a benchmark.
      dirname(dirname(path)) === parent && path.endsWith('/package.json') ? [dirname(path)] : [],
    )
    .map((folder) => ({
      folder,
      manifest: json(`${folder}/package.json`) as Package['manifest'],
      tsconfig: json(`${folder}/tsconfig.json`) as Tsconfig,
      sources: sources(new RegExp(`^${folder}/(?:src/.*\\.ts|gen/.*\\.js)$`)),
      files: files.flatMap((path) => (path.startsWith(`${folder}/`) ? [path.slice(folder.length + 1)] : [])),
    }))
}
