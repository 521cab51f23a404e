/** How long messages take between two hosts. */

/** Round-trip times between hosts, as data. All are in milliseconds, and the same in both directions. */
export type LatencyModel =
  /** Every round trip takes the same; 100. */
  | { readonly model: 'unit'; readonly rttMs?: number }
  /** Each pair of hosts is drawn once, from a lognormal distribution; median 156, mean 178. */
  | { readonly model: 'lognormal'; readonly medianMs?: number; readonly meanMs?: number }
  /**
   * Like the King measurements between 1,024 DNS servers (Gummadi, Saroiu and Gribble 2002; the matrix of Li et al.,
   * INFOCOM 2005, has median 156, mean 178): hosts lie in a plane, and the way between two of them is as long as
   * their distance, times a noise of its own. More nodes than hosts share hosts.
   */
  | { readonly model: 'king'; readonly hosts?: number; readonly medianMs?: number; readonly meanMs?: number }

/** The round-trip time between two hosts, in milliseconds. */
export type Latency = (a: number, b: number) => number
