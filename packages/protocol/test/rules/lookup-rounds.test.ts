import { type Key, randomKey, seededRandomBytes } from '@kadkit/key'
import type { Contact } from '@kadkit/routing'
import { beforeAll, describe, expect, test } from 'vitest'
import { addressesOf, numbers } from '../support/contacts.ts'
import { Company, nodes, politely } from './company.ts'
import { nearest, PaperNetwork } from './paper-network.ts'

const SEED = 1_000
const NODES = 1_000
const LOOKUPS = 20
const K = 20
const ALPHA = 3
/** Below the shortest timeout, so that nobody is taken for slow. */
const RTT_MS = 40

interface Cost {
  rounds: number
  messages: number
  exact: number
}

/** Each kind of lookup, in the mean. */
interface Costs {
  readonly engine: Cost
  readonly strict: Cost
}

/** A lookup that never has more than alpha requests under way, in rounds of one round trip each. */
function strictLookup(network: PaperNetwork, known: readonly Contact[], target: Key): Cost {
  const shortlist = new Map(known.map((contact) => [contact.address, contact]))
  const asked = new Set<string>()
  for (let rounds = 0; ; rounds++) {
    const closest = nearest([...shortlist.values()], target).slice(0, K)
    const batch = closest.filter(({ address }) => !asked.has(address)).slice(0, ALPHA)
    if (batch.length === 0) {
      return { rounds, messages: asked.size, exact: isExact(network, target, addressesOf(closest)) }
    }
    for (const { address } of batch) {
      asked.add(address)
      for (const each of network.answer(address, target)) shortlist.set(each.address, each)
    }
  }
}

/** The same by the engine, which is one more node of that network. */
function engineLookup(network: PaperNetwork, company: Company, target: Key): Cost {
  company.asked.length = 0
  const startedAt = company.solo.now
  const outcome = company.settle((engine, now) => engine.find(now, target))
  if (outcome.type !== 'found-nodes') throw new Error(`the find ended as ${outcome.type}`)
  const others = outcome.contacts.filter((contact) => contact !== company.solo.engine.self)
  return {
    rounds: (company.solo.now - startedAt) / RTT_MS,
    messages: company.asked.filter(({ request }) => request.type === 'find-node').length,
    exact: isExact(network, target, addressesOf(others)),
  }
}

function isExact(network: PaperNetwork, target: Key, found: readonly string[]): number {
  const closest = addressesOf(network.closest(target)).slice(0, found.length)
  return found.length >= K - 1 && found.join() === closest.join() ? 1 : 0
}

function measure(): Costs {
  const random = seededRandomBytes(SEED)
  const network = new PaperNetwork(NODES, K, random)
  const company = new Company({
    self: { key: randomKey(random), address: 'memory:self' },
    rttMs: RTT_MS,
    contacts: network.contacts,
  })
  company.behaviour = ({ address }, request) => {
    return request.type === 'find-node'
      ? nodes(network.answer(address, request.target))
      : politely(request, [])
  }
  company.joined()
  const sums = { engine: { rounds: 0, messages: 0, exact: 0 }, strict: { rounds: 0, messages: 0, exact: 0 } }
  for (const _ of numbers(1, LOOKUPS)) {
    const target = randomKey(random)
    const { buckets } = company.solo.engine.snapshot(company.solo.now)
    const known = nearest(
      buckets.flatMap(({ contacts }) => contacts),
      target,
    )
    add(sums.strict, strictLookup(network, known, target))
    add(sums.engine, engineLookup(network, company, target))
  }
  return sums
}

function add(sum: Cost, { rounds, messages, exact }: Cost): void {
  sum.rounds += rounds / LOOKUPS
  sum.messages += messages / LOOKUPS
  sum.exact += exact
}

describe(`${LOOKUPS} lookups among ${NODES} nodes of one round trip each (seed ${SEED})`, () => {
  let costs: Costs

  beforeAll(() => {
    costs = measure()
  })

  test('C.1.1 lookups find exactly the true k closest', () => {
    expect(costs.engine.exact).toBe(LOOKUPS)
  })

  test('C.1.2 lookups take strictly fewer round trips than without the stall rule, for the same messages', async ({
    annotate,
  }) => {
    const { engine, strict } = costs
    await annotate(
      `with: ${engine.rounds.toFixed(2)} round trips, ${engine.messages.toFixed(1)} messages; ` +
        `without: ${strict.rounds.toFixed(2)}, ${strict.messages.toFixed(1)}`,
    )
    expect(strict.exact).toBe(LOOKUPS)
    expect(engine.rounds).toBeLessThan(strict.rounds / 1.5)
    expect(engine.rounds).toBeLessThan(4.5)
    expect(Math.abs(engine.messages - strict.messages)).toBeLessThanOrEqual(2)
  })
})
