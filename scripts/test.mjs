// Runs the tests of all packages through turbo, and ends on one line: N passed, N failed, N skipped.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { root, turbo } from './turbo.mjs'

const folders = ['packages', 'apps', 'tools'].flatMap(foldersWithTests)
for (const folder of folders) rmSync(join(root, folder, '.vitest'), { recursive: true, force: true })

const { ok } = turbo(['run', 'test', '--continue', ...process.argv.slice(2)])

const total = { passed: 0, failed: 0, skipped: 0 }
const remarks = []
console.log()
for (const folder of folders) {
  const report = readReport(folder)
  if (report === undefined) {
    total.failed++
    remarks.push(`FAILED   ${folder}: no test report`)
    console.log(`${folder.padEnd(24)} no test report`)
    continue
  }
  const counts = countReport(report, folder)
  if (counts.passed + counts.failed + counts.skipped === 0) {
    counts.failed++
    remarks.push(`FAILED   ${folder}: a test script, but no test`)
  }
  total.passed += counts.passed
  total.failed += counts.failed
  total.skipped += counts.skipped
  console.log(
    `${folder.padEnd(24)} ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`,
  )
}
if (!ok && total.failed === 0) {
  total.failed++
  remarks.push('FAILED   turbo: a task failed although no test did; see above')
}
if (remarks.length > 0) console.log(`\n${remarks.join('\n')}`)
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exitCode = ok && total.failed === 0 && total.passed > 0 ? 0 : 1

/** @param {string} parent */
function foldersWithTests(parent) {
  return readdirSync(join(root, parent))
    .map((name) => `${parent}/${name}`)
    .filter((folder) => {
      const manifest = join(root, folder, 'package.json')
      return existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).scripts?.test !== undefined
    })
}

/** @param {string} folder */
function readReport(folder) {
  const file = join(root, folder, '.vitest/report.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
}

/**
 * Counts one package's tests and remarks on each that did not pass.
 * @param {{ testResults: { name: string, status: string, assertionResults: { status: string, fullName: string }[] }[] }} report vitest's JSON report
 * @param {string} folder
 */
function countReport(report, folder) {
  const counts = { passed: 0, failed: 0, skipped: 0 }
  for (const file of report.testResults) {
    const before = counts.failed
    for (const { status, fullName } of file.assertionResults) {
      if (status === 'passed') counts.passed++
      else if (status === 'failed') counts.failed++
      else counts.skipped++
      if (status !== 'passed') remarks.push(`${status.toUpperCase().padEnd(8)} ${folder}: ${fullName}`)
    }
    if (file.status === 'failed' && counts.failed === before) {
      counts.failed++
      remarks.push(`FAILED   ${folder}: ${relative(join(root, folder), file.name)} could not be run`)
    }
  }
  return counts
}
