/** What a benchmark asks of a system: a whole network of it in one process, told node by node what to do. */

/** Nodes are numbered from 0 in the order of their start. What goes wrong rejects. */
export interface System {
  /** Bytes of an id, and of the target of a lookup. */
  readonly idBytes: number
  /** How many ids a lookup looks for. */
  readonly width: number
  /** Starts so many nodes on loopback, {@link JOINING} at a time, and resolves when each says that it has joined. */
  start(nodes: number): Promise<void>
  /** Stores a value; resolves, when the system says that it is stored, to the name under which it is found. */
  put?(node: number, value: Uint8Array): Promise<string>
  /** What is found under a name of `put`; undefined for nothing. */
  get?(node: number, name: string): Promise<Uint8Array | undefined>
  /** The names of the values that are in this node's own store. */
  held?(node: number): Promise<ReadonlySet<string>>
  /** The ids of the nodes nearest to a target. */
  lookup(node: number, target: Uint8Array): Promise<Uint8Array[]>
  /** Where a target lies among the ids, if it is hashed; the target itself by default. */
  place?(target: Uint8Array): Uint8Array
  id(node: number): Uint8Array
  /** Ends a node without a word to the others, as far as the system lets it. */
  kill(node: number): Promise<void>
  /** How a node of another process reaches this one. */
  address(node: number): string
  /** One round trip of the system's own ping. */
  ping(node: number, address: string): Promise<void>
}

/** How many nodes join at once. */
export const JOINING = 8

/** What a module of a system exports. */
export interface Adapter {
  /** `bodies`: values of more than a datagram will come, for systems that have a way for these which they do not use else. */
  create(options: { readonly bodies: boolean }): System | Promise<System>
  /** Classes of sockets that the system uses beside `node:dgram` and `node:net`. */
  readonly sockets?: readonly SocketClass[]
}

/** A class that emits 'message' for what it received, and has these methods that send their first argument. */
export interface SocketClass {
  readonly prototype: object
  readonly sends: readonly string[]
}

/** Does something for each number below `count`, so many at once. */
export async function eachAtOnce(
  count: number,
  atOnce: number,
  run: (index: number) => Promise<void>,
): Promise<void> {
  let next = 0
  const lane = async () => {
    for (let index = next++; index < count; index = next++) await run(index)
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, lane))
}
