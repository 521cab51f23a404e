/** Joins an engine to the world: carries out what it wants done, and tells it what happened. */

import type { Clock } from '@kadkit/clock'
import type { Key } from '@kadkit/key'
import {
  type AgedContact,
  type Codec,
  type Effect,
  type Engine,
  isBundle,
  type Message,
  type NodeEvent,
  type OperationId,
  type Outcome,
  type RequestId,
  readBundle,
  type Shelf,
  type ValueRecord,
} from '@kadkit/protocol'
import type { Address, Transport } from '@kadkit/transport'
import type { Archive } from './archive.ts'
import { Listeners } from './listeners.ts'
import { Mailbag } from './mailbag.ts'
import { NodeError } from './node-error.ts'
import { onAbort } from './on-abort.ts'

export interface DriverParts {
  readonly engine: Engine
  readonly codec: Codec
  readonly transport: Transport
  readonly archive: Archive
  readonly clock: Clock
}

interface Waiter {
  readonly resolve: (outcome: Outcome) => void
  readonly reject: (reason: unknown) => void
  /** Hears of aborts no more. */
  readonly forget: (() => void) | undefined
}

/** Every input is followed by carrying out all effects, and there is at most one timer. */
export class Driver {
  readonly #parts: DriverParts
  readonly #mailbag: Mailbag
  readonly #waiters = new Map<OperationId, Waiter>()
  readonly listeners: Listeners<NodeEvent> = new Listeners()
  #draining = false
  #closing: Promise<void> | undefined
  #wakeAt = Number.POSITIVE_INFINITY
  #cancelWake: () => void = () => {}
  unsent = 0
  /** What the transport last refused to send, and why. */
  lastUnsent: { readonly to: Address; readonly error: unknown } | undefined

  constructor(parts: DriverParts) {
    this.#parts = parts
    this.#mailbag = new Mailbag(parts.transport, ({ to, id }, error) => this.#unsent(to, id, error))
  }

  get engine(): Engine {
    return this.#parts.engine
  }

  get clock(): Clock {
    return this.#parts.clock
  }

  get storageErrors(): number {
    return this.#parts.archive.errors
  }

  get maxMessageBytes(): number {
    return this.#parts.transport.maxMessageBytes
  }

  /** Operations that have not ended. */
  get operations(): number {
    return this.#waiters.size
  }

  /** Enters these contacts, and what the storage holds from before. Others are answered meanwhile. */
  async restore(contacts: readonly AgedContact[]): Promise<void> {
    this.input((engine, now) => {
      engine.restoring = true
      engine.restoreContacts(now, contacts)
    })
    for await (const [shelf, record] of this.#parts.archive.records()) {
      if (shelf === 'own') this.input((engine, now) => engine.restoreOwn(now, record))
      else this.input((engine, now) => engine.restore(now, record))
    }
    this.input((engine) => {
      engine.restoring = false
    })
  }

  /** Writes down what the next start needs: our key, the time, and these contacts. */
  async note(contacts: readonly AgedContact[]): Promise<void> {
    const { archive, clock, engine } = this.#parts
    await archive.writeState({ key: engine.self.key, at: clock.now(), wall: clock.wall(), contacts })
  }

  /** Tells the engine something, and carries out what follows. After the end it does nothing. */
  input(tell: (engine: Engine, now: number) => void): void {
    if (this.#closing !== undefined) return
    tell(this.#parts.engine, this.#parts.clock.now())
    this.#drain()
    this.#mailbag.empty()
  }

  /** As `input`, without a function for each message. */
  received(from: Address, bytes: Uint8Array): void {
    if (this.#closing !== undefined) return
    if (isBundle(bytes)) this.#unpack(from, bytes)
    else this.#take(from, bytes)
    this.#drain()
    this.#mailbag.empty()
  }

  /** Begins an operation; resolves to its outcome. */
  run(
    begin: (engine: Engine, now: number) => OperationId,
    signal?: AbortSignal,
    onBegin?: (operation: OperationId) => void,
  ): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      this.checkOpen()
      let operation: OperationId
      // Before the beginning, which may be the end already.
      const forget = signal && onAbort(signal, () => this.cancel(operation, signal.reason))
      operation = begin(this.engine, this.clock.now())
      onBegin?.(operation)
      this.#waiters.set(operation, { resolve, reject, forget })
      this.#drain()
      // Who begins several at once lets their questions to one node go together.
      this.#mailbag.emptySoon()
    })
  }

