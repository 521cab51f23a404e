/** What can be set in an engine, with its defaults and its bounds. */

export interface Config {
  /** Width of a lookup, and number of replicas (paper, section 2.2). */
  readonly k: number
  /** How many contacts a bucket holds; k, as in the paper, when it is not given. More of them shorten lookups. */
  readonly bucketSize: number
  /** Requests of one lookup that are in flight at once (paper, section 2.3); of a get up to three times as many where many are silent, and two for each slow one. */
  readonly alpha: number
  /** How many times a request is sent again before its contact counts as failed. */
  readonly retries: number
  /** How long to wait for a stranger while nothing has been measured yet. */
  readonly initialTimeoutMs: number
  /** Bounds of what is derived from round-trip times (RFC 6298, section 2.4). */
  readonly minTimeoutMs: number
  readonly maxTimeoutMs: number
  /** How long a `fetch` or the `store` of a long value lives at most, while `progress` says that its bytes are flowing. */
  readonly maxProgressMs: number
  /** Failures in a row after which a contact gives way to an understudy (paper, section 4.1). */
  readonly maxFailures: number
  /** A contact that a node list says was silent for longer is asked after the fresher ones. */
  readonly staleAfterMs: number
  /**
   * The same address is pinged unasked (to verify a newcomer, to check an old contact) at most once in this time; and
   * one that was asked in vain is left alone for as long, then twice as long, and so on.
   */
  readonly probeEveryMs: number
  /** A bucket without a lookup for this long is refreshed (paper, section 2.3); 10 % of jitter are added or taken. */
  readonly refreshEveryMs: number
  /** The routing table is written down for the next start each time that so much has passed. Infinity: never. */
  readonly noteEveryMs: number
  /** The longest life that is granted to a value; of our own values others are told of so much at a time. */
  readonly ttlMs: number
  /**
   * Each value of our own is published again after this time, or after `ttlMs` if that is shorter, less up to 10 % of
   * jitter (paper, section 2.5: every 24 h). Infinity: never.
   */
  readonly republishEveryMs: number
  /** Values of our own that are published again at the same time. */
  readonly maxRepublishing: number
  /** Values of our own, and their bytes in sum; a put of more fails as `full`. */
  readonly maxOwnValues: number
  readonly maxOwnValueBytesInSum: number
  /**
   * Each value that we hold is offered to the others of its k closest after this time without one from them; 10 % of
   * jitter are added or taken (paper, section 2.5: every hour). Infinity: never, nor to newcomers.
   */
  readonly replicateEveryMs: number
  /** Offers under way at once, the values that follow them included. */
  readonly maxReplicating: number
  /** Values held at most, and their bytes in sum. */
  readonly maxValues: number
  readonly maxValueBytesInSum: number
  /** The longest value that is put, taken in for others, or fetched; what the transport carries is a limit besides. */
  readonly maxValueBytes: number
  /** Bytes of long values on their way to others at once, over all operations; one value may always go. */
  readonly maxOutgoingBytes: number
  /** Operations at work at once; the rest waits, up to `maxWaitingOperations`; beyond that they fail as overloaded. */
  readonly maxActiveOperations: number
  readonly maxWaitingOperations: number
  /** Storage answers waited for at once on behalf of others; beyond that they are refused as busy. */
  readonly maxTickets: number
  /** A storage that does not answer for so long is held to have failed. */
  readonly storageTimeoutMs: number
}

export const defaultConfig: Config = {
  k: 20,
  bucketSize: 20,
  alpha: 3,
  retries: 2,
  initialTimeoutMs: 500,
  minTimeoutMs: 25,
  maxTimeoutMs: 4_000,
  maxProgressMs: 300_000,
  maxFailures: 5,
  staleAfterMs: 30 * 60_000,
  probeEveryMs: 60_000,
  refreshEveryMs: 3_600_000,
  noteEveryMs: 300_000,
  // XLattice's 86,410 s: a day, and enough beside it that a daily republish never comes too late.
  ttlMs: 86_410_000,
  republishEveryMs: 86_400_000,
  maxRepublishing: 4,
  maxOwnValues: 65_536,
  maxOwnValueBytesInSum: 256 * 2 ** 20,
  replicateEveryMs: 3_600_000,
  maxReplicating: 8,
  maxValues: 65_536,
  maxValueBytesInSum: 64 * 2 ** 20,
  maxValueBytes: 16 * 2 ** 20,
  maxOutgoingBytes: 32 * 2 ** 20,
  maxActiveOperations: 256,
  maxWaitingOperations: 16_384,
  maxTickets: 1_024,
  storageTimeoutMs: 10_000,
}

/** What each field may be; all are integers, or Infinity where that is the bound. */
const bounds: Record<keyof Config, readonly [min: number, max: number]> = {
  k: [1, 64],
  bucketSize: [1, 1_024],
  alpha: [1, 64],
  retries: [0, 16],
  initialTimeoutMs: [1, 600_000],
  minTimeoutMs: [1, 600_000],
  maxTimeoutMs: [1, 600_000],
  maxProgressMs: [1, 86_400_000],
  maxFailures: [1, 100],
  staleAfterMs: [1, 86_400_000],
  probeEveryMs: [0, 86_400_000],
  refreshEveryMs: [1_000, 86_400_000],
  noteEveryMs: [1_000, Number.POSITIVE_INFINITY],
  ttlMs: [1_000, 4_294_967_295_000],
  republishEveryMs: [1_000, Number.POSITIVE_INFINITY],
  maxRepublishing: [1, 1_024],
  maxOwnValues: [0, 2 ** 32],
  maxOwnValueBytesInSum: [0, 2 ** 52],
  replicateEveryMs: [1_000, Number.POSITIVE_INFINITY],
  maxReplicating: [1, 1_024],
  maxValues: [0, 2 ** 32],
  maxValueBytesInSum: [0, 2 ** 52],
  maxValueBytes: [0, 2 ** 31 - 1],
  maxOutgoingBytes: [0, 2 ** 52],
  maxActiveOperations: [1, 65_536],
  maxWaitingOperations: [0, 2 ** 20],
  maxTickets: [1, 65_536],
  storageTimeoutMs: [1, 3_600_000],
}

/**
 * The defaults with `given` laid over them.
 * @throws TypeError for a name that does not exist; RangeError for a value out of its bounds, or bounds that contradict.
 */
export function completeConfig(given: Partial<Config> = {}): Config {
  const { k = defaultConfig.k } = given
  const config = { ...defaultConfig, bucketSize: k, ...definedOf(given) }
  for (const [name, value] of Object.entries(config)) checkField(name, value)
  if (config.minTimeoutMs > config.maxTimeoutMs) {
    throw new RangeError(
      `config.minTimeoutMs (${config.minTimeoutMs}) exceeds maxTimeoutMs (${config.maxTimeoutMs})`,
    )
  }
  return config
}

function definedOf(given: Partial<Config>): Partial<Config> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}

function checkField(name: string, value: unknown): void {
  const bound = Object.hasOwn(bounds, name) ? bounds[name as keyof Config] : undefined
  if (bound === undefined) {
    throw new TypeError(`config has no field '${name}'; it has ${Object.keys(bounds).join(', ')}`)
  }
  const [min, max] = bound
  const isWhole = Number.isInteger(value) || (value === max && max === Number.POSITIVE_INFINITY)
  if (typeof value !== 'number' || !isWhole || value < min || value > max) {
    throw new RangeError(`config.${name} must be an integer of ${min} to ${max}, got ${String(value)}`)
  }
}
