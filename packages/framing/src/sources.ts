/** Whose messages take how much memory, and who has to give way. */

import type { Address } from '@kadkit/transport'
import type { Transfer } from './transfer.ts'

/** A transfer to which nothing new came for so long gives way to others that need its memory. */
const GIVES_WAY_AFTER_MS = 500
/** When nobody has given way, nobody is asked again for so long: a crowd must not cost a search for each chunk. */
const ASK_AGAIN_AFTER_MS = 20

interface Source {
  readonly transfers: Set<Transfer>
  bytes: number
}

export interface SourceLimits {
  readonly maxReassemblyBytes: number
  readonly maxSourceBytes: number
  readonly maxSourceTransfers: number
  readonly maxTransfers: number
}

/**
 * Counts what each address takes. When a limit is reached, the largest idle transfer of the heaviest source gives way;
 * one that progresses never does, so that nobody can drive others out by coming later.
 */
export class Sources {
  readonly #limits: SourceLimits
  readonly #sources = new Map<Address, Source>()
  #transfers = 0
  #bytes = 0
  #bytesPeak = 0
  #askAgainAt = Number.NEGATIVE_INFINITY

  constructor(limits: SourceLimits) {
    this.#limits = limits
  }

  get transfers(): number {
    return this.#transfers
  }

  get bytes(): number {
    return this.#bytes
  }

  get bytesPeak(): number {
    return this.#bytesPeak
  }

  /** How many sources, and how many transfers of this one, share what there is. */
  crowd(from: Address): { readonly sources: number; readonly own: number } {
    return { sources: this.#sources.size, own: this.#sources.get(from)?.transfers.size ?? 0 }
  }

  /** Whether this address has as many transfers as it may have. */
  isFull(from: Address): boolean {
    return (this.#sources.get(from)?.transfers.size ?? 0) >= this.#limits.maxSourceTransfers
  }

  /** Makes place for one more transfer that needs so many bytes; `evict` must remove what it is given. */
  admit(now: number, bytes: number, evict: (transfer: Transfer) => void): boolean {
    const { maxTransfers, maxReassemblyBytes } = this.#limits
    const fits = () => this.#transfers < maxTransfers && this.#bytes + bytes <= maxReassemblyBytes
    return this.#makeWayForAll(now, fits, undefined, evict)
  }

  add(transfer: Transfer): void {
    const source = this.#sources.get(transfer.from) ?? { transfers: new Set(), bytes: 0 }
    this.#sources.set(transfer.from, source)
    source.transfers.add(transfer)
    this.#transfers++
    this.#count(source, transfer.bytes)
  }

  remove(transfer: Transfer): void {
    const source = this.#sources.get(transfer.from)
    if (!source?.transfers.delete(transfer)) return
    this.#transfers--
    this.#count(source, -transfer.bytes)
    if (source.transfers.size === 0) this.#sources.delete(transfer.from)
  }

  /** Reserves more bytes for a transfer, if need be at the cost of idle ones. */
  reserve(now: number, transfer: Transfer, bytes: number, evict: (transfer: Transfer) => void): boolean {
    const source = this.#sources.get(transfer.from)
    if (source === undefined) return false
    const { maxSourceBytes, maxReassemblyBytes } = this.#limits
    const fits = () => source.bytes + bytes <= maxSourceBytes
    if (!makeWay(now, fits, [source], transfer, evict)) return false
    const fitsAll = () => this.#bytes + bytes <= maxReassemblyBytes
    if (!this.#makeWayForAll(now, fitsAll, transfer, evict)) return false
    transfer.bytes += bytes
    this.#count(source, bytes)
    return true
  }

  /** Counts bytes that are needed for a moment only. */
  notePeak(extra: number): void {
    this.#bytesPeak = Math.max(this.#bytesPeak, this.#bytes + extra)
  }

  #count(source: Source, bytes: number): void {
    source.bytes += bytes
    this.#bytes += bytes
    this.notePeak(0)
  }

  #makeWayForAll(
    now: number,
    fits: () => boolean,
    except: Transfer | undefined,
    evict: (transfer: Transfer) => void,
  ): boolean {
    if (fits()) return true
    if (now < this.#askAgainAt) return false
    if (makeWay(now, fits, [...this.#sources.values()], except, evict)) return true
    this.#askAgainAt = now + ASK_AGAIN_AFTER_MS
    return false
  }
}

/** Evicts idle transfers until it fits, or nobody is idle. */
function makeWay(
  now: number,
  fits: () => boolean,
  sources: readonly Source[],
  except: Transfer | undefined,
  evict: (transfer: Transfer) => void,
): boolean {
  while (!fits()) {
    const idle = heaviestIdle(now, sources, except)
    if (idle === undefined) return false
    evict(idle)
  }
  return true
}

function heaviestIdle(
  now: number,
  sources: readonly Source[],
  except: Transfer | undefined,
): Transfer | undefined {
  let [found, foundIn]: [Transfer | undefined, number] = [undefined, -1]
  for (const source of sources) {
    if (source.bytes < foundIn) continue
    for (const transfer of source.transfers) {
      if (transfer === except || transfer.complete || now - transfer.progressedAt < GIVES_WAY_AFTER_MS)
        continue
      if (source.bytes > foundIn || found === undefined || transfer.bytes > found.bytes) {
        ;[found, foundIn] = [transfer, source.bytes]
      }
    }
  }
  return found
}
