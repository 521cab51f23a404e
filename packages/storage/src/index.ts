export { MemoryStorage } from './memory-storage.ts'
export type { Storage } from './storage.ts'
export { StorageError, type StorageErrorCode } from './storage-error.ts'
