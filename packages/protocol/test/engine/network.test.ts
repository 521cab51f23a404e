import { randomKey } from '@kadkit/key'
import { beforeAll, describe, expect, test } from 'vitest'
import { isRequest } from '../../src/wire/message.ts'
import { addressesOf, numbers } from '../support/contacts.ts'
import { bytesOf } from '../support/records.ts'
import { type Member, Swarm } from '../support/swarm.ts'

const SEED = 200
const K = 20

describe(`a static network of 200 nodes (seed ${SEED})`, () => {
  let swarm: Swarm

  beforeAll(() => {
    swarm = Swarm.joined(200, { seed: SEED, jitterMs: 5 })
  }, 60_000)

  /** How many of so many lookups find exactly the true k closest, and how many requests one takes. */
  function lookUp(times: number, asker: () => Member): { exact: number; requests: number } {
    let [exact, requests] = [0, 0]
    swarm.tap = (_, __, { body }) => {
      if (isRequest(body)) requests++
      return true
    }
    for (let i = 0; i < times; i++) {
      const target = randomKey(swarm.random)
      const found = swarm.find(asker(), target)
      if (found.join() === addressesOf(swarm.closest(target, K)).join()) exact++
    }
    swarm.tap = () => true
    return { exact, requests: requests / times }
  }

  test('finds exactly the true 20 closest in each of 1,000 lookups, with k + 6 requests or fewer', async ({
    annotate,
  }) => {
    const { exact, requests } = lookUp(1_000, () => swarm.anyone())
    await annotate(`exact: ${exact} of 1000; requests a lookup: ${requests.toFixed(2)}`)
    expect(exact).toBe(1_000)
    expect(requests).toBeLessThanOrEqual(K + 6)
  })

  test.each([1, 10])('finds exactly the true 20 closest with alpha = %d', (alpha) => {
    const member = swarm.add({ alpha })
    swarm.join(member)
    expect(lookUp(100, () => member).exact).toBe(100)
  })

  test('lets everybody find their own neighbours', () => {
    for (const member of swarm.alive) {
      const { key } = member.contact
      expect(swarm.find(member, key)).toEqual(addressesOf(swarm.closest(key, K)))
    }
  })

  test('with five percent of all messages lost lets 99 % of 200 gets succeed, and finds 99 % of the closest', async ({
    annotate,
  }) => {
    swarm.loss = 0.05
    const got = swarm.readable(swarm.putMany(200))
    const recalls = numbers(1, 200).map(() => {
      const target = randomKey(swarm.random)
      const closest = new Set(addressesOf(swarm.closest(target, K)))
      return swarm.find(swarm.anyone(), target).filter((address) => closest.has(address)).length / K
    })
    swarm.loss = 0
    const recall = recalls.reduce((sum, each) => sum + each, 0) / recalls.length
    const exact = recalls.filter((each) => each === 1).length
    await annotate(`gets: ${got} of 200; recall: ${recall.toFixed(4)}; exact: ${exact} of 200`)
    expect(got).toBeGreaterThanOrEqual(198)
    expect(recall).toBeGreaterThan(0.99)
  })
})

describe('a small network', () => {
  test.each([1, 2, 3, 5, 19, 20, 21, 22, 50])(
    'of %d nodes (the seed, too) finds exactly the true 20 closest',
    (size) => {
      const swarm = Swarm.joined(size, { seed: size, jitterMs: 5 })
      for (let i = 0; i < 50; i++) {
        const target = randomKey(swarm.random)
        expect(swarm.find(swarm.anyone(), target)).toEqual(addressesOf(swarm.closest(target, K)))
      }
    },
  )

  test.each([4, 8])('of 50 nodes with buckets of %d (the seed, too) finds exactly as many', (k) => {
    const swarm = Swarm.joined(50, { seed: k, jitterMs: 5, config: { k } })
    for (let i = 0; i < 50; i++) {
      const target = randomKey(swarm.random)
      expect(swarm.find(swarm.anyone(), target)).toEqual(addressesOf(swarm.closest(target, k)))
    }
  })

  test('of 50 nodes that all join at once through the first one knows everybody in the end (seed 51)', () => {
    const swarm = new Swarm({ seed: 51, jitterMs: 5 })
    for (let i = 0; i < 50; i++) swarm.add()
    const [first, ...others] = swarm.alive
    const joins = others.map((member) => {
      return member.engine.join(swarm.now, [first?.contact.address ?? ''])
    })
    for (const [i, member] of others.entries()) {
      expect(swarm.settle(member, joins[i] ?? 0)).toMatchObject({ type: 'joined' })
    }
    swarm.rest()
    for (const member of swarm.alive) {
      const target = randomKey(swarm.random)
      expect(swarm.find(member, target)).toEqual(addressesOf(swarm.closest(target, K)))
    }
  })
})

test('the codec changes nothing: the same messages pass, and the same comes of them (seed 52)', () => {
  const traces = [false, true].map((codec) => {
    const swarm = new Swarm({ seed: 52, jitterMs: 5, loss: 0.05, codec })
    const trace: string[] = []
    swarm.tap = (from, to, { body, attempt }) => {
      trace.push(`${from} > ${to} ${body.type} ${attempt}`)
      return true
    }
    for (let i = 0; i < 25; i++) swarm.add()
    for (const member of swarm.alive.slice(1)) swarm.join(member)
    for (let i = 0; i < 20; i++) {
      const key = randomKey(swarm.random)
      trace.push(swarm.put(swarm.anyone(), key, bytesOf(`value ${i}`)).type)
      trace.push(String(swarm.get(swarm.anyone(), key)))
    }
    swarm.rest()
    return trace
  })
  expect(traces[0]?.length).toBeGreaterThan(1_000)
  expect(traces[1]).toEqual(traces[0])
})
