/** Addresses of simulated nodes: IPv4, so that messages are as long as real ones. */

const FIRST = 0x0a_00_00_01
const PORT = 4_000

/** The address of node number `id`, from 1: in 10.0.0.0/8, which has room for 16 million. */
export function addressOf(id: number): string {
  const ip = FIRST + id - 1
  // Not a template alone: V8 would keep it as a chain of its parts, and each look at it would go along the chain.
  return [ip >>> 24, (ip >>> 16) & 255, (ip >>> 8) & 255, `${ip & 255}:${PORT}`].join('.')
}
