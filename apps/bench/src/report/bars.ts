/** A plot of bars as SVG text: readable on light and dark ground, the same bytes for the same bars. */

import { digits } from './figure.ts'
import type { Spread } from './summary.ts'

export interface Bar {
  readonly name: string
  readonly ours: boolean
  readonly spread: Spread
}

export interface Bars {
  /** What is shown, and which way it is better. */
  readonly title: string
  readonly bars: readonly Bar[]
}

const WIDTH = 640
const NAMES = 130
const VALUES = 150
const TOP = 44
const STEP = 30

/** One bar below the other, as long as its median, with a line from the least to the most. */
export function barsSvg({ title, bars }: Bars): string {
  const most = Math.max(...bars.map(({ spread }) => spread.most), Number.MIN_VALUE)
  const along = (value: number) => Number(((value / most) * (WIDTH - NAMES - VALUES)).toFixed(1))
  const height = TOP + bars.length * STEP + 10
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escaped(title)}">`,
    STYLE,
    `<rect class="ground" width="${WIDTH}" height="${height}"/>`,
    `<text class="title" x="16" y="26">${escaped(title)}</text>`,
    ...bars.map(({ name, ours, spread }, i) => {
      const y = TOP + i * STEP
      const end = NAMES + along(spread.most) + 10
      return [
        `<text x="${NAMES - 8}" y="${y + 16}" text-anchor="end">${escaped(name)}</text>`,
        `<rect class="${ours ? 'ours' : 'other'}" x="${NAMES}" y="${y + 2}" width="${along(spread.median)}" height="20"/>`,
        `<path class="range" d="M${NAMES + along(spread.least)} ${y + 12}H${NAMES + along(spread.most)}"/>`,
        `<text x="${end}" y="${y + 16}">${digits(spread.median)}</text>`,
      ].join('')
    }),
    '</svg>',
  ].join('\n')}\n`
}

const STYLE = [
  '<style>text{font:13px system-ui,sans-serif;fill:#1f2328}.title{font-weight:600;font-size:15px}',
  '.ground{fill:#fff}.ours{fill:#1769aa}.other{fill:#8c959f}.range{stroke:#1f2328;stroke-width:2}',
  '@media(prefers-color-scheme:dark){text{fill:#e6edf3}.ground{fill:#0d1117}.ours{fill:#6cb6ff}',
  '.other{fill:#656c76}.range{stroke:#e6edf3}}</style>',
].join('')

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
