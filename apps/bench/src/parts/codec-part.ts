/** What a benchmark asks of a codec. */

export interface Node {
  readonly id: Uint8Array
  /** "10.0.0.1". */
  readonly host: string
  readonly port: number
}

/** A reply that lists contacts, or without them a ping. */
export interface Said {
  /** 16 bytes. */
  readonly id: Uint8Array
  /** 32 bytes. */
  readonly sender: Uint8Array
  readonly contacts?: readonly Node[]
}

export interface CodecPart {
  encode(message: unknown): Uint8Array
  /** All of it, so that it can be used: hosts as text, ports as numbers. */
  decode(bytes: Uint8Array): unknown
  /** What a decoded message says; by default it says that itself. */
  said?(decoded: unknown): Said
}

/** What the module of a codec exports. */
export interface CodecModule {
  /** What this codec encodes to say the same. */
  message(said: Said): unknown
  create(): CodecPart
}
