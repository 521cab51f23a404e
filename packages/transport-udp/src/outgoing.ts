/** The memory of what is being sent. */

/** Longer messages are few. */
const SHEET_BYTES = 8_192

/**
 * Copies of messages, as a socket needs them: while the system's buffer is full it keeps what it is given. Nearly always the
 * system has taken a message when `send` returns, and then the same memory serves the next one, of any socket. With memory
 * of its own for each, what is over would fill megabytes before it is collected.
 */
class Outgoing {
  #sheet = Buffer.alloc(0)

  /** A copy of `message`, for as long as no other is made; or until it is let go, once it was `kept`. */
  copyOf(message: Uint8Array): Buffer {
    // Always a copy; the slice of a Buffer is none.
    if (message.length > SHEET_BYTES) return Buffer.from(message)
    if (this.#sheet.length === 0) this.#sheet = Buffer.allocUnsafeSlow(SHEET_BYTES)
    this.#sheet.set(message)
    return this.#sheet.subarray(0, message.length)
  }

  /** A socket still has the last copy: the next one is made elsewhere. */
  kept(): void {
    this.#sheet = Buffer.alloc(0)
  }
}

/** One for all sockets of a process. */
export const outgoing: Outgoing = new Outgoing()
