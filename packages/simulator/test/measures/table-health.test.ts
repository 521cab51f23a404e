import { describe, expect, test } from 'vitest'
import { tableHealth } from '../../src/index.ts'
import { grown } from '../support/grown.ts'

describe('table health', () => {
  test('of a small world at rest is perfect: everybody knows everybody', () => {
    expect(tableHealth(grown(15, { seed: 1, codec: false }))).toEqual({
      contacts: 14,
      'dead-contacts': 0,
      'neighbours-known': 1,
      'in-degree': 14,
      'in-degree-5': 14,
    })
  })

  test('counts those in tables who do not run, and not those who know nobody', () => {
    const world = grown(15, { seed: 2, codec: false })
    for (const node of world.nodes.slice(0, 5)) node.crash()
    const health = tableHealth(world)
    expect(health).toMatchObject({
      contacts: 14,
      'dead-contacts': 5 / 14,
      'neighbours-known': 1,
      'in-degree': 9,
    })
    const stranger = world.addNode()
    expect(tableHealth(world)).toMatchObject({
      contacts: (10 * 14) / 11,
      'neighbours-known': expect.closeTo((10 * (9 / 10)) / 11, 12),
      'in-degree': (10 * 9) / 11,
      'in-degree-5': 0,
    })
    stranger.crash()
    expect(tableHealth(world)).toEqual(health)
  })
})
