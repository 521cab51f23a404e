/** What a benchmark asks of a routing table. */

/** All but `closest` may be slow. */
export interface TablePart {
  /** A contact of `contact` has answered. */
  add(contact: unknown): void | Promise<void>
  /** Those nearest to a target of `target`, nearest first if the table can do that. */
  closest(target: unknown, count: number): readonly unknown[]
  /** The same in any order, where it is another thing. */
  unsorted?(target: unknown, count: number): readonly unknown[]
  /** The id of what `closest` gave. */
  idOf(found: unknown): Uint8Array
  /** Of all contacts that it holds. */
  ids(): readonly Uint8Array[]
}

/** What the module of a table exports. */
export interface TableModule {
  /** A contact as this table likes it, with bytes of its own. */
  contact(id: Uint8Array, host: string, port: number): unknown
  target(id: Uint8Array): unknown
  create(self: Uint8Array, bucketSize: number): TablePart
}
