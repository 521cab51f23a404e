import { isRequest } from '@kadkit/protocol'
import { expect, test } from 'vitest'
import { keepJoining, runScenario, type SimNode, World } from '../../src/index.ts'

const HOUR_MS = 3_600_000
const HUNDRED = Array.from({ length: 100 }, (_, i) => i)

/** All whom a node knows, understudies too. */
function known(node: SimNode): string[] {
  const { buckets } = node.engine.snapshot(node.clock)
  return buckets.flatMap(({ contacts, understudies }) =>
    [...contacts, ...understudies].map(({ address }) => address),
  )
}

test('a hundred clients among a hundred servers put and get all, and nobody knows, lists or asks them', {
  timeout: 300_000,
}, () => {
  const world = new World({
    seed: 43,
    codec: false,
    network: { latency: { model: 'king' }, jitter: 0.2, loss: 0.02 },
  })
  const clients = new Set<string>()
  const strange: string[] = []
  world.watch(({ from, to, message }) => {
    const { body, client = false } = message
    if (client !== clients.has(from.contact.address)) strange.push(`${from.id} says client: ${client}`)
    if (to !== undefined && clients.has(to.contact.address) && isRequest(body))
      strange.push(`${body.type} to ${to.id}`)
    if (body.type !== 'nodes') return
    for (const { address } of body.contacts)
      if (clients.has(address)) strange.push(`${from.id} lists ${address}`)
  })
  for (const i of HUNDRED) {
    world.after(400 * i, () => keepJoining(world, world.addNode()))
    world.after(400 * i + 200, () => {
      const client = world.addNode({ mode: 'client' })
      clients.add(client.contact.address)
      keepJoining(world, client)
    })
  }
  world.run(100 * 400 + 60_000)
  const [servers, others] = [false, true].map((is) =>
    world.up().filter(({ contact }) => clients.has(contact.address) === is),
  )
  if (servers === undefined || others === undefined) throw new Error('nobody is there')
  expect([servers.length, others.length]).toEqual([100, 100])

  const keys = HUNDRED.map(() => world.dice.key())
  // Every other value is a client's, and every other get.
  for (const [i, key] of keys.entries()) {
    const putter = world.dice.pick(i % 2 === 0 ? servers : others)
    const put = world.settle(putter.put(key, world.dice.bytes(100)))
    expect(put.type === 'stored' && put.stored.length).toBeGreaterThanOrEqual(18)
  }
  world.run(1.2 * HOUR_MS)
  const got = keys.map((key, i) => world.settle(world.dice.pick(i % 4 < 2 ? servers : others).get(key)).type)
  expect(got.filter((type) => type !== 'found-value')).toEqual([])
  const finds = keys.map((key) => world.settle(world.dice.pick(others).find(key)))
  const exact = finds.filter(
    (outcome, i) =>
      outcome.type === 'found-nodes' &&
      `${outcome.contacts.map(({ address }) => address)}` ===
        `${world.closest(keys[i] ?? world.dice.key(), 20).map(({ address }) => address)}`,
  )
  expect(exact.length).toBeGreaterThanOrEqual(98)

  expect(strange).toEqual([])
  for (const node of world.up()) expect(known(node).filter((address) => clients.has(address))).toEqual([])
  for (const { storage, engine } of others) {
    expect(storage.all()).toEqual([])
    expect([engine.size.values, engine.counts().dropped.unserved]).toEqual([0, undefined])
  }
})

test('a share of clients in a scenario changes nothing for those who get', () => {
  const report = runScenario({
    name: 'clients',
    seed: 45,
    lengthMs: HOUR_MS / 2,
    network: { latency: { model: 'king' }, jitter: 0.2, loss: 0.01 },
    nodes: { count: 60, clientShare: 0.5 },
    load: { values: 20, getEveryMs: 60_000, findEveryMs: 60_000 },
    checks: [
      { measure: 'got', atLeast: 1 },
      { measure: 'exact', atLeast: 0.99 },
      { measure: 'neighbours-known', atLeast: 0.99 },
      { measure: 'dead-contacts', atMost: 0.5 },
      { measure: 'in-degree-5', atLeast: 20 },
    ],
  })
  expect(report).toMatchObject({ broken: undefined, failed: [], passed: true })
})
