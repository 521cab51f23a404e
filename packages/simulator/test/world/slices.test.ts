import type { Message } from '@kadkit/protocol'
import { describe, expect, test } from 'vitest'
import { World } from '../../src/index.ts'

const options = { seed: 3, codec: false, sliceMs: 50 } as const

function grown(size: number, more: { readonly trace?: (line: string) => void } = {}): World {
  const world = new World({ ...options, ...more })
  world.addNode()
  for (let i = 1; i < size; i++) world.after(200 * i, () => void world.addNode().join())
  world.run(200 * size + 60_000)
  return world
}

describe('a world that goes on in slices', () => {
  const world = grown(60)

  test('has lookups that find exactly the true k closest', () => {
    for (let i = 0; i < 30; i++) {
      const target = world.dice.key()
      const outcome = world.settle(world.anyone().find(target))
      expect(outcome).toMatchObject({ type: 'found-nodes', contacts: world.closest(target, 20) })
    }
  })

  test('lets no node see time run backwards, nor a message arrive before its way is over', () => {
    const watched = new World(options)
    const sentAt = new Map<string, number>()
    const lastAt = new Map<number, number>()
    const faults: string[] = []
    const name = ({ id, attempt, body }: Message) => `${id} ${attempt} ${body.type}`
    watched.watch(({ at, from, message }) => {
      if (at < (lastAt.get(from.id) ?? 0)) faults.push(`node ${from.id} sends at ${at}`)
      lastAt.set(from.id, at)
      sentAt.set(name(message), at)
      const question = [...sentAt.keys()].find((other) =>
        other.startsWith(`${message.id} ${message.attempt} f`),
      )
      if (message.body.type === 'nodes' && at - (sentAt.get(question ?? '') ?? 0) < 50)
        faults.push('too early')
    })
    watched.addNode()
    for (let i = 1; i < 12; i++) watched.after(500, () => void watched.addNode().join())
    watched.run(5_000)
    expect(faults).toEqual([])
    expect(sentAt.size).toBeGreaterThan(100)
  })

  test('is the same for the same seed', () => {
    const [a, b]: [string[], string[]] = [[], []]
    grown(20, { trace: (line) => void a.push(line) })
    grown(20, { trace: (line) => void b.push(line) })
    expect(a.length).toBeGreaterThan(1_000)
    expect(a).toEqual(b)
  })

  test('refuses a network in which a message is faster than a slice', () => {
    const fast = new World({ ...options, network: { latency: { model: 'unit', rttMs: 80 } } })
    const node = fast.addNode()
    const other = fast.addNode()
    expect(() => node.join([other.contact.address])).toThrow(RangeError)
  })
})
