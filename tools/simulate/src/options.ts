/** What the command line says. */

import { parseArgs } from 'node:util'

export const usage = `Runs the engine that ships in a deterministic world.

Usage: simulate list
       simulate SCENARIO [--seed N] [--trace FILE] [--no-codec] [--no-invariants]
       simulate soak [--seeds N] [--from SEED] [--jobs N]
       simulate scale [--nodes N] [--lookups N] [--alpha N] [--prebuilt] [--seed N]

  list      the scenarios that come with the simulator
  SCENARIO  the name of one, 'soak/SEED' for one of the soak, or a JSON file; exit code 1 if a check fails
  soak      so many random worlds of 50 nodes, each run twice: with every invariant, and each fourth with the codec;
            then with neither; both must give the same trace
  scale     so many nodes join, then so many random nodes look up a random key each

  --seed N         instead of the scenario's own; of scale: 1
  --trace FILE     write the trace there, a JSON object a line
  --no-codec       pass messages as objects: faster, and the same trace
  --no-invariants  do not check what must hold after every event
  --seeds N        how many (default 1000)
  --from SEED      the first of them (default 1)
  --jobs N         how many processes share the seeds (default 2)
  --nodes N        how many (default 10000)
  --lookups N      how many (default as many as there are nodes)
  --alpha N        requests of a lookup in flight at once (default 3)
  --prebuilt       fill the routing tables instead of letting all join
  --help           this text
`

/** What a wrong command line is told. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

export type Options =
  | { readonly command: 'help' | 'list' }
  | {
      readonly command: 'run'
      readonly scenario: string
      readonly seed: number | undefined
      readonly trace: string | undefined
      readonly codec: boolean
      readonly invariants: boolean
    }
  | { readonly command: 'soak'; readonly seeds: number; readonly from: number; readonly jobs: number }
  | {
      readonly command: 'scale'
      readonly nodes: number
      readonly lookups: number
      readonly alpha: number
      readonly prebuilt: boolean
      readonly seed: number
    }

const MOST = Number.MAX_SAFE_INTEGER

/** @throws UsageError that names the option, its value, and what would be right. */
export function parseOptions(args: readonly string[]): Options {
  const { values, positionals } = read(args)
  const [command, ...rest] = positionals
  if (values.help === true || command === undefined) return { command: 'help' }
  if (rest.length > 0) throw new UsageError(`one scenario at a time, got also '${rest.join(' ')}'`)
  switch (command) {
    case 'list':
      return { command }
    case 'soak':
      return {
        command,
        seeds: integer('--seeds', values.seeds ?? '1000', 1, 10_000_000),
        from: integer('--from', values.from ?? '1', 0, MOST),
        jobs: integer('--jobs', values.jobs ?? '2', 1, 64),
      }
    case 'scale': {
      const nodes = integer('--nodes', values.nodes ?? '10000', 2, 10_000_000)
      return {
        command,
        nodes,
        lookups: integer('--lookups', values.lookups ?? String(nodes), 0, 100_000_000),
        alpha: integer('--alpha', values.alpha ?? '3', 1, 64),
        prebuilt: values.prebuilt === true,
        seed: integer('--seed', values.seed ?? '1', 0, MOST),
      }
    }
    default:
      return {
        command: 'run',
        scenario: command,
        seed: values.seed === undefined ? undefined : integer('--seed', values.seed, 0, MOST),
        trace: values.trace,
        codec: values['no-codec'] !== true,
        invariants: values['no-invariants'] !== true,
      }
  }
}

interface Values {
  seed?: string
  trace?: string
  'no-codec'?: boolean
  'no-invariants'?: boolean
  seeds?: string
  from?: string
  jobs?: string
  nodes?: string
  lookups?: string
  alpha?: string
  prebuilt?: boolean
  help?: boolean
}

function read(args: readonly string[]): { values: Values; positionals: string[] } {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        seed: { type: 'string' },
        trace: { type: 'string' },
        'no-codec': { type: 'boolean' },
        'no-invariants': { type: 'boolean' },
        seeds: { type: 'string' },
        from: { type: 'string' },
        jobs: { type: 'string' },
        nodes: { type: 'string' },
        lookups: { type: 'string' },
        alpha: { type: 'string' },
        prebuilt: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function integer(name: string, text: string, min: number, max: number): number {
  const value = Number(text)
  if (text.trim() !== '' && Number.isSafeInteger(value) && value >= min && value <= max) return value
  throw new UsageError(`${name} must be an integer of ${min} to ${max}, got '${text}'`)
}
