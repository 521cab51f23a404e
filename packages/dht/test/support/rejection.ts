/** What a promise is rejected with. */

/** @throws when it is not rejected */
export async function reasonOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise
  } catch (reason) {
    return reason
  }
  throw new Error('the promise is not rejected')
}

/** The error with which it is rejected. @throws when it is rejected with what is no error */
export async function errorOf(promise: Promise<unknown>): Promise<Error & { readonly code?: unknown }> {
  const reason = await reasonOf(promise)
  if (reason instanceof Error) return reason
  throw new Error(`rejected with what is no error: ${String(reason)}`)
}
