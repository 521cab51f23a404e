/** What an opening has found. */

/** The counts are true, if `exact`; kept + lost is what was committed. */
export interface Recovered {
  /** Names that have the bytes last put under them. */
  readonly kept: number
  /** Names whose bytes, put and committed, are gone or cannot be trusted. They read as undefined from now on. */
  readonly lost: number
  /** Records that were set aside because they are damaged, or older than what was last put under their name. */
  readonly quarantined: number
  /** False when the database and what says what it ought to have are both damaged: more may be lost than is known. */
  readonly exact: boolean
}
