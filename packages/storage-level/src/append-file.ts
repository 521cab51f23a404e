/** A file that is only appended to: the one place where the journal meets the system. */

import { fstatSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'

/** An open file. What it was given is in the order of the calls, which must not overlap. */
export interface AppendFile {
  /** Resolves when the system has all of the text, whose characters are below 256. */
  write(text: string): Promise<void>
  /** Resolves when the device has it. */
  sync(): Promise<void>
  /** Whether the file still has a name: one that was removed takes bytes that nobody will find again. */
  linked(): boolean
  close(): Promise<void>
}

/** Opens a file: `a` to go on with it, `w` to begin anew. */
export type OpenAppendFile = (path: string, flags: 'a' | 'w') => Promise<AppendFile>

export const openAppendFile: OpenAppendFile = async (path, flags) => {
  const handle = await open(path, flags)
  return {
    write: (text) => writeAll(handle, Buffer.from(text, 'latin1')),
    sync: () => handle.datasync(),
    linked: () => fstatSync(handle.fd).nlink > 0,
    close: () => handle.close(),
  }
}

/** One call may write a part only, on a disk that is nearly full for example. */
async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, done)
    done += bytesWritten
  }
}

/** Makes the names in a folder durable. Windows has no such call, and does it by itself. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
