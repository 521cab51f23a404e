/** What the demo's command line says. */

import { isIP } from 'node:net'
import { parseArgs } from 'node:util'

export interface DemoOptions {
  readonly help: boolean
  readonly nodes: number
  readonly host: string
  /** Of the first node; the others follow. 0: any free ones. */
  readonly port: number
  /** Where the dumps go. */
  readonly dumps: string
}

export const usage = `Ten Kademlia nodes on this machine: each puts a value, and another gets it.

Usage: demo [--nodes N] [--host H] [--port P] [--dumps DIR]

  --nodes N    how many nodes, 2 to 1000 (default 10)
  --host H     the IP address they share, or 'lan' for this machine's own in its network (default 127.0.0.1)
  --port P     the first node's UDP port, 0 for any free ones (default 8000); ports in use are stepped over
  --dumps DIR  where the dumps are written (default dumps)
  --help       this text
`

/** 0.0.0.0 and :: stand for all addresses of a machine: nodes there could not be asked at the address that they name. */
const UNSPECIFIED = /^[0.:]+$/

/** What a wrong command line is told. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** @throws UsageError that names the option, its value, and what would be right */
export function parseOptions(args: readonly string[]): DemoOptions {
  const values = read(args)
  const host = values.host ?? '127.0.0.1'
  if (host !== 'lan' && (isIP(host) === 0 || UNSPECIFIED.test(host)))
    throw new UsageError(`--host must be the IP address of one host, or 'lan', got '${host}'`)
  return {
    help: values.help ?? false,
    nodes: integer('--nodes', values.nodes ?? '10', 2, 1_000),
    host,
    port: integer('--port', values.port ?? '8000', 0, 65_535),
    dumps: values.dumps ?? 'dumps',
  }
}

interface Values {
  nodes?: string
  host?: string
  port?: string
  dumps?: string
  help?: boolean
}

function read(args: readonly string[]): Values {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        nodes: { type: 'string' },
        host: { type: 'string' },
        port: { type: 'string' },
        dumps: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    })
    return values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error })
  }
}

function integer(name: string, text: string, min: number, max: number): number {
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= min && value <= max) return value
  throw new UsageError(`${name} must be a whole number of ${min} to ${max}, got '${text}'`)
}
