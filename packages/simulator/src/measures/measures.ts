/** Everything that a scenario measures, by name. */

/** What each measure says; a measure of nothing (the recall of no lookups) is NaN, and no check of it holds. */
export const measures = {
  nodes: 'Nodes that run at the end.',
  joined: 'Share of the joins that have succeeded at their first try.',
  finds: 'Lookups that have ended.',
  recall: 'Share of the true k closest that a lookup finds, on average.',
  exact: 'Share of the lookups that find exactly the true k closest.',
  'find-requests': 'Requests of a lookup, repeats excepted, on average.',
  'find-ms': 'Median time of a lookup, until all k closest have answered.',
  'find-ms-95': 'The time that 95 % of the lookups do not exceed.',
  consistency: 'Share of the polls in which all who ask find the same nearest node.',
  puts: 'Puts that have ended.',
  stored: 'Share of them after which somebody holds the value.',
  gets: 'Gets that have ended, of values that should be there.',
  got: 'Share of them that gave the right value.',
  'get-ms': 'Median time of a get that gave it.',
  'get-ms-95': 'The time that 95 % of them do not exceed.',
  durable: 'Share of the values that should be there which anybody that runs holds, at the end.',
  replicas: 'Nodes that run and hold such a value, on average.',
  contacts: 'Contacts in a table, on average, at the end.',
  'dead-contacts': 'Share of the contacts in tables that do not run, at the end.',
  'neighbours-known': 'Share of its true k nearest that a node has in its table, on average, at the end.',
  'in-degree': 'Tables that a node is in, on average, at the end.',
  'in-degree-5': 'The number of tables that 95 % of the nodes exceed or reach.',
  'load-ratio': 'What the busiest node received, as a multiple of the mean of all that run.',
  'bytes-a-second': 'Bytes that a node sends in a second, on average.',
  'pvc-bytes-a-second': 'The same by the byte rule of Li et al. (INFOCOM 2005).',
} as const

export type MeasureName = keyof typeof measures

export type Measured = Readonly<Record<MeasureName, number>>
