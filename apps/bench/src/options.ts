/** What the command line says. */

import { parseArgs } from 'node:util'

const SEED = 20_261_122

export interface BenchOptions {
  /** The benchmarks to run, all of them if there are none. */
  readonly names: readonly string[]
  readonly quick: boolean
  readonly seed: number
  readonly rounds: number | undefined
  readonly only: string
  readonly publish: boolean
  readonly accept: boolean
  readonly help: boolean
}

/** `message` says what is wrong with the command line. */
export class UsageError extends Error {}

export function usageOf(known: readonly string[]): string {
  return `usage: bench [NAME...] [--quick] [--seed NUMBER]
       peers, parts: [--rounds NUMBER] [--only CASE] [--publish]
       counted: [--accept]
all of them without a NAME: ${known.join(', ')}`
}

/** @throws UsageError */
export function optionsOf(args: readonly string[], known: readonly string[]): BenchOptions {
  const { values, positionals } = parsed(args)
  const unknown = positionals.find((name) => !known.includes(name))
  if (unknown !== undefined) throw new UsageError(`there is no benchmark ${unknown}`)
  const { quick, only, accept, help, publish = !quick && only === '' } = values
  const rounds = values.rounds === undefined ? undefined : count('rounds', values.rounds, 1)
  return {
    names: positionals,
    seed: count('seed', values.seed, 0),
    ...{ quick, rounds, only, publish, accept, help },
  }
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        quick: { type: 'boolean', default: false },
        seed: { type: 'string', default: String(SEED) },
        rounds: { type: 'string' },
        only: { type: 'string', default: '' },
        publish: { type: 'boolean' },
        accept: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function count(name: string, text: string, least: number): number {
  const number = Number(text)
  if (text !== '' && Number.isSafeInteger(number) && number >= least) return number
  throw new UsageError(`--${name} must be a whole number of at least ${least}, got ${text}`)
}
