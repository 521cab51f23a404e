import { describe, expect, test } from 'vitest'
import { parseOptions, UsageError, usage } from '../src/options.ts'

describe('the command line', () => {
  test('has a default for everything', () => {
    expect(parseOptions([])).toEqual({
      help: false,
      nodes: 10,
      host: '127.0.0.1',
      port: 8000,
      dumps: 'dumps',
    })
  })

  test('sets each option', () => {
    const args = ['--nodes', '25', '--host', '::1', '--port=9000', '--dumps', 'out/here']
    expect(parseOptions(args)).toEqual({ help: false, nodes: 25, host: '::1', port: 9000, dumps: 'out/here' })
  })

  test.each([['--help'], ['-h']])('asks for help with %s', (flag) => {
    expect(parseOptions([flag]).help).toBe(true)
  })

  test.each(['2', '1000'])('takes --nodes %s', (nodes) => {
    expect(parseOptions(['--nodes', nodes]).nodes).toBe(Number(nodes))
  })

  test.each(['0', '65535'])('takes --port %s', (port) => {
    expect(parseOptions(['--port', port]).port).toBe(Number(port))
  })

  test.each(['lan', '192.168.1.10', '2001:db8::1'])('takes --host %s', (host) => {
    expect(parseOptions(['--host', host]).host).toBe(host)
  })

  test.each([
    [['--nodes', '1'], "--nodes must be a whole number of 2 to 1000, got '1'"],
    [['--nodes', '1001'], "--nodes must be a whole number of 2 to 1000, got '1001'"],
    [['--nodes', 'ten'], "--nodes must be a whole number of 2 to 1000, got 'ten'"],
    [['--nodes', '1e1'], "--nodes must be a whole number of 2 to 1000, got '1e1'"],
    [['--nodes', '2.5'], "--nodes must be a whole number of 2 to 1000, got '2.5'"],
    [['--nodes='], "--nodes must be a whole number of 2 to 1000, got ''"],
    [['--port', '65536'], "--port must be a whole number of 0 to 65535, got '65536'"],
    [['--port=-1'], "--port must be a whole number of 0 to 65535, got '-1'"],
    [['--port', 'http'], "--port must be a whole number of 0 to 65535, got 'http'"],
    [['--host', 'localhost'], "--host must be the IP address of one host, or 'lan', got 'localhost'"],
    [
      ['--host', '127.0.0.1:8000'],
      "--host must be the IP address of one host, or 'lan', got '127.0.0.1:8000'",
    ],
    [['--host', '0.0.0.0'], "--host must be the IP address of one host, or 'lan', got '0.0.0.0'"],
    [['--host', '::'], "--host must be the IP address of one host, or 'lan', got '::'"],
    [['--host', '0:0::0'], "--host must be the IP address of one host, or 'lan', got '0:0::0'"],
    [['--host='], "--host must be the IP address of one host, or 'lan', got ''"],
  ])('refuses %j, naming the option, its value and what would be right', (args, message) => {
    expect(() => parseOptions(args)).toThrow(new UsageError(message))
  })

  test.each([[['--node', '3']], [['start']], [['--nodes']], [['--help=yes']]])(
    'refuses %j, which it does not know, and says what that is',
    (args) => {
      expect(() => parseOptions(args)).toThrow(UsageError)
      const [word = ''] = args[0]?.split('=') ?? []
      expect(() => parseOptions(args)).toThrow(word)
    },
  )
})

test('the help names every option, with its default', () => {
  for (const [name, value] of Object.entries(parseOptions([]))) {
    expect(usage).toContain(`--${name}`)
    if (name !== 'help') expect(usage).toContain(`(default ${value})`)
  }
})
