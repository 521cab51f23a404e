/** Folders for the tests of a file, removed after the last of them, however they end. */

import { afterAll } from 'vitest'
import { removeFolders } from './folders.ts'

export { newFolder } from './folders.ts'

afterAll(removeFolders)
