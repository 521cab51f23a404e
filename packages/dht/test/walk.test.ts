/** Looking for nodes: find, and the same watched. */

import { compareDistance, keyOf } from '@kadkit/key'
import type { LookupStep } from '@kadkit/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Driver } from '../src/driver.ts'
import { walk } from '../src/walk.ts'
import { errorOf, reasonOf } from './support/rejection.ts'
import { all, turn, World } from './support/world.ts'

let world: World
beforeAll(async () => {
  world = await World.joined(40, { config: { k: 8 } })
})
afterAll(() => world.close())

/** The true k closest, by sorting all. */
function closest(name: string): string[] {
  const target = keyOf(name)
  return world.nodes
    .map(({ self }) => self)
    .sort((a, b) => compareDistance(target, a.key, b.key))
    .slice(0, 8)
    .map(({ address }) => address)
}

describe('find', () => {
  test('gives exactly the k closest, nearest first, ourselves among them where we are one', async () => {
    let withSelf = 0
    for (let i = 0; i < 40; i++) {
      const node = world.node(i)
      const found = await world.settle(node.find(`target ${i}`))
      expect(found.map(({ address }) => address)).toEqual(closest(`target ${i}`))
      if (found.some(({ key }) => key.equals(node.self.key))) withSelf++
    }
    expect(withSelf).toBeGreaterThan(0)
  })

  test('of a node alone is that node', async () => {
    const alone = await World.joined(1)
    expect(await alone.settle(alone.node(0).find('any'))).toEqual([alone.node(0).self])
    await alone.close()
  })
})

describe('join', () => {
  test('gives the number of contacts known then', async () => {
    const contacts = await world.settle(world.node(7).join([world.node(3).self.address]))
    expect(contacts).toBe(world.node(7).stats().contacts)
    expect(contacts).toBeGreaterThan(8)
  })

  test('of no address looks around with what is known', async () => {
    expect(await world.settle(world.node(7).join([]))).toBe(world.node(7).stats().contacts)
  })

  test('refuses what is no list of addresses, by name', async () => {
    const wrong = (addresses: unknown) => errorOf(world.node(0).join(addresses as string[]))
    expect((await wrong('memory:1')).message).toMatch(/^addresses must be an array .*"memory:1"/)
    expect((await wrong(['memory:1', 7])).message).toMatch(/^addresses\[1\] must be a string, got number/)
    expect((await wrong(['127.0.0.1'])).message).toMatch(/^addresses\[0\] must be like/)
  })
})

describe('walk', () => {
  test('tells who is asked and who answers, and ends by itself', async () => {
    const steps = await world.settle(all(world.node(5).walk('target')))
    const addresses = (type: LookupStep['type']) =>
      steps.flatMap((step) => (step.type === type && 'contact' in step ? [step.contact.address] : []))
    expect(steps[0]?.type).toBe('asked')
    expect(addresses('asked').toSorted()).toEqual(addresses('answered').toSorted())
    expect(addresses('answered')).toEqual(
      expect.arrayContaining(closest('target').filter((a) => a !== 'memory:6')),
    )
    expect(world.node(5).stats().operations).toBe(0)
  })

  test('does nothing before its loop begins', async () => {
    await world.rest()
    const asked = world.node(5).stats().sentByType['find-node']
    world.node(5).walk('target')
    await world.pass(1_000)
    expect(world.node(5).stats().operations).toBe(0)
    expect(world.node(5).stats().sentByType['find-node']).toBe(asked)
  })

  test('may be walked twice at once, each loop with its own steps', async () => {
    const { node } = world.member(5)
    const loops = await world.settle(Promise.all([all(node.walk('same')), all(node.walk('same'))]))
    for (const steps of loops) {
      const answers = steps.flatMap((step) => (step.type === 'answered' ? [step.contact.address] : []))
      expect(answers).toEqual(expect.arrayContaining(closest('same').filter((a) => a !== node.self.address)))
      expect(new Set(answers).size).toBe(answers.length)
    }
  })

  test('takes its listener back, however its loop ends', async () => {
    let listeners = 0
    const add = () => {
      listeners++
      return () => listeners--
    }
    const run = async () => ({ type: 'found-nodes', contacts: [] })
    const driver = { listeners: { add }, run, cancel() {} } as unknown as Driver
    await all(walk(driver, keyOf('any')))
    const failing = { ...driver, run: () => Promise.reject(new Error('of the driver')) } as unknown as Driver
    expect((await errorOf(all(walk(failing, keyOf('any'))))).message).toBe('of the driver')
    expect(listeners).toBe(0)
  })

  test('a loop that is left ends the lookup: nobody else is asked', async () => {
    const node = world.node(5)
    const leave = async () => {
      for await (const step of node.walk('left early')) if (step.type === 'answered') return
    }
    await world.settle(leave())
    expect(node.stats().operations).toBe(0)
    const asked = node.stats().sentByType['find-node']
    await world.rest()
    expect(node.stats().sentByType['find-node']).toBe(asked)
  })

  test('a loop that throws ends the lookup, and throws the same', async () => {
    const node = world.node(5)
    const reason = new Error('of the loop')
    const leave = async () => {
      for await (const _ of node.walk('thrown out')) throw reason
    }
    expect(await reasonOf(world.settle(leave()))).toBe(reason)
    expect(node.stats().operations).toBe(0)
  })

  test('steps wait for a slow loop, and none is lost', async () => {
    const node = world.node(5)
    const slow: LookupStep[] = []
    const walking = (async () => {
      for await (const step of node.walk('target')) {
        slow.push(step)
        await turn()
      }
    })()
    await world.settle(walking)
    expect(slow.filter(({ type }) => type === 'answered').length).toBeGreaterThanOrEqual(7)
  })

  test('an abort rejects the loop with the reason', async () => {
    const controller = new AbortController()
    const walking = all(world.node(5).walk('aborted', { signal: controller.signal }))
    await turn()
    controller.abort('enough')
    expect(await reasonOf(walking)).toBe('enough')
    expect(world.node(5).stats().operations).toBe(0)
  })

  test('a signal that had aborted before rejects the loop, and nothing is sent', async () => {
    const { sent } = world.node(5).stats()
    const walking = all(world.node(5).walk('aborted', { signal: AbortSignal.abort('too late') }))
    expect(await reasonOf(walking)).toBe('too late')
    expect(world.node(5).stats().sent).toBe(sent)
  })

  test('a closed node rejects the loop, also one that has begun', async () => {
    const { node } = await world.add({ config: { k: 8 } })
    world.members.pop()
    const walking = errorOf(all(node.walk('closed')))
    await turn()
    await node.close()
    expect((await walking).code).toBe('closed')
    expect((await errorOf(all(node.walk('closed')))).code).toBe('closed')
  })

  test('an overloaded node rejects the loop', async () => {
    const { node } = await world.add({ config: { k: 8, maxActiveOperations: 1, maxWaitingOperations: 0 } })
    world.members.pop()
    const busy = world.settle(node.find('busy'))
    const error = await errorOf(all(node.walk('too much')))
    expect([error.name, error.code]).toEqual(['NodeError', 'overloaded'])
    await busy
    await node.close()
  })

  test('a node alone has no steps to tell', async () => {
    const alone = await World.joined(1)
    expect(await all(alone.node(0).walk('any'))).toEqual([])
    await alone.close()
  })
})
