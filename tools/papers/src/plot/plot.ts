/** What a plot shows, as plain data: it is kept with the numbers, and drawn by `svgOf`. */

export interface Axis {
  readonly label: string
  readonly scale: 'linear' | 'log'
  /** Where an axis begins and ends; by default, at the outermost points. */
  readonly from?: number
  readonly to?: number
}

export interface Series {
  readonly name: string
  /** Ours is drawn filled and joined; what was published, hollow; a formula or a model, as a dashed line alone. */
  readonly kind: 'ours' | 'published' | 'model'
  /** false draws the points without the line between them. */
  readonly joined?: boolean
  /** Which colour, from 0; by default its place in the list. Two series with one colour belong together. */
  readonly color?: number
  readonly points: readonly (readonly [x: number, y: number])[]
}

export interface Plot {
  /** Names the file of this plot among those of its experiment. */
  readonly name: string
  readonly title: string
  readonly x: Axis
  readonly y: Axis
  readonly series: readonly Series[]
}
