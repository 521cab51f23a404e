import { describe, expect, test } from 'vitest'
import { Flight } from '../src/flight.ts'

/** A flight of 100 chunks of which the first `count` were asked for, in lots of ten, one a millisecond. */
function flight(count = 20): Flight {
  const flight = new Flight(100)
  for (let at = 0; at * 10 < count; at++) flight.asked(at, at, flight.nextLot(10))
  return flight
}

test('chunks are asked for in order, and no more than there are', () => {
  const all = new Flight(5)
  expect(all.nextLot(3)).toEqual([0, 1, 2])
  all.asked(0, 0, [0, 1, 2])
  expect(all.nextLot(32)).toEqual([3, 4])
  expect([all.size, all.waiting, all.wasAsked(2), all.wasAsked(3)]).toEqual([3, 2, true, false])
})

test('a chunk is lost when the third that was asked for later has come', () => {
  const one = flight()
  for (const chunk of [1, 2]) one.arrived(chunk, 0)
  expect(one.loseOvertaken()).toEqual({ count: 0, askedAt: Number.NEGATIVE_INFINITY })
  one.arrived(3, 0)
  expect(one.loseOvertaken()).toEqual({ count: 1, askedAt: 0 })
  expect(one.nextLot(1)).toEqual([0])
})

test('lost chunks are asked for first, in order, with new ones as far as one pull can name them', () => {
  const one = flight()
  for (let chunk = 0; chunk < 20; chunk++) if (![2, 5].includes(chunk)) one.arrived(chunk, chunk < 10 ? 0 : 1)
  one.loseOvertaken()
  expect(one.nextLot(4)).toEqual([2, 5, 20, 21])
  const wide = new Flight(1_000)
  wide.asked(
    0,
    0,
    Array.from({ length: 300 }, (_, chunk) => chunk),
  )
  for (let chunk = 1; chunk < 300; chunk++) wide.arrived(chunk, 0)
  wide.loseOvertaken()
  expect(wide.nextLot(32)).toEqual([0])
})

describe('a chunk that comes', () => {
  test('tells when it was asked for, if it answers the last pull for it', () => {
    const one = flight()
    expect(one.arrived(0, 0)).toEqual({ askedAt: 0, late: false })
    expect(one.arrived(15, 1)).toEqual({ askedAt: 1, late: false })
    one.loseAll()
    one.asked(5, 2, [3])
    expect(one.arrived(3, 0)).toEqual({ askedAt: undefined, late: true })
    expect(one.size).toBe(0)
  })

  test('though taken for lost, is not asked for again', () => {
    const one = flight(10)
    one.loseAll()
    expect(one.arrived(4, 0)).toEqual({ askedAt: undefined, late: true })
    expect(one.nextLot(32)).not.toContain(4)
  })

  test('late, says that the path reorders: more must come before the next is lost', () => {
    const one = flight()
    for (const chunk of [1, 2, 3]) one.arrived(chunk, 0)
    expect(one.loseOvertaken().count).toBe(1)
    one.arrived(0, 0)
    for (const chunk of [5, 6, 7, 8, 9]) one.arrived(chunk, 0)
    expect(one.loseOvertaken().count).toBe(0)
    one.arrived(10, 1)
    expect(one.loseOvertaken().count).toBe(1)
  })
})

test('when nothing comes, all are lost', () => {
  const one = flight()
  one.loseAll()
  expect([one.size, one.lost, one.nextLot(32).length]).toEqual([0, 20, 32])
})

test('one that could not be kept is asked for again', () => {
  const one = flight(10)
  one.reject(4)
  expect(one.nextLot(1)).toEqual([4])
  one.reject(50)
  expect(one.lost).toBe(1)
})
