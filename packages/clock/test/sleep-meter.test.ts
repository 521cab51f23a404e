import { describe, expect, test } from 'vitest'
import { SleepMeter, uptimeOf } from '../src/sleep-meter.ts'

/** Two clocks of a machine; one stands still while it sleeps. */
class Machine {
  running = 500
  uptime = 9_000_000
  looks = 0
  readonly meter = new SleepMeter(
    () => this.running,
    () => {
      this.looks++
      return this.uptime
    },
  )

  wake(ms: number): void {
    this.running += ms
    this.uptime += ms
  }

  sleep(ms: number): void {
    this.uptime += ms
  }

  get slept(): number {
    return this.meter.sleptUntil(this.running)
  }
}

describe('a sleep', () => {
  test('is noticed within a second of being awake', () => {
    const machine = new Machine()
    machine.wake(10_000)
    expect(machine.slept).toBe(0)
    machine.sleep(8 * 3_600_000)
    machine.wake(1_000)
    expect(machine.slept).toBe(8 * 3_600_000)
    machine.wake(60_000)
    machine.sleep(20_000)
    machine.wake(1_000)
    expect(machine.slept).toBe(8 * 3_600_000 + 20_000)
  })

  test('of some seconds is none: clocks of whole seconds differ by so much', () => {
    const machine = new Machine()
    for (let i = 0; i < 100; i++) {
      machine.wake(1_500)
      machine.uptime += i % 2 === 0 ? 999 : -999
      expect(machine.slept).toBe(0)
    }
  })

  test('only adds up: an uptime that runs behind takes nothing away', () => {
    const machine = new Machine()
    machine.sleep(60_000)
    machine.wake(2_000)
    expect(machine.slept).toBe(60_000)
    machine.uptime -= 50_000
    machine.wake(2_000)
    expect(machine.slept).toBe(60_000)
  })

  test('is looked for once a second, however often the time is asked for', () => {
    const machine = new Machine()
    const { looks } = machine
    for (let i = 0; i < 1_000; i++) {
      machine.wake(10)
      expect(machine.slept).toBe(0)
    }
    expect(machine.looks - looks).toBe(10)
  })

  test('is never noticed where nobody knows the uptime', () => {
    const meter = new SleepMeter(() => 0, undefined)
    expect(meter.sleptUntil(1e9)).toBe(0)
  })
})

describe('the uptime', () => {
  test('is that of the operating system, in Node', () => {
    const uptime = uptimeOf(globalThis)
    expect(uptime?.()).toBeGreaterThan(0)
  })

  test.each([{}, { process: {} }, { process: { getBuiltinModule: () => undefined } }])(
    'is unknown on %j',
    (platform) => {
      expect(uptimeOf(platform)).toBeUndefined()
    },
  )
})
