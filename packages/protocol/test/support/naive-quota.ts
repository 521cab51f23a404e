/** The quota of held values by looking at every one of them, each time: a witness that shares nothing with the real one. */

import { commonPrefixLength, type Key } from '@kadkit/key'
import type { Claim, QuotaLimits } from '../../src/engine/quota.ts'

interface Entry extends Claim {
  readonly underWay: boolean
}

export class NaiveQuota {
  readonly #self: Key
  readonly #limits: QuotaLimits
  #entries: Entry[] = []

  constructor(self: Key, limits: QuotaLimits) {
    this.#self = self
    this.#limits = limits
  }

  get(key: Key): Claim | undefined {
    return this.#entries.find((entry) => entry.key.equals(key))
  }

  set(claim: Claim, underWay: boolean): void {
    this.delete(claim.key)
    this.#entries.push({ ...claim, underWay })
  }

  settle(key: Key): void {
    this.#entries = this.#entries.map((entry) =>
      entry.key.equals(key) ? { ...entry, underWay: false } : entry,
    )
  }

  delete(key: Key): void {
    this.#entries = this.#entries.filter((entry) => !entry.key.equals(key))
  }

  get count(): number {
    return this.#entries.length
  }

  get bytes(): number {
    return sum(this.#entries)
  }

  shares(): { source: string; count: number; bytes: number }[] {
    return sharesOf(this.#entries)
  }

  displacedBy(claim: Claim): Key[] | undefined {
    const { maxValues, maxValueBytesInSum } = this.#limits
    const newcomer = { ...claim, expiresAt: -1, underWay: false }
    let entries = [...this.#entries.filter(({ key }) => !key.equals(claim.key)), newcomer]
    const gone: Key[] = []
    while (entries.length > maxValues || sum(entries) > maxValueBytesInSum) {
      const measure = entries.length > maxValues ? 'count' : 'bytes'
      const shares = sharesOf(entries)
      const most = Math.max(...shares.map((share) => share[measure]))
      const heaviest = new Set(shares.filter((share) => share[measure] === most).map(({ source }) => source))
      const candidates = entries.filter((entry) => heaviest.has(entry.source ?? '') && !entry.underWay)
      const [least] = candidates.sort((a, b) => this.#use(a) - this.#use(b))
      if (least === undefined || least === newcomer || (claim.cached && !least.cached)) return undefined
      entries = entries.filter((entry) => entry !== least)
      gone.push(least.key)
    }
    return gone
  }

  /** One number in which a cached copy counts least, then what is far, then what ends first. */
  #use({ cached, key, expiresAt }: Claim): number {
    return (cached ? 0 : 1e9) + commonPrefixLength(this.#self, key) * 1e6 + expiresAt
  }
}

function sum(entries: readonly Claim[]): number {
  return entries.reduce((total, { valueBytes }) => total + valueBytes, 0)
}

function sharesOf(entries: readonly Claim[]): { source: string; count: number; bytes: number }[] {
  const sources = [...new Set(entries.map(({ source = '' }) => source))]
  return sources.map((source) => {
    const own = entries.filter((entry) => (entry.source ?? '') === source)
    return { source, count: own.length, bytes: sum(own) }
  })
}
