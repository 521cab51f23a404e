/** Links in documents: what is linked within the repository exists. */

import { posix } from 'node:path'
import { lineAt } from './blank.ts'
import type { Source } from './source.ts'

const LINK = /\]\((?!\w+:|#)([^)#\s]+)(?:#[^)\s]*)?\)/g

/** Each relative link of a Markdown document to a file or folder that is not there. `files` are of the repository. */
export function linkFindings({ path, text }: Source, files: readonly string[]): string[] {
  const prose = text.replace(/^( {0,3}`{3,})[\s\S]*?^\1/gm, (fence) => fence.replace(/[^\n]/g, ' '))
  return [...prose.matchAll(LINK)].flatMap((link) => {
    const target = posix.join(posix.dirname(path), link[1] ?? '').replace(/\/$/, '')
    const exists = target === '.' || files.some((file) => file === target || file.startsWith(`${target}/`))
    return exists ? [] : [`${path}:${lineAt(text, link.index)}: ${link[1]} does not exist`]
  })
}
