/** Sizes and names of files. */

import { basename } from 'node:path'
import { blank } from './blank.ts'
import { maxLines } from './house-table.ts'
import type { Source } from './source.ts'

const HUBS = /^(?:utils?|commons?|types?|helpers?|misc|errors?|interfaces?|constants?|shared)$/
const REEXPORTS =
  /^(?:\s*export\s+(?:type\s+)?(?:\{[^}]*\}|\*(?:\s+as\s+[\w$]+)?)(?:\s+from\s+(['"]) *\1)?\s*;?)*\s*$/

/** What is wrong with one file's length and name. */
export function fileFindings({ path, text }: Source): string[] {
  const findings: string[] = []
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0)
  const most = /(?:^|\/)test\//.test(path) ? maxLines.test : maxLines.src
  if (lines > most) findings.push(`${path}: has ${lines} lines, more than ${most}`)
  // "routing-table.model.test.ts" is a test of routing-table, of the kind "model"
  const name = basename(path).split('.')[0] ?? ''
  if (HUBS.test(name)) findings.push(`${path}: is named after no concept`)
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name)) findings.push(`${path}: is not in kebab-case`)
  if (name === 'index' && !REEXPORTS.test(blank(text)))
    findings.push(`${path}: must only export from other files`)
  return findings
}
