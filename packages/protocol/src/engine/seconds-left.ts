/** Time to live as it goes over the wire. */

/** What is left until `expiresAt`, in whole seconds, never less than one: an expired value is not sent at all. */
export function secondsLeft(now: number, expiresAt: number): number {
  return Math.max(1, Math.ceil((expiresAt - now) / 1_000))
}
