/** Nodes that come and go. */

import type { Dice } from '../random/dice.ts'
import type { SimNode } from '../world/sim-node.ts'
import type { World } from '../world/world.ts'
import { keepJoining } from './newcomer.ts'
import { drawMs, type Sessions } from './sessions.ts'

/** Nodes crash when their session is over, and others take their place. */
export interface ChurnOptions {
  readonly sessions: Sessions
  /** How long a place stays empty; by default not at all. */
  readonly gaps?: Sessions
  /** Whether a newcomer on the same host (`new`), with a key and an address of its own, or the same node starts again. */
  readonly identity: 'new' | 'same'
  /** What the same node finds in its storage: 'kept'. */
  readonly storage?: 'kept' | 'lost'
}

/** Churn that goes on until it is stopped. */
export interface Churn {
  /** How many nodes have crashed. */
  readonly crashes: number
  /** From now on nobody crashes; who is down still comes back. */
  stop(): void
}

/**
 * Lets each of these nodes stay for a session from now on; then whoever has come in its place, and so on.
 * `arrived` is called with each that has started again, before it joins.
 */
export function startChurn(
  world: World,
  options: ChurnOptions,
  nodes: readonly SimNode[] = world.up(),
  arrived: (node: SimNode) => void = () => {},
): Churn {
  const dice: Dice = world.dice.fork()
  const { sessions, gaps = { distribution: 'constant', ms: 0 }, identity, storage = 'kept' } = options
  let [crashes, stopped] = [0, false]

  const stay = (node: SimNode): void => {
    const { life } = node
    world.after(drawMs(sessions, dice), () => {
      if (stopped) return
      if (!node.up || node.life !== life) return
      node.crash()
      crashes++
      world.after(drawMs(gaps, dice), () => comeBack(node))
    })
  }
  const comeBack = (gone: SimNode): void => {
    if (gone.up) return
    const { host, reach, slowMs } = gone
    const node = identity === 'new' ? world.addNode({ host, reach, slowMs }) : gone
    if (identity === 'same') gone.restart({ storage })
    arrived(node)
    keepJoining(world, node)
    stay(node)
  }
  for (const node of nodes) stay(node)
  return {
    get crashes() {
      return crashes
    },
    stop: () => {
      stopped = true
    },
  }
}
