import { expect, test } from 'vitest'
import { fileFindings } from '../src/file-rules.ts'

const lines = (count: number) => 'a\n'.repeat(count)

test('a source file of 300 lines and a test of 500 are the longest', () => {
  expect(fileFindings({ path: 'packages/a/src/b.ts', text: lines(300) })).toEqual([])
  expect(fileFindings({ path: 'packages/a/src/b.ts', text: lines(301) })).toEqual([
    'packages/a/src/b.ts: has 301 lines, more than 300',
  ])
  expect(fileFindings({ path: 'packages/a/test/b.test.ts', text: lines(500) })).toEqual([])
  expect(fileFindings({ path: 'packages/a/test/b.test.ts', text: lines(501) })).toHaveLength(1)
})

test.each(['util', 'utils', 'common', 'types', 'helpers', 'misc', 'errors', 'interfaces', 'constants'])(
  'a file called %s is found, also as a test',
  (name) => {
    for (const ending of ['.ts', '.test.ts']) {
      expect(fileFindings({ path: `packages/a/src/${name}${ending}`, text: '' })).toEqual([
        `packages/a/src/${name}${ending}: is named after no concept`,
      ])
    }
  },
)

test.each(['Key.ts', 'routingTable.ts', 'routing_table.ts'])('%s is not in kebab-case', (name) => {
  expect(fileFindings({ path: `src/${name}`, text: '' })).toEqual([`src/${name}: is not in kebab-case`])
})

test.each([
  "export { a } from './a.ts'\nexport type { B } from './b.ts'\nexport * from './c.ts'",
  "/** About this package. */\nexport {\n  a,\n  type B,\n} from './a.ts'\n",
  'export {}\n',
])('an index may say %j', (text) => {
  expect(fileFindings({ path: 'src/index.ts', text })).toEqual([])
})

test.each([
  'export const a = 1',
  "import { a } from './a.ts'\nexport { a }",
  "export { a } from './a.ts'\nexport function b() {}",
  "import './a.ts'",
])('an index must not say %j', (text) => {
  expect(fileFindings({ path: 'src/index.ts', text })).toEqual([
    'src/index.ts: must only export from other files',
  ])
})
