/** Numbers as people read them. */

/** At most twelve significant digits, with commas between thousands: 0.36, 25,000. */
export function decimal(value: number): string {
  const [whole = '', part] = String(Number(value.toPrecision(12))).split('.')
  if (whole.includes('e')) return String(value)
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return part === undefined ? grouped : `${grouped}.${part}`
}

/** With so many digits behind the point, as a number: what is kept in a result. */
export function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}

/** A share as a percentage with so many digits. */
export function percent(share: number, digits = 1): string {
  return `${(100 * share).toFixed(digits)} %`
}
