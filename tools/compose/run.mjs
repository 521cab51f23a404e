// Packs every package, installs the tarballs into an empty folder outside the workspace, and there compiles and
// runs main.ts, a node composed of single layers. Nothing of the workspace can be reached from that folder, so
// whatever main.ts swaps is swapped without touching a package.
import { spawnSync } from 'node:child_process'
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { faultsOf } from './installed-package.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const root = join(here, '../..')
const scratch = mkdtempSync(join(tmpdir(), 'kadkit-compose-'))
// also when a step fails
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }))
const packages = readdirSync(join(root, 'packages'))

step('pack', () => {
  for (const name of packages)
    run('pnpm', ['pack', '--pack-destination', scratch], join(root, 'packages', name))
})
const tarballs = readdirSync(scratch)
console.log(
  tarballs.map((file) => `  ${file} ${(statSync(join(scratch, file)).size / 1000).toFixed(1)} kB`).join('\n'),
)

step('install', () => {
  writeFileSync(join(scratch, 'package.json'), '{ "private": true, "type": "module" }\n')
  const others = ['@types/node', '@noble/hashes'].map((name) => `${name}@${versionOf(name)}`)
  run('npm', [
    'install',
    '--no-audit',
    '--no-fund',
    '--prefer-offline',
    '--loglevel=error',
    ...tarballs.map((file) => `./${file}`),
    ...others,
  ])
})

step('check contents', () => {
  const faults = packages.flatMap((name) =>
    faultsOf(join(scratch, 'node_modules/@kadkit', name)).map((fault) => `@kadkit/${name}: ${fault}`),
  )
  if (faults.length > 0) fail(faults.join('\n'))
})

step('compile', () => {
  for (const file of ['main.ts', 'tsconfig.json']) copyFileSync(join(here, file), join(scratch, file))
  run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', '.'])
})

step('run', () => run(process.execPath, ['out/main.js']))

/**
 * @param {string} name
 * @param {() => void} work
 */
function step(name, work) {
  const start = performance.now()
  work()
  console.log(`compose: ${name} ${((performance.now() - start) / 1000).toFixed(1)} s`)
}

/**
 * Prints the output of a command only when it fails, except for what our own program says.
 * @param {string} command
 * @param {string[]} args
 */
function run(command, args, cwd = scratch) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    timeout: 120_000,
    shell: process.platform === 'win32' && command !== process.execPath,
  })
  if (error || status !== 0)
    fail(
      `${command} ${args.join(' ')}: ${error?.message ?? `exit code ${status}`}\n${stdout ?? ''}${stderr ?? ''}`,
    )
  if (args[0] === 'out/main.js') process.stdout.write(stdout)
}

/** The version that the workspace uses, so that both check against the same. @param {string} name */
function versionOf(name) {
  const from = name === '@noble/hashes' ? here : root
  return JSON.parse(readFileSync(join(from, 'node_modules', name, 'package.json'), 'utf8')).version
}

/**
 * @param {string} reason
 * @returns {never}
 */
function fail(reason) {
  console.error(`${reason}\ncompose: failed`)
  process.exit(1)
}
