/** What every transport must do, as data: a list of named cases for any test runner. */

import { bufferRules } from './buffer-rules.ts'
import type { TransportContractOptions } from './contract-options.ts'
import { deliveryRules } from './delivery-rules.ts'
import { lifeRules } from './life-rules.ts'
import { sendRules } from './send-rules.ts'
import { Stage } from './stage.ts'

export type { TransportContractOptions } from './contract-options.ts'

/** One case; `run` stands alone, leaves nothing open, and rejects with an Error that says what was promised. */
export interface TransportContractCase {
  readonly name: string
  readonly run: () => Promise<void>
}

/**
 * The cases that prove a transport. They ask for no more than best effort: what does not arrive is sent again, five
 * times in all, so that a network that loses some messages passes. They hold in any order, one at a time.
 *
 * @example
 * for (const { name, run } of transportContract({ create, deadAddress })) test(name, run)
 */
export function transportContract(options: TransportContractOptions): readonly TransportContractCase[] {
  return [...deliveryRules, ...bufferRules, ...sendRules, ...lifeRules].map(({ name, play }) => ({
    name,
    run: async () => {
      const stage = new Stage(options)
      try {
        await play(stage)
      } finally {
        await stage.end()
      }
    },
  }))
}
