/** Where a published number comes from, and how it was read. */

export interface Citation {
  readonly authors: string
  readonly title: string
  readonly venue: string
  readonly year: number
  /** What of it was read for this project. */
  readonly read:
    | 'in full'
    | 'in notes of the full text'
    | 'the abstract'
    | 'quoted in the source of go-libp2p-kbucket'
}

export const balancedBuckets: Citation = {
  authors: 'G. Michel',
  title: 'Balanced Buckets Report (RFM 19.1)',
  venue: 'ProbeLab network measurements',
  year: 2023,
  read: 'in full',
}

export const stutzbach: Citation = {
  authors: 'D. Stutzbach, R. Rejaie',
  title: 'Improving Lookup Performance over a Widely-Deployed DHT',
  venue: 'IEEE INFOCOM',
  year: 2006,
  read: 'quoted in the source of go-libp2p-kbucket',
}

export const kademlia: Citation = {
  authors: 'P. Maymounkov, D. Mazières',
  title: 'Kademlia: A Peer-to-peer Information System Based on the XOR Metric',
  venue: 'IPTPS',
  year: 2002,
  read: 'in full',
}

export const performanceVersusCost: Citation = {
  authors: 'J. Li, J. Stribling, R. Morris, M. F. Kaashoek, T. M. Gil',
  title: 'A Performance vs. Cost Framework for Evaluating DHT Design Tradeoffs under Churn',
  venue: 'IEEE INFOCOM',
  year: 2005,
  read: 'in notes of the full text',
}

export const recursiveKademlia: Citation = {
  authors: 'B. Heep',
  title: 'R/Kademlia: Recursive and Topology-aware Overlay Routing',
  venue: 'ATNAC',
  year: 2010,
  read: 'in notes of the full text',
}

export const handlingChurn: Citation = {
  authors: 'S. Rhea, D. Geels, T. Roscoe, J. Kubiatowicz',
  title: 'Handling Churn in a DHT',
  venue: 'USENIX Annual Technical Conference',
  year: 2004,
  read: 'the abstract',
}

export const nodeDecay: Citation = {
  authors: 'pubky',
  title: 'Pkarr Key Churn Behavior Analysis (measured on the Mainline DHT)',
  venue: 'repository pubky/pkarr-churn',
  year: 2025,
  read: 'in full',
}

/** Authors, title, venue, year, and how it was read. */
export function cited({ authors, title, venue, year, read }: Citation): string {
  return `${authors}: *${title}*, ${venue}, ${year} (read: ${read})`
}
