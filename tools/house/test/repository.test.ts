/** The rules, held against this repository. That each rule can fail is shown beside, on bad samples. */

import { expect, test } from 'vitest'
import { circleFindings } from '../src/circles.ts'
import { compileFences, fencesOf } from '../src/fences.ts'
import { fileFindings } from '../src/file-rules.ts'
import { house } from '../src/house-table.ts'
import { importFindings, referenceFindings, tableFindings } from '../src/import-rules.ts'
import { linkFindings } from '../src/links.ts'
import { manifestFindings } from '../src/manifest-rules.ts'
import { portableFindings } from '../src/portable.ts'
import { purityFindings } from '../src/purity.ts'
import { apps, baseTsconfig, files, json, packages, source, sources } from '../src/repository.ts'
import type { Manifest, Tsconfig } from '../src/source.ts'

const documents = sources(/\.md$/)
const modules = sources(/^(?:packages|apps|tools)\/[^/]+\/(?:src|test)\/.*\.ts$/)

test('the import table has a row for every package, and no arrow points up', () => {
  expect(tableFindings(house, packages.map(nameOf))).toEqual([])
})

for (const subject of packages) {
  const name = nameOf(subject)

  test(`${name} imports only what its row of the table says`, () => {
    expect(importFindings(subject, house[name])).toEqual([])
  })

  if (house[name]?.pure !== undefined) {
    test(`${name} is pure`, () => {
      expect(purityFindings(subject, house[name]?.pure, baseTsconfig)).toEqual([])
    })
  }

  test(`${name} can be published: its package.json is complete`, () => {
    expect(manifestFindings(subject)).toEqual([])
  })

  test(`${name} has the licence of the repository`, () => {
    expect(source(`${subject.folder}/LICENSE`).text).toBe(source('LICENSE').text)
  })

  test(`the README of ${name} has an example that is compiled`, () => {
    expect(fencesOf(source(`${subject.folder}/README.md`)).length).toBeGreaterThan(0)
  })
}

test.each(apps.map((app) => [app.folder, app] as const))(
  'the references of %s are its dependencies',
  (_, app) => {
    expect(referenceFindings(app)).toEqual([])
  },
)

test('the root tsconfig builds everything that has a build', () => {
  const built = (json('tsconfig.json') as Tsconfig).references?.map(({ path }) => path).toSorted()
  const buildable = files
    .filter((path) => /^(?:packages|apps|tools)\/[^/]+\/package\.json$/.test(path))
    .filter((path) => (json(path) as Manifest).scripts?.build !== undefined)
  expect(built).toEqual(buildable.map((path) => path.replace('/package.json', '')).toSorted())
})

test('no file is too long, badly named, or an index that does more than export', () => {
  expect(modules.flatMap(fileFindings)).toEqual([])
})

test('no files import one another in a circle', () => {
  expect(circleFindings(modules)).toEqual([])
})

test('every example in a document compiles', () => {
  const fences = documents.flatMap(fencesOf)
  expect(fences.length).toBeGreaterThan(0)
  expect(compileFences(fences)).toEqual([])
}, 60_000)

test('every link in a document leads somewhere', () => {
  expect(documents.flatMap((document) => linkFindings(document, files))).toEqual([])
})

test('no file names a path or a package registry of one machine', () => {
  expect(files.map(source).flatMap(portableFindings)).toEqual([])
})

function nameOf({ folder }: { folder: string }): string {
  return folder.replace(/^.*\//, '')
}
