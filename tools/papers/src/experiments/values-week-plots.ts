/** What a week of churn brings, as plots. */

import type { Plot, Series } from '../plot/plot.ts'
import { HOURS, survivingValues } from '../published/survival.ts'
import { rounded } from '../report/decimal.ts'
import { type Held, medianOf } from '../worlds/value-census.ts'
import { GROUPS, type Group } from '../worlds/value-load.ts'
import type { WeekFigures } from '../worlds/values-week.ts'
import { COPIES, formula, hoursOf, shareOf, type Unaided } from './values-week-sums.ts'

export function weekPlots(week: WeekFigures, unaided: Unaided): Plot[] {
  return [
    readablePlot(week),
    holdersPlot(week, 'day'),
    holdersPlot(week, 'week'),
    survivalPlot(week, unaided),
  ]
}

function readablePlot(week: WeekFigures): Plot {
  return {
    name: 'readable',
    title: 'Gets of living values that found them, hour by hour',
    x: { label: 'hours', scale: 'linear', from: 0 },
    y: { label: '%', scale: 'linear', to: 100.2 },
    series: GROUPS.map((group) => ({
      name: `life of a ${group}`,
      kind: 'ours',
      points: hoursOf(week, group).flatMap((hour, i) =>
        hour.asked === 0 ? [] : [[i + 1, rounded(100 * shareOf(hour), 2)] as const],
      ),
    })),
  }
}

function holdersPlot(week: WeekFigures, group: Group): Plot {
  const hours = hoursOf(week, group)
  const line = (name: string, of: (held: Held) => number): Series => ({
    name,
    kind: 'ours',
    points: hours.flatMap((hour, i) => (hour.values === 0 ? [] : [[i + 1, of(hour)] as const])),
  })
  return {
    name: `holders-${group}`,
    title: `Replicas of values of a ${group}`,
    x: { label: 'hours', scale: 'linear', from: 0 },
    y: { label: 'replicas on nodes that run', scale: 'linear', from: 0 },
    series: [line('median', medianOf), line('fewest of any value', ({ fewest }) => fewest)],
  }
}

function survivalPlot({ byAge }: WeekFigures, { hours, left, scaleMs }: Unaided): Plot {
  const published = survivingValues.find(({ copies }) => copies === COPIES)?.percent ?? []
  const end = Math.max(...HOURS)
  return {
    name: 'survival',
    title: `Values of which a replica is left, ${COPIES} having been put`,
    x: { label: 'hours', scale: 'log', from: 1, to: end },
    y: { label: '%', scale: 'linear', from: 0, to: 102 },
    series: [
      {
        name: 'with replication',
        kind: 'ours',
        points: byAge.map(({ held, values }, i) => [i + 1, rounded((100 * held) / Math.max(1, values), 2)]),
      },
      {
        name: 'without',
        kind: 'ours',
        joined: false,
        points: left.map(({ held, values }, i) => [hours[i] ?? 0, rounded((100 * held) / values, 1)]),
      },
      {
        name: 'without, by the formula',
        kind: 'model',
        color: 1,
        points: Array.from({ length: 40 }, (_, i) => {
          const hour = rounded(end ** (i / 39), 3)
          return [hour, rounded(100 * formula(hour, scaleMs), 2)] as const
        }),
      },
      {
        name: 'Mainline, published',
        kind: 'published',
        points: HOURS.map((hour, i) => [hour, published[i] ?? 0]),
      },
    ],
  }
}
