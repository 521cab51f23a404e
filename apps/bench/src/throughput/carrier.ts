/** Ways of carrying many bytes from one process to another. */

/** Where one side is. */
export interface Place {
  readonly host: string
  readonly port: number
}

/** One side of a way. */
export interface Carrier {
  /** Begins to receive; `whole` settles when `bytes` bytes are there, or no more come. */
  receive(bytes: number): Promise<Receiver>
  /** Sends as many bytes; settles when it can do no more for them. */
  send(to: Place, bytes: number): Promise<void>
  close(): Promise<void>
}

export interface Receiver {
  readonly port: number
  readonly whole: Promise<Received>
}

export interface Received {
  readonly bytes: number
  /** When the last of them came: milliseconds since 1970. */
  readonly at: number
}

export function clock(): number {
  return performance.timeOrigin + performance.now()
}
