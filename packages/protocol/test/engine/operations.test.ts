import { beforeEach, describe, expect, test } from 'vitest'
import type { Effect } from '../../src/engine/effect.ts'
import type { Report } from '../../src/engine/operation.ts'
import { Operations } from '../../src/engine/operations.ts'
import type { OperationId, Outcome } from '../../src/engine/outcome.ts'
import { numbers } from '../support/contacts.ts'

const done: Outcome = { type: 'no-value' }
const overloaded: Outcome = { type: 'failed', reason: 'overloaded', failed: [] }

let effects: Effect[]
let log: string[]
let reports: Map<string, Report>
let operations: Operations

beforeEach(() => {
  effects = []
  log = []
  reports = new Map()
  operations = withLimits(2, 3)
})

function withLimits(maxActiveOperations: number, maxWaitingOperations: number): Operations {
  return new Operations({ maxActiveOperations, maxWaitingOperations }, (effect) => effects.push(effect))
}

/** Starts an operation that notes what happens to it; one of type `instant` settles as soon as it begins. */
function start(name: string, { instant = false, watch = false } = {}): OperationId {
  return operations.start(0, { watch }, (report) => {
    reports.set(name, report)
    return {
      begin(now) {
        log.push(`${name} begins at ${now}`)
        if (instant) report.settle(now, done)
      },
      cancel: () => log.push(`${name} is cancelled`),
    }
  })
}

function settle(name: string, now = 7): void {
  reports.get(name)?.settle(now, done)
}

const settled = () => effects.filter((effect) => effect.type === 'settle')

describe('operations', () => {
  test('begin in the order in which they were asked for, so many at once', () => {
    for (const name of ['a', 'b', 'c', 'd']) start(name)
    expect(log).toEqual(['a begins at 0', 'b begins at 0'])
    settle('b', 5)
    expect(log.slice(2)).toEqual(['c begins at 5'])
    settle('a', 9)
    expect(log.slice(3)).toEqual(['d begins at 9'])
  })

  test('have ids that differ, by which they settle', () => {
    const ids = ['a', 'b'].map((name) => start(name))
    settle('b')
    settle('a')
    expect(settled()).toEqual([
      { type: 'settle', operation: ids[1], outcome: done },
      { type: 'settle', operation: ids[0], outcome: done },
    ])
  })

  test('settle once', () => {
    start('a')
    settle('a')
    settle('a')
    expect(settled()).toHaveLength(1)
  })

  test('fail as overloaded beyond those that may wait, and begin never', () => {
    const ids = numbers(1, 6).map((n) => start(`${n}`))
    expect(settled()).toEqual([{ type: 'settle', operation: ids[5], outcome: overloaded }])
    settle('1')
    settle('6')
    expect(settled()).toHaveLength(2)
    expect(log).not.toContain('6 begins at 0')
    start('7')
    expect(settled()).toHaveLength(2)
  })

  test('that are cancelled while they wait never begin', () => {
    const [, , waiting] = ['a', 'b', 'c', 'd'].map((name) => start(name))
    operations.cancel(3, waiting ?? 0)
    settle('a')
    expect(log.slice(2)).toEqual(['c is cancelled', 'd begins at 7'])
    expect(settled()).toHaveLength(1)
  })

  test('that are cancelled while they are active make way for the next, and do not settle', () => {
    const [active] = ['a', 'b', 'c'].map((name) => start(name))
    operations.cancel(3, active ?? 0)
    operations.cancel(4, active ?? 0)
    operations.cancel(4, 999)
    settle('a')
    expect(log.slice(2)).toEqual(['a is cancelled', 'c begins at 3'])
    expect(settled()).toEqual([])
  })

  test('report the steps of a lookup only when somebody watches', () => {
    start('a')
    const id = start('b', { watch: true })
    expect(reports.get('a')?.step).toBeUndefined()
    reports.get('b')?.step?.(12, { type: 'widened' })
    expect(effects).toEqual([
      { type: 'emit', event: { type: 'lookup-step', operation: id, at: 12, step: { type: 'widened' } } },
    ])
  })

  test('that need nobody settle one after the other: 10,000 at once do not overflow the stack', () => {
    operations = withLimits(1, 10_000)
    start('first')
    for (const n of numbers(1, 10_000)) start(`${n}`, { instant: true })
    settle('first')
    expect(settled()).toHaveLength(10_001)
    expect(log.slice(0, 3)).toEqual(['first begins at 0', '1 begins at 7', '2 begins at 7'])
    expect(log.at(-1)).toBe('10000 begins at 7')
  })

  test('go on filling after a whole queue has settled at once', () => {
    operations = withLimits(1, 10)
    start('first')
    start('second', { instant: true })
    settle('first')
    start('third')
    start('fourth')
    settle('third', 20)
    expect(log.at(-1)).toBe('fourth begins at 20')
  })
})
