export type { Storage } from './storage.ts'
export { StorageError, type StorageErrorCode } from './storage-error.ts'
