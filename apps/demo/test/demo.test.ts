/** The demo itself, on real sockets. */

import { createSocket, type Socket } from 'node:dgram'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { KademliaNode } from '@kadkit/dht'
import { keyFromAddress, keyOf } from '@kadkit/key'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { demo } from '../src/demo.ts'
import { startNetwork, stopNetwork } from '../src/local-network.ts'
import { parseOptions } from '../src/options.ts'

const started = vi.hoisted(() => ({ alter: (_network: KademliaNode[]): void => {} }))

// The real one, whose nodes a test may alter before the demo has them.
vi.mock('../src/local-network.ts', async (original) => {
  const real = await original<typeof import('../src/local-network.ts')>()
  return {
    ...real,
    startNetwork: async (...args: Parameters<typeof real.startNetwork>) => {
      const network = await real.startNetwork(...args)
      started.alter(network)
      return network
    },
  }
})

let directory: string
let sockets: Socket[]
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kadkit-demo-'))
  sockets = []
  started.alter = () => {}
})
afterEach(async () => {
  await rm(directory, { recursive: true })
  await Promise.all(sockets.map((socket) => new Promise<void>((resolve) => socket.close(resolve))))
})

async function run(...args: string[]): Promise<{ ok: boolean; lines: string[] }> {
  const lines: string[] = []
  const options = parseOptions(['--nodes', '3', '--port', '0', '--dumps', directory, ...args])
  const ok = await demo(options, (line) => lines.push(line))
  return { ok, lines }
}

/** Takes a port, any free one or that given. */
function takePort(port = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4')
    sockets.push(socket)
    socket.once('error', reject)
    socket.bind(port, '127.0.0.1', () => resolve(socket.address().port))
  })
}

describe('the demo', () => {
  test('prints nodes, puts, gets, figures and dumps, and is true', async () => {
    const { ok, lines } = await run()
    expect(ok).toBe(true)
    expect(lines).toEqual([
      expect.stringMatching(/^\[\+\] node 0 on 127\.0\.0\.1:\d+ \(bootstrap\)$/),
      expect.stringMatching(/^\[\+\] node 1 on 127\.0\.0\.1:\d+, joined in [\d.]+ ms$/),
      expect.stringMatching(/^\[\+\] node 2 on 127\.0\.0\.1:\d+, joined in [\d.]+ ms$/),
      expect.stringMatching(/^\[\+\] node 0 put key_0, stored on ([123]) of \1 \([\d.]+ ms\)$/),
      expect.stringMatching(/^\[\+\] node 1 put key_1, stored on ([23]) of \1 /),
      expect.stringMatching(/^\[\+\] node 2 put key_2, stored on ([23]) of \1 /),
      expect.stringMatching(/^\[\*\] node 0 looked for key_1, got value_1 \([\d.]+ ms\)$/),
      expect.stringMatching(/^\[\*\] node 1 looked for key_2, got value_2 /),
      expect.stringMatching(/^\[\*\] node 2 looked for key_0, got value_0 /),
      expect.stringMatching(/^3 nodes, 6 operations, median [\d.]+ ms, p95 [\d.]+ ms, \d+ datagrams$/),
      `dumped ${join(directory, 'node2.json')}`,
      `dumped ${join(directory, 'node2.json.plantuml')}`,
      `dumped ${join(directory, 'lookup.json')}`,
      `dumped ${join(directory, 'lookup.json.plantuml')}`,
    ])
  })

  test('writes the state of the last node and the distances of its lookup, as JSON and as PlantUML', async () => {
    const { lines } = await run()
    expect((await readdir(directory)).toSorted()).toEqual([
      'lookup.json',
      'lookup.json.plantuml',
      'node2.json',
      'node2.json.plantuml',
    ])
    const state = JSON.parse(await readFile(join(directory, 'node2.json'), 'utf8'))
    const address = /on (\S+),/.exec(lines[2] ?? '')?.[1] ?? ''
    expect(`${state.node.ip}:${state.node.port}`).toBe(address)
    const values = (state.store as object[]).flatMap((entry) => Object.values(entry))
    expect(values).toContain('value_2')
    for (const value of values) expect(value).toMatch(/^value_[012]$/)
    const lookup = JSON.parse(await readFile(join(directory, 'lookup.json'), 'utf8'))
    expect(lookup.found.length).toBe(3)
    expect(lookup.target).toBe(keyOf('key_0').toHex().toUpperCase())
    for (const name of ['node2', 'lookup']) {
      const diagram = await readFile(join(directory, `${name}.json.plantuml`), 'utf8')
      expect(diagram).toMatch(/^@startjson\n[\s\S]*\n@endjson\n?$/)
    }
  })

  test('steps over ports in use', async () => {
    const port = await takePort()
    const { ok, lines } = await run('--port', String(port))
    expect(ok).toBe(true)
    const ports = lines.slice(0, 3).map((line) => Number(/127\.0\.0\.1:(\d+)/.exec(line)?.[1]))
    expect(ports[0]).toBeGreaterThan(port)
    expect(ports).toEqual(ports.toSorted((a, b) => a - b))
    expect(new Set(ports).size).toBe(3)
  })

  test('is false when a get finds nothing, and marks it', async () => {
    started.alter = ([, node]) => {
      if (node !== undefined) node.get = async () => undefined
    }
    const { ok, lines } = await run()
    expect(ok).toBe(false)
    expect(lines.filter((line) => line.startsWith('[!]'))).toEqual([
      expect.stringMatching(/^\[!\] node 1 looked for key_2, got nothing /),
    ])
  })

  test('closes all its nodes, also when a dump cannot be written', async () => {
    let network: KademliaNode[] = []
    started.alter = (nodes) => {
      network = nodes
    }
    const file = join(directory, 'a-file')
    await writeFile(file, '')
    await expect(run('--dumps', file)).rejects.toThrow(/cannot write the dump/)
    expect(network.length).toBe(3)
    for (const node of network) await expect(node.get('key_0')).rejects.toMatchObject({ code: 'closed' })
  })
}, 30_000)

describe('the local network', () => {
  test('says that the ports have run out when the last one is taken', async () => {
    // Whether by us or by somebody else: it is in use.
    await takePort(65_535).catch(() => {})
    const starting = startNetwork({ nodes: 2, host: '127.0.0.1', port: 65_535 }, () => {})
    await expect(starting).rejects.toMatchObject({
      code: 'address-in-use',
      message: expect.stringMatching(/^127\.0\.0\.1 has no free UDP port from 6553[56] on$/),
    })
  })

  test('names a host that is not of this machine', async () => {
    const starting = startNetwork({ nodes: 2, host: '192.0.2.1', port: 0 }, () => {})
    await expect(starting).rejects.toThrow(/192\.0\.2\.1/)
  })

  test("gives nodes the original's keys where the port is known before", async () => {
    const port = await takePort()
    const network = await startNetwork({ nodes: 2, host: '127.0.0.1', port }, () => {})
    for (const { self } of network) expect(self.key).toEqual(keyFromAddress(self.address))
    await stopNetwork(network)
  })
}, 30_000)
