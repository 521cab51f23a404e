/**
 * The mean cost of one complete lookup by a small model of Kademlia that was written before Kadkit: k = 20, round trips
 * of mean 1, ended when the k closest have answered, never more than alpha requests at once ("strict").
 */

export const lookupCostModel: readonly {
  readonly nodes: number
  readonly alpha: number
  readonly messages: number
  readonly roundTrips: number
}[] = [
  { nodes: 1_000, alpha: 1, messages: 20.3, roundTrips: 20.3 },
  { nodes: 1_000, alpha: 3, messages: 21.5, roundTrips: 7.57 },
  { nodes: 1_000, alpha: 10, messages: 27.8, roundTrips: 3.39 },
  { nodes: 10_000, alpha: 1, messages: 20.9, roundTrips: 20.9 },
  { nodes: 10_000, alpha: 3, messages: 23.0, roundTrips: 8.05 },
  { nodes: 10_000, alpha: 10, messages: 31.6, roundTrips: 3.76 },
  { nodes: 100_000, alpha: 3, messages: 24.7, roundTrips: 8.6 },
  { nodes: 100_000, alpha: 10, messages: 36.8, roundTrips: 4.28 },
]

/** The same model with lognormal round trips (median 156 : mean 178), 10,000 nodes, alpha = 3: median times. */
export const widenedModel = { nodes: 10_000, alpha: 3, strict: 8.07, widened: 4.23 }
