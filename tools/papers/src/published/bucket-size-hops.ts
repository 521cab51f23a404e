/** RFM 19.1: mean hops of a lookup among 25,000 nodes, by bucket size. */

/** Five networks of 10,000 lookups each; buckets filled at random, or balanced over their subtree. */
export const bucketSizeHops: readonly {
  readonly bucketSize: number
  readonly random: number
  readonly balanced: number
}[] = [
  { bucketSize: 10, random: 2.165, balanced: 2.085 },
  { bucketSize: 20, random: 1.926, balanced: 1.891 },
  { bucketSize: 30, random: 1.868, balanced: 1.842 },
  { bucketSize: 40, random: 1.834, balanced: 1.809 },
  { bucketSize: 50, random: 1.806, balanced: 1.775 },
  { bucketSize: 60, random: 1.777, balanced: 1.743 },
  { bucketSize: 70, random: 1.756, balanced: 1.712 },
  { bucketSize: 80, random: 1.728, balanced: 1.683 },
  { bucketSize: 90, random: 1.708, balanced: 1.663 },
  { bucketSize: 100, random: 1.692, balanced: 1.632 },
]
