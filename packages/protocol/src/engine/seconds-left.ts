/** Time to live as it goes over the wire. */

/**
 * What is left until `expiresAt`, in whole seconds: 0 means that the value is not to be sent any more. Rounded down,
 * so that a value which is copied from copies does not live a little longer each time, and so for ever.
 */
export function secondsLeft(now: number, expiresAt: number): number {
  return Math.max(0, Math.floor((expiresAt - now) / 1_000))
}
