import { expect, test } from 'vitest'
import type { Plot } from '../../src/plot/plot.ts'
import { svgOf } from '../../src/plot/svg.ts'

const plot: Plot = {
  name: 'p',
  title: 'A < B & C',
  x: { label: 'x', scale: 'linear', from: 0, to: 10 },
  y: { label: 'y', scale: 'linear', from: 0, to: 10 },
  series: [
    {
      name: 'ours',
      kind: 'ours',
      points: [
        [0, 0],
        [10, 10],
      ],
    },
    { name: 'theirs', kind: 'published', joined: false, points: [[5, 5]] },
    {
      name: 'formula',
      kind: 'model',
      points: [
        [0, 10],
        [10, 0],
      ],
    },
  ],
}

test('ours is filled, what was published is hollow, a model is only a line', () => {
  const svg = svgOf(plot)
  // two points, and one in the legend
  expect(svg.match(/<circle class="f0"/g)).toHaveLength(3)
  expect(svg.match(/<circle class="hollow c1"/g)).toHaveLength(2)
  expect(svg).not.toMatch(/circle class="[^"]*2"/)
  expect(svg.match(/<path class="line c\d (?:ours|published|model)"/g)).toEqual([
    '<path class="line c0 ours"',
    '<path class="line c2 model"',
    // its line in the legend
    '<path class="line c2 model"',
  ])
})

test('the lowest point is in the corner of the frame, and the highest in the one across', () => {
  const svg = svgOf(plot)
  expect(svg).toContain('d="M74.0 400.0L674.0 48.0"')
})

test('text is escaped, and the same plot is the same text', () => {
  expect(svgOf(plot)).toContain('A &lt; B &amp; C')
  expect(svgOf(structuredClone(plot))).toBe(svgOf(plot))
})

test('series of one colour are drawn in one colour', () => {
  const series = [
    { name: 'a', kind: 'ours', color: 4, points: [[1, 1]] },
    { name: 'b', kind: 'published', color: 4, points: [[2, 2]] },
  ] as const
  const svg = svgOf({ ...plot, series })
  expect(svg).toMatch(/class="f4"/)
  expect(svg).toMatch(/class="hollow c4"/)
})
