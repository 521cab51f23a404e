export { bucketsDiagram } from './buckets-diagram.ts'
export { type DistancesDump, distancesDump, type FoundDump } from './distances-dump.ts'
export { DumpError, type DumpErrorCode } from './dump-error.ts'
export { type DumpableNode, dumpNode } from './dump-node.ts'
export type { DumpOptions, HexStyle } from './hex.ts'
export type { NodeDump } from './node-dump.ts'
export { DUMP_SCHEMA } from './schema.ts'
export {
  type HeldValueDump,
  type KBucketDump,
  type StateAdditions,
  type StateDump,
  stateDump,
  type UnderstudyDump,
} from './state-dump.ts'
export { type JsonOptions, toJson } from './to-json.ts'
export { type PictureOptions, toPlantUml } from './to-plant-uml.ts'
export type { BinaryDump } from './value-dump.ts'
export { type WrittenDump, writeDistancesDump, writeStateDump } from './write-dump.ts'
