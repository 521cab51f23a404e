import type { KademliaNode } from '@kadkit/dht'
import { expect, test } from 'vitest'
import { getAll, putAll, type Trial } from '../src/put-and-get.ts'

/** Nodes that share one table of values, and what is otherwise said of them. */
function nodes(count: number, odd: Partial<KademliaNode> = {}): KademliaNode[] {
  const values = new Map<string, string>()
  return Array.from({ length: count }, (_, index) => {
    const node = {
      async put(key: string, value: string) {
        values.set(key, value)
        return { stored: ['a', 'b'], failed: [] }
      },
      async get(key: string) {
        return { text: () => values.get(key) }
      },
      ...(index === 1 ? odd : {}),
    }
    return node as unknown as KademliaNode
  })
}

async function run(network: readonly KademliaNode[]): Promise<Trial[]> {
  const trials: Trial[] = []
  await putAll(network, (trial) => trials.push(trial))
  await getAll(network, (trial) => trials.push(trial))
  return trials
}

test('every node puts a value, and gets that of its neighbour', async () => {
  const trials = await run(nodes(3))
  expect(trials.map(({ text }) => text)).toEqual([
    'node 0 put key_0, stored on 2 of 2',
    'node 1 put key_1, stored on 2 of 2',
    'node 2 put key_2, stored on 2 of 2',
    'node 0 looked for key_1, got value_1',
    'node 1 looked for key_2, got value_2',
    'node 2 looked for key_0, got value_0',
  ])
  for (const { ok, ms } of trials) expect([ok, ms >= 0]).toEqual([true, true])
})

test('a value that is missing or wrong is a failed trial, and the next ones follow', async () => {
  const missing = await run(nodes(3, { get: async () => undefined }))
  expect(missing.map(({ ok }) => ok)).toEqual([true, true, true, true, false, true])
  expect(missing[4]?.text).toBe('node 1 looked for key_2, got nothing')
  const wrong = { text: () => 'value_7' } as Awaited<ReturnType<KademliaNode['get']>>
  expect((await run(nodes(3, { get: async () => wrong })))[4]?.ok).toBe(false)
})

test('a replica that failed is a failed trial', async () => {
  const contact = {} as KademliaNode['self']
  const trials = await run(nodes(3, { put: async () => ({ stored: [contact], failed: [contact] }) }))
  expect(trials[1]).toMatchObject({ text: 'node 1 put key_1, stored on 1 of 2', ok: false })
})

test('an error is a failed trial that tells it', async () => {
  const trials = await run(nodes(3, { get: () => Promise.reject(new Error('out of order')) }))
  expect(trials[4]).toMatchObject({ text: 'Error: out of order', ok: false })
})
