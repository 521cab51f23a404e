import { describe, expect, test } from 'vitest'
import { type Consignment, Freight } from '../../src/engine/freight.ts'

class Crate implements Consignment {
  bytes: number
  active = true
  wentAt: number | undefined

  constructor(bytes: number) {
    this.bytes = bytes
  }

  go(now: number): void {
    this.wentAt = now
  }
}

function crates(freight: Freight, ...bytes: number[]): Crate[] {
  const all = bytes.map((each) => new Crate(each))
  for (const crate of all) freight.send(0, crate)
  return all
}

const went = (all: readonly Crate[]) => all.map(({ wentAt }) => wentAt)

describe('freight', () => {
  test('goes at once while it fits, up to the very bound', () => {
    expect(went(crates(new Freight(10), 4, 6, 1))).toEqual([0, 0, undefined])
  })

  test('goes in its turn when room is made: what is short does not overtake', () => {
    const freight = new Freight(10)
    const all = crates(freight, 6, 8, 1)
    freight.arrived(5, all[0] as Crate)
    expect(went(all)).toEqual([0, 5, 5])
  })

  test('goes alone where it is longer than all room, and never not at all', () => {
    const freight = new Freight(10)
    const all = crates(freight, 99, 1, 99)
    expect(went(all)).toEqual([0, undefined, undefined])
    freight.arrived(1, all[0] as Crate)
    freight.arrived(2, all[1] as Crate)
    expect(went(all)).toEqual([0, 1, 2])
  })

  test('that is not to go any more is passed over, and takes no room', () => {
    const freight = new Freight(10)
    const all = crates(freight, 10, 10, 10)
    ;(all[1] as Crate).active = false
    freight.arrived(3, all[0] as Crate)
    expect(went(all)).toEqual([0, undefined, 3])
  })

  test('that is taken back while it waits leaves the others their turn', () => {
    const freight = new Freight(10)
    const all = crates(freight, 10, 9, 1)
    freight.arrived(1, all[1] as Crate)
    freight.arrived(2, all[0] as Crate)
    expect(went(all)).toEqual([0, undefined, 2])
  })

  test('makes the room that it took, though its length is another by then', () => {
    const freight = new Freight(10)
    const all = crates(freight, 10, 8, 2, 1)
    const [first] = all
    if (first !== undefined) {
      first.bytes = 1
      freight.arrived(1, first)
    }
    expect(went(all)).toEqual([0, 1, 1, undefined])
  })

  test('makes its room once, however often it ends', () => {
    const freight = new Freight(10)
    const all = crates(freight, 5, 5, 5, 5)
    for (let i = 0; i < 3; i++) freight.arrived(1, all[0] as Crate)
    expect(went(all)).toEqual([0, 0, 1, undefined])
  })
})
