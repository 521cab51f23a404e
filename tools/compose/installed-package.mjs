// Checks one package as npm has installed it from its tarball.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * What should not be as it is; empty when all is well.
 * @param {string} folder where npm has put the package
 * @returns {string[]}
 */
export function faultsOf(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const missing = ['dist/index.js', 'dist/index.d.ts', 'README.md', 'LICENSE', ...targetsOf(manifest)]
  return [
    ...missing.filter((file) => !existsSync(join(folder, file))).map((file) => `${file} is missing`),
    ...files
      .filter((file) =>
        /(^|\/)(test|node_modules|\.turbo|\.vitest)\/|\.test\.|tsbuildinfo$|\.tgz$/.test(file),
      )
      .map((file) => `${file} should not be packed`),
    ...files
      .filter((file) => isStale(file, files))
      .map((file) => `${file} has no source: run pnpm clean and build again`),
    ...rangesOf(manifest)
      .filter(([, range]) => !/^\^\d/.test(range))
      .map(([name, range]) => `depends on ${name} ${range}`),
  ]
}

/** @param {{ exports: Record<string, string | Record<string, string>> }} manifest */
function targetsOf({ exports }) {
  return Object.values(exports).flatMap((target) =>
    typeof target === 'string' ? [target] : Object.values(target),
  )
}

/** @param {Record<string, Record<string, string>>} manifest */
function rangesOf({ dependencies = {}, peerDependencies = {}, optionalDependencies = {} }) {
  return [dependencies, peerDependencies, optionalDependencies].flatMap(Object.entries)
}

/**
 * A build leaves the output of a source that was renamed or removed.
 * @param {string} file
 * @param {string[]} files
 */
function isStale(file, files) {
  const [, stem] = /^dist\/(.*?)\.(?:js|d\.ts)(?:\.map)?$/.exec(file) ?? []
  return stem !== undefined && !files.includes(`src/${stem}.ts`)
}
