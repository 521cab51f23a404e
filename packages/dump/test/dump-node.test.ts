import { expect, test } from 'vitest'
import { dumpNode } from '../src/dump-node.ts'
import { stateDump } from '../src/state-dump.ts'
import { readmeSnapshot, recordOf } from './samples.ts'

const records = [recordOf('b', 'two'), recordOf('a', 'one')]
const node = {
  snapshot: () => readmeSnapshot(),
  async *values() {
    yield* records
  },
}

test('a node is dumped with its values', async () => {
  expect(await dumpNode(node)).toEqual(stateDump(readmeSnapshot(), records))
})

test('the options are obeyed', async () => {
  const original = await dumpNode(node, { hex: 'original' })
  expect(original).toEqual(stateDump(readmeSnapshot(), records, { hex: 'original' }))
})

test('an error of the storage is passed on', async () => {
  const broken = {
    ...node,
    async *values() {
      yield* records
      throw new Error('disk')
    },
  }
  await expect(dumpNode(broken)).rejects.toThrow('disk')
})
