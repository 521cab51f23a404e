import { type FramedTransport, framed } from '@kadkit/framing'
import { seededRandomBytes } from '@kadkit/key'
import type { MemoryNetworkOptions } from '@kadkit/transport'
import { describe, expect, test } from 'vitest'
import type { KademliaNode, NodeOptions } from '../src/index.ts'
import { errorOf } from './support/rejection.ts'
import { World } from './support/world.ts'

/** Nodes whose datagrams are those of UDP, each with framing around its transport. */
class FramedWorld {
  readonly world: World
  readonly transports: FramedTransport[] = []
  readonly nodes: KademliaNode[] = []

  constructor(options: Omit<MemoryNetworkOptions, 'clock'> = {}) {
    this.world = new World(options)
  }

  async add(count: number, config: NodeOptions['config'] = {}): Promise<void> {
    for (let i = 0; i < count; i++) {
      const { clock, network } = this.world
      const random = seededRandomBytes(1_000 + this.nodes.length)
      const transport = framed(network.transport(), { clock, random, maxMessageBytes: 2 ** 21 })
      const { node } = await this.world.add({ transport, config: { k: 4, ...config } })
      this.transports.push(transport)
      this.nodes.push(node)
    }
    await this.world.rest()
  }

  node(index: number): KademliaNode {
    const node = this.nodes[index]
    if (node === undefined) throw new Error(`there is no node ${index}`)
    return node
  }

  /** Puts through one node, and gets through all that do not hold the value: whether each got just that. */
  async carries(key: string, value: Uint8Array): Promise<boolean[]> {
    const { stored } = await this.world.settle(this.node(0).put(key, value))
    const others = this.nodes.filter(({ self }) => !stored.some((contact) => contact.key.equals(self.key)))
    return Promise.all(
      others.map(async (node) => {
        const bytes = (await this.world.settle(node.get(key)))?.bytes
        return bytes?.length === value.length && bytes.every((byte, i) => byte === value[i])
      }),
    )
  }
}

function valueOfLength(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => i ^ (i >> 8) ^ (i >> 16))
}

describe('with framing, a value longer than a datagram', () => {
  test('is put and got by nodes that do not hold it', async () => {
    const framedWorld = new FramedWorld()
    await framedWorld.add(8)
    for (const length of [1_055, 1_056, 20_000, 2 ** 20]) {
      const carried = await framedWorld.carries(`of ${length}`, valueOfLength(length))
      expect(carried.length).toBeGreaterThan(2)
      expect(new Set(carried)).toEqual(new Set([true]))
    }
    await framedWorld.world.close()
  })

  test('is put and got when every tenth datagram is lost', async () => {
    const framedWorld = new FramedWorld({ seed: 4, loss: 0.1, duplicate: 0.02, jitterMs: 20 })
    await framedWorld.add(8)
    for (let i = 0; i < 5; i++) {
      expect(new Set(await framedWorld.carries(`value ${i}`, valueOfLength(65_536 + i)))).toEqual(
        new Set([true]),
      )
    }
    await framedWorld.world.close()
  })

  test('comes over the link once, not from each that has it', async () => {
    const framedWorld = new FramedWorld()
    await framedWorld.add(8)
    const length = 200_000
    const { stored } = await framedWorld.world.settle(framedWorld.node(0).put('key', valueOfLength(length)))
    // Node 0 keeps its own.
    const index = framedWorld.nodes.findIndex(
      ({ self }, i) => i > 0 && !stored.some(({ key }) => key.equals(self.key)),
    )
    const before = framedWorld.transports[index]?.stats().incoming.delivered
    await framedWorld.world.settle(framedWorld.node(index).get('key'))
    expect(framedWorld.transports[index]?.stats().incoming.delivered).toBe((before ?? 0) + 1)
    await framedWorld.world.close()
  })

  test('is refused before anything is sent when it is too long, with its size and the limit', async () => {
    const framedWorld = new FramedWorld()
    await framedWorld.add(2, { maxValueBytes: 100_000 })
    const { node, sent } = { node: framedWorld.node(0), sent: framedWorld.node(0).stats().sent }
    const tooLong = await errorOf(node.put('key', new Uint8Array(100_001)))
    expect(tooLong).toMatchObject({ code: 'value-too-large', valueBytes: 100_001, maxValueBytes: 100_000 })
    expect(node.stats().sent).toBe(sent)
    await framedWorld.world.close()
  })

  test('is refused by those that take less, and the put says so', async () => {
    const framedWorld = new FramedWorld()
    await framedWorld.add(1)
    await framedWorld.add(3, { maxValueBytes: 2_000 })
    const { stored, failed } = await framedWorld.world.settle(
      framedWorld.node(0).put('key', new Uint8Array(3_000)),
    )
    expect([stored.length, failed.length]).toEqual([1, 3])
    await framedWorld.world.close()
  })
})
