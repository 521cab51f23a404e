/** What a week of churn brings: headlines, tables and plots. */

import type { Findings, Headline } from '../experiment.ts'
import { HOURS, survivingValues } from '../published/survival.ts'
import { decimal, percent, rounded } from '../report/decimal.ts'
import type { Table } from '../report/markdown-table.ts'
import { type Held, medianOf, sumOf } from '../worlds/value-census.ts'
import { LATENESS } from '../worlds/value-gets.ts'
import { GROUPS } from '../worlds/value-load.ts'
import type { Rate, WeekFigures } from '../worlds/values-week.ts'
import { weekPlots } from './values-week-plots.ts'
import { COPIES, formula, hoursOf, shareOf, sumOfGets, type Unaided } from './values-week-sums.ts'

/** What was set before it was measured. */
const GOAL = 0.999
/** IPv4 and UDP. */
const HEADER_BYTES = 28

export function weekFindings(week: WeekFigures, unaided: Unaided): Findings {
  return {
    headlines: headlinesOf(week),
    tables: [
      readableTable(week),
      lateTable(week),
      rateTable(week.rates),
      survivalTable(week, unaided),
      runTable(week),
    ],
    plots: weekPlots(week, unaided),
  }
}

function headlinesOf(week: WeekFigures): Headline[] {
  const gets = sumOfGets(GROUPS.flatMap((group) => hoursOf(week, group)))
  const held = sumOf(GROUPS.flatMap((group) => hoursOf(week, group)))
  const twice = sumOfGets([...(week.late.day.slice(-1) ?? []), ...week.late.hour.slice(-1)])
  const [two, one] = [sumOfRates(week.rates).bytes, sumOfRates(week.rates.map(onePhaseOf)).bytes]
  return [
    headline(
      'Gets of living values that find them',
      percent(shareOf(gets), 3),
      `${percent(GOAL)} (our goal)`,
      rounded(shareOf(gets) / GOAL, 4),
    ),
    headline('Fewest replicas of a living value at any time', shownFewest(held), `${COPIES} are put`),
    headline(
      'Values readable at twice their life',
      `${twice.found} of ${decimal(twice.asked)}`,
      '0 (our goal)',
    ),
    headline(
      'Bytes a node sends in a second, with two-phase STORE',
      two.toFixed(1),
      `${one.toFixed(1)} (ours without)`,
      rounded(two / one, 3),
    ),
  ]
}

function headline(what: string, ours: string, published: string, ratio: number | null = null): Headline {
  return { what, ours, published, ratio }
}

function readableTable(week: WeekFigures): Table {
  return {
    title: 'Living values',
    columns: [
      'life',
      'values',
      'gets',
      'found',
      'worst hour',
      'fewest replicas',
      'median replicas',
      'values without a replica, of all at each census',
    ],
    rows: GROUPS.map((group) => {
      const hours = hoursOf(week, group)
      const [gets, held] = [sumOfGets(hours), sumOf(hours)]
      return [
        group,
        week.puts[group],
        gets.asked,
        percent(shareOf(gets), 3),
        percent(Math.min(...hours.map(shareOf)), 1),
        shownFewest(held),
        medianOf(held),
        `${held.none} of ${decimal(held.values)}`,
      ]
    }),
  }
}

function lateTable({ late, latestMs }: WeekFigures): Table {
  const latest = latestMs === Number.NEGATIVE_INFINITY ? 'no copy' : `${(latestMs / 1_000).toFixed(1)} s`
  return {
    title: `Values that are asked for after their end (of all copies that were seen in storages, the last ends ${latest} after its value)`,
    columns: ['after', 'asked, of a day', 'found', 'asked, of an hour', 'found'],
    rows: LATENESS.map(({ name }, i) => [
      name,
      ...(['day', 'hour'] as const).flatMap((group) => [
        late[group][i]?.asked ?? 0,
        late[group][i]?.found ?? 0,
      ]),
    ]),
  }
}

function rateTable(rates: readonly Rate[]): Table {
  const sorted = rates.toSorted((a, b) => b.bytes - a.bytes)
  const [two, one] = [sumOfRates(rates), sumOfRates(rates.map(onePhaseOf))]
  const row = (
    name: string,
    a: { messages: number; bytes: number },
    b: { messages: number; bytes: number },
  ) => [name, rounded(a.messages, 4), rounded(a.bytes, 2), rounded(b.messages, 4), rounded(b.bytes, 2)]
  const withHeaders = ({ messages, bytes }: { messages: number; bytes: number }) => ({
    messages,
    bytes: bytes + HEADER_BYTES * messages,
  })
  return {
    title: 'What a node sends in a second',
    columns: ['message', 'messages', 'bytes', 'messages without two-phase STORE', 'bytes without'],
    rows: [
      ...sorted.map((rate) => row(rate.type, rate, rate.onePhase)),
      row('all', two, one),
      row('all, with IPv4 and UDP headers', withHeaders(two), withHeaders(one)),
    ],
  }
}

function survivalTable({ byAge }: WeekFigures, { hours, left, scaleMs }: Unaided): Table {
  const published = survivingValues.find(({ copies }) => copies === COPIES)?.percent
  const all = [...new Set([...hours, ...HOURS])].sort((a, b) => a - b)
  return {
    title: `Values of which a replica is left, ${COPIES} having been put`,
    columns: [
      'hours',
      'without replication',
      'by the formula',
      'of a day, with replication',
      'Mainline, published',
    ],
    rows: all.map((hour) => {
      const unaided = left[hours.indexOf(hour)]
      const aided = byAge[hour - 1]
      const theirs = published?.[(HOURS as readonly number[]).indexOf(hour)]
      return [
        hour,
        unaided === undefined ? null : percent(unaided.held / unaided.values),
        percent(formula(hour, scaleMs)),
        aided === undefined ? null : percent(aided.held / Math.max(1, aided.values), 2),
        theirs === undefined ? null : percent(theirs / 100),
      ]
    }),
  }
}

function runTable({ missed, wrong, failedPuts, deaths, events }: WeekFigures): Table {
  return {
    title: 'The run',
    columns: [
      'nodes that left',
      'puts that nobody acknowledged',
      'gets of living values that found nothing',
      'gets that found other bytes than were put',
      'events',
    ],
    rows: [[deaths, failedPuts, missed.length, wrong, events]],
  }
}

function shownFewest({ values, fewest }: Held): string {
  return values === 0 ? '–' : String(fewest)
}

function onePhaseOf({ onePhase }: Rate): { readonly messages: number; readonly bytes: number } {
  return onePhase
}

function sumOfRates(rates: readonly { readonly messages: number; readonly bytes: number }[]) {
  return {
    messages: rates.reduce((sum, { messages }) => sum + messages, 0),
    bytes: rates.reduce((sum, { bytes }) => sum + bytes, 0),
  }
}
