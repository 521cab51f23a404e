/** How large a routing table may grow, and how patient it is. */

/** The limits of a {@link RoutingTable}. */
export interface RoutingTableOptions {
  /** How many contacts nearest to ourselves are to be complete; 20. */
  readonly k?: number | undefined
  /** Contacts in a bucket; k. A bucket that holds some of the k nearest to ourselves may grow to twice as many. */
  readonly bucketSize?: number | undefined
  /** Understudies for a bucket; k. With 0, a full bucket forgets its newcomers at once. */
  readonly understudies?: number | undefined
  /** Requests without an answer, one after the other, that make a contact replaceable; 5 (paper, section 4.1). */
  readonly maxFailures?: number | undefined
}
