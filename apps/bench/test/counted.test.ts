import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Effect, Engine } from '@kadkit/protocol'
import { afterAll, describe, expect, test } from 'vitest'
import { countAllocations, type Heap } from '../src/counted/allocations.ts'
import { say } from '../src/counted/counted.ts'
import { countTraffic, operations } from '../src/counted/counts.ts'
import { accepted, readExpectations, writeExpectations } from '../src/counted/expectations.ts'
import { countInstructions, readInstructions } from '../src/counted/instructions.ts'
import { judge } from '../src/counted/verdict.ts'

const SMALL = { seed: 1, nodes: 30, networks: 1, each: 10 }

/** Says once more what it sent last, when an operation has settled. */
class Chatty extends Engine {
  #last: Effect | undefined
  #again = false

  override poll(): Effect | undefined {
    if (this.#again) {
      this.#again = false
      return this.#last
    }
    const effect = super.poll()
    if (effect?.type === 'send') this.#last = effect
    if (effect?.type === 'settle') this.#again = true
    return effect
  }
}

describe('messages and bytes', () => {
  test('are the same in two runs, and others with another seed', () => {
    const once = countTraffic(SMALL)
    expect(countTraffic(SMALL)).toEqual(once)
    expect(countTraffic({ ...SMALL, seed: 2 })).not.toEqual(once)
    expect(Object.keys(once)).toEqual(operations)
  })

  test('fail when each operation sends one message more', () => {
    const { marginPercent } = readExpectations()
    const chatty = countTraffic({ ...SMALL, create: (self, options) => new Chatty(self, options) })
    const { grown } = judge(countTraffic(SMALL), chatty, marginPercent)
    for (const operation of ['ping', 'find', 'put', 'get']) {
      expect(grown.join()).toContain(`messages of a ${operation}:`)
    }
  })
})

describe('allocations', () => {
  const options = { seed: 1, nodes: 30, warmUps: 1, batches: 3, each: 4 }

  test('are the middle of the batches after the warm-up', () => {
    // each batch reads the heap twice: these are what the batches of each operation add
    const added = [4_000_000, 800, 400, 40_000]
    let [reads, used] = [0, 0]
    const heap: Heap = {
      collect: () => {},
      used: () => {
        if (reads % 2 === 1) used += added[((reads - 1) / 2) % added.length] ?? 0
        reads++
        return used
      },
      collections: () => 0,
    }
    const counts = countAllocations(heap, options)
    expect(counts.put).toEqual({ allocated: 200 })
    expect(counts.join).toEqual({ allocated: Math.round(800 / 29) })
  })

  test('are refused when memory was freed within a batch', () => {
    const heap: Heap = { collect: () => {}, used: () => 0, collections: () => 1 }
    expect(() => countAllocations(heap, options)).toThrow('collected within a batch of join')
  })
})

describe('instructions', () => {
  test('are the difference that more operations make', async () => {
    // 7,000,000 to start, 290 a join, and 300 for each of all the others
    const counts = await countInstructions(1, 30, async ([, , ...orders]) => {
      const sum = orders.reduce((all, order) => all + (order === 'join:1' ? 29 * 290 : 100 * 300), 7_000_000)
      return `${sum},,instructions:u,123,100.00,,\n`
    })
    const others = { ping: 300, find: 300, put: 300, get: 300 }
    const expected = Object.entries({ join: 290, ...others }).map(([name, instructions]) => [
      name,
      { instructions },
    ])
    expect(counts).toEqual(Object.fromEntries(expected))
  })

  test('are absent where the processor is not watched, or perf is not there', async () => {
    expect(readInstructions('<not supported>,,instructions:u,0,100.00,,')).toBeUndefined()
    expect(await countInstructions(1, 30, async () => '')).toBeUndefined()
  })
})

describe('a verdict', () => {
  const margins = { ping: { messages: 10, allocated: 25 } }
  const verdict = (messages: number) => judge({ ping: { messages: 100 } }, { ping: { messages } }, margins)

  test.each([
    [110, ''],
    [90, ''],
    [100, ''],
    [110.1, 'grown'],
    [89.9, 'shrunk'],
  ])('of %d where 100 were expected and 10 %% may differ says: %s', (messages, what) => {
    const { grown, shrunk } = verdict(messages)
    expect([...grown.map(() => 'grown'), ...shrunk.map(() => 'shrunk')].join()).toBe(what)
  })

  test('names what has grown, and by how much', () => {
    expect(say(verdict(150))[0]).toBe(
      'WORSE: messages of a ping: 150 where 100 were expected, +50.0 %; 10 % would pass',
    )
  })

  test('asks to accept what has shrunk', () => {
    expect(say(verdict(50)).join()).toContain('BETTER: messages of a ping: 50')
    expect(say(verdict(50)).join()).toContain('pnpm bench counted --accept')
  })

  test('says what was not compared', () => {
    expect(judge({ ping: { messages: 1 } }, { ping: { allocated: 1 } }, margins).uncompared).toEqual([
      'messages of a ping: not counted',
      'allocated of a ping: not expected',
    ])
    expect(judge({ get: { messages: 1 } }, { get: { messages: 9 } }, margins).uncompared).toEqual([
      'messages of a get: has no margin',
    ])
  })
})

describe('the file of expected counts', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kadkit-counted-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('has a margin for all that is expected', () => {
    const { marginPercent, everywhere, platforms } = readExpectations()
    for (const counts of [everywhere, ...Object.values(platforms)]) {
      expect(Object.keys(counts)).toEqual(operations)
      expect(judge(counts, counts, marginPercent)).toEqual({ grown: [], shrunk: [], uncompared: [] })
    }
  })

  test('takes new counts, and keeps margins and what other platforms expect', () => {
    const file = pathToFileURL(join(folder, 'counted.json'))
    const before = {
      marginPercent: { ping: { messages: 1 } },
      everywhere: { ping: { messages: 2 } },
      platforms: { a: { ping: { allocated: 3 } }, b: { ping: { allocated: 4 } } },
    }
    writeExpectations(accepted(before, { ping: { messages: 5 } }, 'b', { ping: { allocated: 6 } }), file)
    expect(readExpectations(file)).toEqual({
      marginPercent: { ping: { messages: 1 } },
      everywhere: { ping: { messages: 5 } },
      platforms: { a: { ping: { allocated: 3 } }, b: { ping: { allocated: 6 } } },
    })
    expect(readFileSync(file, 'utf8').endsWith('}\n')).toBe(true)
  })
})
