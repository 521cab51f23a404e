import { expect, test } from 'vitest'
import { portableFindings } from '../src/portable.ts'

// put together here, so that this file does not break the rule that it tests
const folder = (...names: string[]) => `/${names.join('/')}`
const found = (text: string, path = 'a.md') => portableFindings({ path, text })

test.each([
  `see ${folder('work', 'main')}`,
  `'${folder('home', 'somebody', 'kadkit')}'`,
  `"${folder('Users', 'somebody')}"`,
  `(${folder('tmp', 'kadkit-1')})`,
  `C:${'\\'}Users${'\\'}somebody`,
  `https://${'registry'}.example.org/kadkit`,
  `https://${'npm'}.example.org:4873/`,
  `//host/:_auth${'Token'}=abc`,
])('%j belongs to one machine', (text) => {
  expect(found(`one\n${text}`)).toEqual([expect.stringMatching(/^a\.md:2: belongs to one machine: /)])
})

test.each([
  './home/page.md',
  'https://example.org/home/page',
  'packages/work/src',
  'https://example.org/kadkit',
  'a registry of packages',
])('%j belongs to all', (text) => {
  expect(found(text)).toEqual([])
})

test('a lockfile must not say where packages came from', () => {
  const text = `resolution: {integrity: sha512-a, tarball: ${'https:'}//example.org/a.tgz}`
  expect(found(text, 'pnpm-lock.yaml')).toHaveLength(1)
  expect(found(text)).toEqual([])
})
