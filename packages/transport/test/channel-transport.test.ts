import { readFileSync } from 'node:fs'
import { transportContract } from '@kadkit/transport/contract'
import { describe, expect, test } from 'vitest'
import { ChannelTransport } from './channel-transport.ts'

describe('the transport of the README keeps the contract', () => {
  let count = 0
  const create = () => new ChannelTransport(`readme${count++}`)
  for (const { name, run } of transportContract({ create, deadAddress: 'channel:nobody' })) test(name, run)
})

test('the README shows that transport as it is tested', () => {
  const source = readFileSync(new URL('channel-transport.ts', import.meta.url), 'utf8')
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  expect(readme).toContain(`\`\`\`ts\n${source}\`\`\`\n`)
})