  /** Ends an operation at once: its promise rejects with `reason`. One that has ended is left alone. */
  cancel(operation: OperationId, reason: unknown): void {
    const waiter = this.#waiters.get(operation)
    if (waiter === undefined) return
    this.#waiters.delete(operation)
    this.input((engine, now) => engine.cancel(now, operation))
    refuse(waiter, reason)
  }

  /** As `Archive.load`. */
  load(shelf: Shelf, key: Key): Promise<ValueRecord | 'unreadable' | undefined> {
    return this.#parts.archive.load(shelf, key)
  }

  /** @throws NodeError 'closed' */
  checkOpen(): void {
    if (this.#closing !== undefined) throw new NodeError('closed', 'the node is closed')
  }

  /** Lets everything go. What waits is rejected. */
  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    this.#cancelWake()
    for (const waiter of this.#waiters.values())
      refuse(waiter, new NodeError('closed', 'the node was closed'))
    this.#waiters.clear()
    this.listeners.clear()
    this.#mailbag.empty()
    try {
      await this.#parts.transport.close()
      // Not waited for by itself: a storage that hangs must not hold up the end.
      void this.note(this.engine.contacts())
    } finally {
      await this.#parts.archive.close()
    }
  }

  #unpack(from: Address, bundle: Uint8Array): void {
    const frames = readBundle(bundle)
    if (typeof frames === 'string') this.engine.discard(from, frames)
    else for (const frame of frames) this.#take(from, frame)
  }

  #take(from: Address, frame: Uint8Array): void {
    const { engine, codec, clock } = this.#parts
    const message = codec.decode(frame)
    if (typeof message === 'string') engine.discard(from, message)
    else engine.receive(clock.now(), from, message)
  }

  #drain(): void {
    if (this.#draining) return
    this.#draining = true
    try {
      const { engine } = this.#parts
      for (let effect = engine.poll(); effect !== undefined; effect = engine.poll()) this.#carryOut(effect)
    } finally {
      this.#draining = false
    }
    this.#arm()
  }

  #carryOut(effect: Effect): void {
    switch (effect.type) {
      case 'send':
        this.#send(effect.to, effect.message)
        return
      case 'load':
        void this.load(effect.shelf, effect.key).then((record) => {
          this.input((engine, now) => engine.loaded(now, effect.ticket, record))
        })
        return
      case 'save':
        void this.#parts.archive.save(effect.shelf, effect.record).then((ok) => {
          this.input((engine, now) => engine.saved(now, effect.ticket, ok))
        })
        return
      case 'drop':
        void this.#parts.archive.drop(effect.shelf, effect.key)
        return
      case 'note':
        void this.note(effect.contacts)
        return
      case 'settle': {
        const waiter = this.#waiters.get(effect.operation)
        this.#waiters.delete(effect.operation)
        waiter?.forget?.()
        waiter?.resolve(effect.outcome)
        return
      }
      case 'emit':
        this.listeners.call(effect.event)
    }
  }

  #send(to: Address, message: Message): void {
    let frame: Uint8Array
    try {
      frame = this.#parts.codec.encode(message)
    } catch (error) {
      this.#unsent(to, message.id, error)
      return
    }
    this.#mailbag.post({ to, id: message.id, frame })
  }

  #unsent(to: Address, id: RequestId, error: unknown): void {
    this.unsent++
    this.lastUnsent = { to, error }
    this.input((engine, now) => engine.unsent(now, id))
  }

  /** Keeps one timer, at the engine's deadline or before: a later deadline is found out when it fires. */
  #arm(): void {
    const { engine, clock } = this.#parts
    if (this.#closing !== undefined) return
    const { deadline } = engine
    if (deadline >= this.#wakeAt) return
    this.#cancelWake()
    this.#wakeAt = deadline
    this.#cancelWake = clock.schedule(this.#wakeAt, () => {
      this.#wakeAt = Number.POSITIVE_INFINITY
      this.input((engine, now) => engine.advance(now))
    })
  }
}

function refuse({ reject, forget }: Waiter, reason: unknown): void {
  forget?.()
  reject(reason)
}
