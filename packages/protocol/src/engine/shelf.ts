/** Where a record is kept. */

/** What we hold for others, which may be lost; or what we have published ourselves. They are apart, also on the disk. */
export type Shelf = 'held' | 'own'
