/** Reading files as a whole, one after the other, into the same memory: fresh memory takes longer than the reading. */

import { type FileHandle, open } from 'node:fs/promises'

/** What is in each of these files, good until the next is asked for. One is read while the one before is looked at. */
export async function* readAhead(
  paths: readonly string[],
): AsyncGenerator<readonly [path: string, bytes: Uint8Array]> {
  const rooms = [new Room(), new Room()] as const
  const begin = (i: number): Promise<Uint8Array> | undefined => {
    const path = paths[i]
    const reading = path === undefined ? undefined : rooms[i % 2 === 0 ? 0 : 1].read(path)
    // nobody waits for it when the one before fails
    reading?.catch(() => {})
    return reading
  }
  let reading = begin(0)
  for (const [i, path] of paths.entries()) {
    const bytes = await reading
    reading = begin(i + 1)
    if (bytes !== undefined) yield [path, bytes]
  }
}

/** Memory for one file at a time. */
class Room {
  #room = new Uint8Array(0)

  async read(path: string): Promise<Uint8Array> {
    const file = await open(path)
    try {
      const { size } = await file.stat()
      if (this.#room.length < size) this.#room = new Uint8Array(size)
      return this.#room.subarray(0, await fill(file, this.#room, size))
    } finally {
      await file.close()
    }
  }
}

/** How many bytes there were: one call may read a part only, and the file may end before. */
async function fill(file: FileHandle, room: Uint8Array, size: number): Promise<number> {
  let done = 0
  while (done < size) {
    const { bytesRead } = await file.read(room, done, size - done)
    if (bytesRead === 0) break
    done += bytesRead
  }
  return done
}
