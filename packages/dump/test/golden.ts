/** Reads the golden files, which make-golden.py makes. */

import { readFileSync } from 'node:fs'

export function golden(name: string): string {
  return readFileSync(new URL(`golden/${name}.golden`, import.meta.url), 'utf8')
}
