/** What belongs to one machine, and so into no file: its paths, and where it fetches packages from. */

import { lineAt } from './blank.ts'
import type { Source } from './source.ts'

const MACHINE_PATH = /(?<![\w.:/-])(?:\/(?:work|home|Users|root|tmp)\/[\w.-]+|[A-Z]:\\\\?(?:Users|work)\\)/g
const REGISTRY =
  /https?:\/\/[\w.-]*(?:registry|npmjs|npm\.|artifactory|nexus|verdaccio)[\w.-]*(?::\d+)?|_auth(?:Token)?\s*=/gi
const RESOLVED = /\btarball:\s*\S+/g

/** Each such place in a file. */
export function portableFindings({ path, text }: Source): string[] {
  const patterns = path === 'pnpm-lock.yaml' ? [MACHINE_PATH, REGISTRY, RESOLVED] : [MACHINE_PATH, REGISTRY]
  return patterns.flatMap((pattern) =>
    [...text.matchAll(pattern)].map(
      (found) => `${path}:${lineAt(text, found.index)}: belongs to one machine: ${found[0]}`,
    ),
  )
}
