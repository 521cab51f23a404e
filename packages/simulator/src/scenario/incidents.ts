/** Carries out incidents. */

import { keepJoining } from '../churn/newcomer.ts'
import type { ValueLog } from '../measures/value-log.ts'
import type { SimNode } from '../world/sim-node.ts'
import type { SimStorage } from '../world/sim-storage.ts'
import type { World } from '../world/world.ts'
import { addMember } from './population.ts'
import type { Incident, Population } from './scenario.ts'

/** Where incidents happen, and which of those that take a while are not over. */
export class Scene {
  readonly world: World
  readonly population: Population
  readonly values: ValueLog
  /** The share of messages that is lost without any of them. */
  readonly fairLoss: number
  readonly weathers: Set<Incident & { type: 'weather' }> = new Set()
  readonly broken: Map<SimStorage, readonly (Incident & { type: 'storage' })[]> = new Map()

  constructor(world: World, population: Population, values: ValueLog) {
    this.world = world
    this.population = population
    this.values = values
    this.fairLoss = world.network.loss
  }
}

/** Lets it happen now. */
export function strike(scene: Scene, incident: Incident): void {
  const { world } = scene
  switch (incident.type) {
    case 'partition': {
      const some = new Set(struck(world, incident.share))
      const others = world.nodes.filter((node) => !some.has(node))
      const walls = [world.partition(some, others)]
      if (incident.ways === 'both') walls.push(world.partition(others, some))
      world.after(incident.ms, () => walls.forEach((wall) => void wall.heal()))
      break
    }
    case 'crash':
      for (const node of struck(world, incident.share)) crash(world, node, incident)
      break
    case 'stall':
      for (const node of struck(world, incident.share)) node.stall(incident.ms)
      break
    case 'clock-step':
      for (const node of struck(world, incident.share)) node.stepClock(incident.ms)
      break
    case 'storage':
      for (const { storage } of struck(world, incident.share)) breakStorage(scene, storage, incident)
      break
    case 'weather':
      changeWeather(scene, incident)
      break
    case 'arrivals':
      for (let i = 0; i < incident.count; i++) {
        const arrive = () => keepJoining(world, addMember(world, scene.population))
        world.after((incident.withinMs * i) / incident.count, arrive)
      }
      break
    case 'flash-crowd':
      drawCrowd(scene, incident)
  }
}

function struck(world: World, share: number): SimNode[] {
  const nodes = world.up()
  return world.dice.sample(nodes, Math.round(share * nodes.length))
}

function crash(
  world: World,
  node: SimNode,
  { restartAfterMs, storage = 'kept' }: Incident & { type: 'crash' },
): void {
  node.crash()
  if (restartAfterMs === undefined) return
  world.after(restartAfterMs, () => {
    if (node.up) return
    node.restart({ storage })
    keepJoining(world, node)
  })
}

/** The last of those that have broken it and are not over. */
function breakStorage(
  { world, broken }: Scene,
  storage: SimStorage,
  incident: Incident & { type: 'storage' },
): void {
  const modes = [...(broken.get(storage) ?? []), incident]
  const settle = (left: readonly (Incident & { type: 'storage' })[]) => {
    broken.set(storage, left)
    storage.mode = left.at(-1)?.mode ?? 'works'
  }
  settle(modes)
  world.after(incident.ms, () => settle((broken.get(storage) ?? []).filter((other) => other !== incident)))
}

/** Several at once add up. */
function changeWeather(scene: Scene, incident: Incident & { type: 'weather' }): void {
  const { world, fairLoss, weathers } = scene
  const settle = () => {
    const all = [...weathers]
    world.network.loss = Math.min(
      1,
      all.reduce((sum, { loss = 0 }) => sum + loss, fairLoss),
    )
    world.network.slowness = all.reduce((product, { slowness = 1 }) => product * slowness, 1)
  }
  weathers.add(incident)
  settle()
  world.after(incident.ms, () => {
    weathers.delete(incident)
    settle()
  })
}

function drawCrowd({ world, values }: Scene, { gets, withinMs }: Incident & { type: 'flash-crowd' }): void {
  const value = values.any()
  if (value === undefined) return
  for (let i = 0; i < gets; i++) {
    world.after(withinMs * world.dice.next(), () => {
      const node = world.anyMember()
      if (node !== undefined) values.judge(node.get(value.key), value)
    })
  }
}
