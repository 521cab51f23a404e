/** Why bytes that came in are not a message. */

/**
 * - `foreign`: too short for a frame, or another protocol's; judged by the first bytes, before protobuf sees them
 * - `version`: a version of the format that this code does not speak
 * - `network`: another network's
 * - `malformed`: what follows the header is not protobuf
 * - `unknown`: a frame without a body that this code knows, as a later version may send
 * - `invalid`: a field is missing, of a wrong length, or out of its range
 */
export type FrameFault = 'foreign' | 'version' | 'network' | 'malformed' | 'unknown' | 'invalid'
