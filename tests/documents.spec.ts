/** Documents and code in step: what a document names exists, and what exists is documented. */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { test } from '@japa/runner'
import { problemEnglish } from '../core/definitions/problem_english.ts'
import { declaredFaults } from '../core/engine/errors.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
const rooms = ['core', 'schemas', 'runtime', 'designer', 'plugins', 'tests', 'bench', 'scripts']
const fetched = /(^|\/)(node_modules|core\/public|core\/\.adonisjs|shots)\//

/** Files of the given folders, as paths relative to the repository. */
function filesOf(folders: readonly string[], pattern: RegExp): string[] {
  return folders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
        join(folder, file)
      )
    )
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => pattern.test(file) && !fetched.test(file))
    .sort()
}

const textOf = (file: string) => readFileSync(join(root, file), 'utf8')
const isTest = (file: string) => /(^|\/)tests\//.test(file)

/** `E_SUBJECT_PROBLEM`; what other programs call theirs (`SQLITE_…`, `HPE_…`) ends in no such word. */
const code = /(?<![A-Za-z_])E_[A-Z]+(?:_[A-Z]+)*(?![A-Za-z_])/g
const codesIn = (text: string) => [...text.matchAll(code)].map(([name]) => name)

/** Codes of packages that our code has to know by name. */
const foreign = new Set(['E_ROUTE_NOT_FOUND'])

/** Lists every problem beside its English: that it stands there says nothing of whether it is used. */
const english = 'core/definitions/problem_english.ts'

