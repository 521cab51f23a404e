/** Joins, and whether they succeed. */

import type { World } from '../world/world.ts'

export class JoinLog {
  #joins = 0
  #joined = 0

  /** Counts every join that begins from now on. */
  constructor(world: World) {
    world.watchOperations((operation) => {
      if (operation.type !== 'join') return
      operation.onSettled(({ outcome }) => {
        this.#joins++
        if (outcome?.type === 'joined') this.#joined++
      })
    })
  }

  read(): { readonly joined: number } {
    return { joined: this.#joined / this.#joins }
  }
}
