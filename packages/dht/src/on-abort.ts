/** Hearing of aborts. */

/** Who waits for one signal. It listens itself, so that it can be taken out. */
class Waiting {
  readonly calls = new Set<() => void>()

  handleEvent(): void {
    for (const call of this.calls) call()
  }
}

const waiting = new WeakMap<AbortSignal, Waiting>()

/**
 * Calls `call` when `signal` aborts, until the returned function is called. A signal gets one listener, however many
 * operations it is given to: of more than ten, Node.js warns as of a leak.
 */
export function onAbort(signal: AbortSignal, call: () => void): () => void {
  const all = waiting.get(signal) ?? listen(signal)
  all.calls.add(call)
  return () => {
    all.calls.delete(call)
    if (all.calls.size > 0) return
    signal.removeEventListener('abort', all)
    if (waiting.get(signal) === all) waiting.delete(signal)
  }
}

function listen(signal: AbortSignal): Waiting {
  const all = new Waiting()
  waiting.set(signal, all)
  signal.addEventListener('abort', all, { once: true })
  return all
}