/** Sources that may name a code: ours, without their tests. */
const sources = [
  ...filesOf(['core', 'runtime'], /\.tsx?$/).filter((file) => !isTest(file) && file !== english),
  ...filesOf(['schemas'], /\.(ts|json)$/).filter((file) => !/\/(tests|fixtures)\//.test(file)),
]

interface Documented {
  code: string
  status: number
}

/** Codes at the head of a row of docs/errors.md, with what stands in the second column. */
const rows = [...textOf('docs/errors.md').matchAll(/^\| `(E_[A-Z_]+)` \| ([^|]*) \|/gm)].map(
  ([, name, second]) => ({ name: name!, second: second! })
)
/** Answers of the API have a status there, those the browser makes itself `none`. */
const faultRows: Documented[] = rows
  .filter(({ second }) => /^\d{3}$/.test(second))
  .map(({ name, second }) => ({ code: name, status: Number(second) }))
/** Problems of definitions are no answers: a name stands there. */
const problemRows = rows
  .filter(({ second }) => !/^(\d{3}|none)$/.test(second))
  .map(({ name }) => name)

/** Loads every module that declares faults, so that the catalogue is whole. */
async function allFaults(): Promise<ReadonlyMap<string, number>> {
  const declaring = filesOf(['core'], /\.ts$/).filter(
    (file) => !isTest(file) && /\bdefineFault\s*[<(]/.test(textOf(file))
  )
  for (const file of declaring) await import(pathToFileURL(join(root, file)).href)
  return declaredFaults()
}

test.group('documents | error codes', () => {
  test('every fault of the API stands in docs/errors.md once, with its status', async ({
    assert,
  }) => {
    const declared = await allFaults()
    const byCode = (a: Documented, b: Documented) => (a.code < b.code ? -1 : 1)
    assert.isAbove(declared.size, 50)
    assert.deepEqual(
      faultRows.toSorted(byCode),
      [...declared].map(([name, status]) => ({ code: name, status })).sort(byCode)
    )
  })

  test('every code that a source names is documented', ({ assert }) => {
    const known = new Set(rows.map(({ name }) => name))
    const missing = sources.flatMap((file) =>
      codesIn(textOf(file))
        .filter((name) => !known.has(name) && !foreign.has(name))
        .map((name) => `${name} in ${file}`)
    )
    assert.deepEqual([...new Set(missing)], [])
  })

  test('no document of errors names a code that no source names', ({ assert }) => {
    const alive = new Set(sources.flatMap((file) => codesIn(textOf(file))))
    const named = codesIn(textOf('docs/errors.md'))
    assert.deepEqual(
      [...new Set(named)].filter((name) => !alive.has(name)),
      []
    )
    assert.sameMembers(problemRows, [...new Set(problemRows)])
  })

  test('every problem of a definition is said in English too', ({ assert }) => {
    assert.sameMembers(
      Object.keys(problemEnglish),
      problemRows.filter((name) => /^E_DEFINITION_/.test(name))
    )
  })

  test('every fault of the API is raised by a test', async ({ assert }) => {
    const raised = codesOfSpecs()
    const declared = await allFaults()
    assert.deepEqual(
      [...declared.keys()].filter((name) => !raised.has(name)),
      []
    )
  })

  test('every problem of a definition is found by a test', ({ assert }) => {
    const found = codesOfSpecs()
    for (const file of filesOf(['schemas/fixtures'], /(\.problems\.json|\.ts)$/)) {
      for (const name of codesIn(textOf(file))) found.add(name)
    }
    assert.deepEqual(
      problemRows.filter((name) => !found.has(name)),
      []
    )
  })
})

/** Codes that some test names; this file names none of them. */
function codesOfSpecs(): Set<string> {
  const specs = filesOf(rooms, /\.spec\.tsx?$/).filter((file) => !file.endsWith(specOfDocuments))
  return new Set(specs.flatMap((file) => codesIn(textOf(file))))
}

const specOfDocuments = basename(import.meta.filename)

test.group('documents | configuration', () => {
  test('docs/configuration.md lists exactly the variables that the start reads', ({ assert }) => {
    const source = textOf('core/start/env.ts')
    const read = [
      ...[...source.matchAll(/\bfrom\.([A-Z][A-Z_]+)\b/g)].map((match) => match[1]!),
      ...[...source.matchAll(/'(GUIJU_[A-Z_]+)'/g)].map((match) => match[1]!),
    ]
    const listed = [...textOf('docs/configuration.md').matchAll(/^\| `([A-Z_]+)` \|/gm)]
    assert.isAbove(read.length, 5)
    assert.sameMembers(
      listed.map((match) => match[1]!),
      [...new Set(read)]
    )
  })
})

/** A document may mean a path to begin at its own folder, at its room, or at the repository. */
function isThere(document: string, path: string): boolean {
  const folders = dirname(document).split('/')
  const bases = ['.', ...folders.map((_, i) => folders.slice(0, i + 1).join('/'))]
  return bases.some((base) => existsSync(join(root, base, path)))
}

/** A document without its blocks of code: commands and samples are no claims about this repository. */
function proseOf(document: string): string {
  return textOf(document).replaceAll(/^(```|~~~)[\s\S]*?^\1.*$/gm, '')
}

const documents = [
  ...readdirSync(root).filter((file) => file.endsWith('.md')),
  ...filesOf([...rooms, 'docs'], /\.md$/),
]

test.group('documents | links and paths', () => {
  test('every relative link leads somewhere', ({ assert }) => {
    assert.isAbove(documents.length, 10)
    const broken = documents.flatMap((document) =>
      [...proseOf(document).matchAll(/\]\(([^()\s]+)\)/g)]
        .map((match) => match[1]!)
        .filter((target) => !/^([a-z]+:|#)/.test(target))
        .map((target) => decodeURIComponent(target.split('#')[0]!))
        .filter((target) => !existsSync(join(root, dirname(document), target)))
        .map((target) => `${document}: ${target}`)
    )
    assert.deepEqual(broken, [])
  })

  test('every file that a document names exists', ({ assert }) => {
    const names = new Set(filesOf([...rooms, 'docs', '.ci'], /./).map((file) => basename(file)))
    for (const file of readdirSync(root)) names.add(file)
    const exists = (document: string, path: string) =>
      path.includes('/') ? isThere(document, path) : names.has(path)
    const missing = documents.flatMap((document) =>
      [...proseOf(document).matchAll(/`([^`\n]+)`/g)]
        .flatMap((match) => match[1]!.split(/[\s,;()]+/))
        .filter(isFile)
        .filter((path) => !exists(document, path))
        .map((path) => `${document}: ${path}`)
    )
    assert.deepEqual(missing, [])
  })
})

/** `room/like_this.ts`, without the marks of a pattern (`<name>`, `*`, `{a,b}`, `…`). */
function isFile(word: string): boolean {
  return /^(?!\/)[\w.@/-]+\.(ts|tsx|mjs|cjs|json|jsonl|md|yml)$/.test(word) && !/NNNN/.test(word)
}
