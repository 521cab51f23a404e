/** A package that breaks no rule, to be broken by the tests one rule at a time. */

import type { Manifest, Package } from '../src/source.ts'

const manifest: Manifest = {
  name: '@kadkit/routing',
  version: '0.1.0',
  description: 'A sample that is long enough to be a description.',
  keywords: ['a', 'b', 'c'],
  license: 'MIT',
  author: 'somebody',
  homepage: 'https://example.org',
  bugs: 'https://example.org',
  repository: { url: 'git+https://example.org/kadkit.git', directory: 'packages/routing' },
  type: 'module',
  sideEffects: false,
  engines: { node: '>=20.19' },
  files: ['dist', '!dist/*.tsbuildinfo', 'src'],
  exports: {
    '.': {
      '@kadkit/source': './src/index.ts',
      types: './dist/index.d.ts',
      default: './dist/index.js',
    },
    './package.json': './package.json',
  },
  publishConfig: { access: 'public' },
  scripts: { build: 'tsc -b', test: 'vitest run --config ../../vitest.config.ts' },
  dependencies: { '@kadkit/key': 'workspace:^' },
}

export const sample: Package = {
  folder: 'packages/routing',
  manifest,
  tsconfig: { references: [{ path: '../key' }] },
  sources: [
    { path: 'packages/routing/src/index.ts', text: "export { bucket } from './bucket.ts'\n" },
    { path: 'packages/routing/src/bucket.ts', text: "import { Key } from '@kadkit/key'\n" },
  ],
  files: ['package.json', 'README.md', 'LICENSE', 'src/index.ts', 'src/bucket.ts'],
}

/** The sample with one more line of code in its bucket.ts. */
export function withCode(code: string, file = 'src/bucket.ts'): Package {
  const path = `${sample.folder}/${file}`
  const sources = sample.sources.map((source) =>
    source.path === path ? { path, text: source.text + code } : source,
  )
  return { ...sample, sources }
}

/** The sample with other fields in its package.json. */
export function withManifest(fields: Manifest): Package {
  return { ...sample, manifest: { ...manifest, ...fields } }
}
