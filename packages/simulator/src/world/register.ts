/** Which nodes there are, running or not: by their numbers and by their addresses. */

import type { Inhabitant } from './inhabitant.ts'

export class Register<N extends Inhabitant> {
  readonly #byNumber = new Map<number, N>()
  readonly #byAddress = new Map<string, N>()
  #last = 0

  /** The number of the next node: none is given twice. */
  next(): number {
    return ++this.#last
  }

  enter(node: N): void {
    this.#byNumber.set(node.id, node)
    this.#byAddress.set(node.contact.address, node)
  }

  remove(node: N): void {
    this.#byNumber.delete(node.id)
    this.#byAddress.delete(node.contact.address)
  }

  /** In the order in which they were entered. */
  all(): N[] {
    return [...this.#byNumber.values()]
  }

  /** @throws RangeError when there is none. */
  of(id: number): N {
    const node = this.#byNumber.get(id)
    if (node === undefined) throw new RangeError(`there is no node ${id}`)
    return node
  }

  at(address: string): N | undefined {
    return this.#byAddress.get(address)
  }
}
