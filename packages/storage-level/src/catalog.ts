/** Which names there are, and which write of each is the last: what reading is checked against. */

/** The names, in memory: some 150 bytes each. */
export class Catalog {
  /** The names that have bytes, each with the sequence of its last put. */
  readonly live: Map<string, number> = new Map()
  /** The names whose tombstone is in the database, each with the sequence of its delete. */
  readonly deleted: Map<string, number> = new Map()
  /** The sequence of the last write. */
  sequence = 0

  /** Enters a write, unless a later one of its name is known. */
  enter(name: string, sequence: number, isPut: boolean): void {
    // What comes behind all that is known is newer; to look for a name takes longer than all else here.
    if (sequence <= this.sequence && sequence <= this.lastOf(name)) return
    const [to, from] = isPut ? [this.live, this.deleted] : [this.deleted, this.live]
    to.set(name, sequence)
    if (from.size > 0) from.delete(name)
    if (sequence > this.sequence) this.sequence = sequence
  }

  /** The sequence of the last known write of a name; 0 when there is none. */
  lastOf(name: string): number {
    const put = this.live.get(name)
    if (put !== undefined || this.deleted.size === 0) return put ?? 0
    return this.deleted.get(name) ?? 0
  }
}
