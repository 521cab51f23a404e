/** A plot as SVG text: readable on light and dark ground, and the same bytes for the same plot. */

import { decimal } from '../report/decimal.ts'
import type { Plot, Series } from './plot.ts'
import { type Ruler, rulerOf } from './ruler.ts'

const WIDTH = 900
const HEIGHT = 460
const FRAME = { left: 74, right: 226, top: 48, bottom: 60 }
const LEGEND_LINE = 18

// Blue, orange, green, purple, grey-brown, cyan: told apart also by eyes that see red and green alike.
const LIGHT = ['#1769aa', '#b34700', '#0f7b55', '#7b3fa0', '#6b5b3e', '#0b7f8a']
const DARK = ['#6cb6ff', '#ffab70', '#5fd0a0', '#cfa3f0', '#cbb890', '#66d0dc']

/** Ours filled and joined, published hollow, models dashed. */
export function svgOf(plot: Plot): string {
  const points = plot.series.flatMap((series) => series.points)
  const x = rulerOf(
    plot.x,
    points.map(([value]) => value),
  )
  const y = rulerOf(
    plot.y,
    points.map(([, value]) => value),
  )
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(plot.title)}">`,
    style(),
    `<rect class="ground" width="${WIDTH}" height="${HEIGHT}"/>`,
    `<text class="title" x="${FRAME.left}" y="26">${escaped(plot.title)}</text>`,
    ...x.ticks.map((tick) => verticalTick(across(x, tick), tick)),
    ...y.ticks.map((tick) => horizontalTick(up(y, tick), tick)),
    `<path class="axis" d="M${FRAME.left} ${FRAME.top}V${HEIGHT - FRAME.bottom}H${WIDTH - FRAME.right}"/>`,
    `<text class="label" x="${(FRAME.left + WIDTH - FRAME.right) / 2}" y="${HEIGHT - 16}" text-anchor="middle">${escaped(plot.x.label)}</text>`,
    `<text class="label" transform="translate(18 ${(FRAME.top + HEIGHT - FRAME.bottom) / 2}) rotate(-90)" text-anchor="middle">${escaped(plot.y.label)}</text>`,
    ...plot.series.map((series, i) => seriesMarks(series, i, x, y)),
    ...plot.series.map((series, i) => legendLine(series, i)),
    '</svg>',
  ].join('\n')}\n`
}

function style(): string {
  const rules = (palette: readonly string[]) =>
    palette.map((color, i) => `.c${i}{stroke:${color}}.f${i}{fill:${color}}`).join('')
  return [
    '<style>',
    'text{font:13px system-ui,sans-serif;fill:#1f2328}.title{font-weight:600;font-size:15px}',
    '.ground{fill:#fff}.axis{fill:none;stroke:#59636e}.grid{stroke:#d8dee4}',
    '.line{fill:none;stroke-width:2}.model{stroke-dasharray:6 4}.published{stroke-dasharray:2 4}',
    '.hollow{fill:#fff;stroke-width:2}',
    rules(LIGHT),
    '@media(prefers-color-scheme:dark){text{fill:#e6edf3}.ground{fill:#0d1117}.hollow{fill:#0d1117}',
    `.axis{stroke:#9198a1}.grid{stroke:#30363d}${rules(DARK)}}`,
    '</style>',
  ].join('')
}

function across(ruler: Ruler, value: number): string {
  return (FRAME.left + ruler.at(value) * (WIDTH - FRAME.left - FRAME.right)).toFixed(1)
}

function up(ruler: Ruler, value: number): string {
  return (HEIGHT - FRAME.bottom - ruler.at(value) * (HEIGHT - FRAME.top - FRAME.bottom)).toFixed(1)
}

function verticalTick(x: string, tick: number): string {
  const bottom = HEIGHT - FRAME.bottom
  return `<path class="grid" d="M${x} ${FRAME.top}V${bottom}"/><text x="${x}" y="${bottom + 20}" text-anchor="middle">${decimal(tick)}</text>`
}

function horizontalTick(y: string, tick: number): string {
  return `<path class="grid" d="M${FRAME.left} ${y}H${WIDTH - FRAME.right}"/><text x="${FRAME.left - 8}" y="${y}" dy="4" text-anchor="end">${decimal(tick)}</text>`
}

function seriesMarks(series: Series, index: number, x: Ruler, y: Ruler): string {
  const { kind, joined = true, points } = series
  const color = colorOf(series, index)
  const places = points.map(([a, b]) => [across(x, a), up(y, b)] as const)
  const line = `<path class="line c${color} ${kind}" d="M${places.map((place) => place.join(' ')).join('L')}"/>`
  const marks = kind === 'model' ? [] : places.map(([a, b]) => mark(kind, color, a, b))
  return (joined && places.length > 1 ? [line, ...marks] : marks).join('')
}

function colorOf({ color }: Series, index: number): number {
  return (color ?? index) % LIGHT.length
}

function mark(kind: Series['kind'], color: number, x: string, y: string): string {
  return kind === 'ours'
    ? `<circle class="f${color}" cx="${x}" cy="${y}" r="4"/>`
    : `<circle class="hollow c${color}" cx="${x}" cy="${y}" r="4.5"/>`
}

/** To the right of the frame, one line a series. */
function legendLine(series: Series, index: number): string {
  const { name, kind } = series
  const y = FRAME.top + 14 + index * LEGEND_LINE
  const x = WIDTH - FRAME.right + 22
  const color = colorOf(series, index)
  const sample =
    kind === 'model'
      ? `<path class="line c${color} model" d="M${x - 10} ${y - 4}H${x + 10}"/>`
      : mark(kind, color, String(x), String(y - 4))
  return `${sample}<text x="${x + 18}" y="${y}">${escaped(name)}</text>`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
