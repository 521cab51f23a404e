/** Closing what was opened. */

/** Closes all of these, and waits for them. How that ends is not told: whoever calls this has something worse to tell. */
export async function closeAll(opened: Iterable<{ close(): Promise<void> } | undefined>): Promise<void> {
  await Promise.allSettled(Array.from(opened, (each) => each?.close()))
}
