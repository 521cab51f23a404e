/** Starts the first node, then the others through it, eight at a time. */

const JOINING = 8

/** `one(index, first)` starts a node; `first` is what it gave for the first one. */
export async function startAll(count, one) {
  const nodes = [await one(0, undefined)]
  let next = 1
  const lane = async () => {
    for (let index = next++; index < count; index = next++) nodes[index] = await one(index, nodes[0])
  }
  await Promise.all(Array.from({ length: Math.min(JOINING, count) }, lane))
  return nodes
}
