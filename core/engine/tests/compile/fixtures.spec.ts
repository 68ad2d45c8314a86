import { test } from '@japa/runner'
import fc from 'fast-check'
import { canonicalText, compileApplication, defaultNames } from '#engine/compile/index.ts'
import { formatProblem } from '#engine/problems.ts'
import { kinds } from '#schemas/index.ts'
import { checkShape, lines } from '#schemas/tests/support/check_shape.ts'
import { invalidFixtures, validFixtures } from '#schemas/tests/support/fixture_files.ts'
import { sha256 } from '../support/compile_sample.ts'

type Document = Record<string, unknown>

const valid = validFixtures().map(({ path, text }) => ({
  file: path,
  layer: 'product' as const,
  text,
}))
const options = { names: defaultNames, hashOf: sha256, checkShape }

test.group('fixtures', () => {
  test('the valid ones compile to one application', ({ assert }) => {
    const { application, problems } = compileApplication(valid, options)
    assert.deepEqual(problems.map(formatProblem), [])
    assert.isNotNull(application)
    const parts = [
      application?.entities,
      application?.forms,
      application?.views,
      application?.roles,
    ]
    for (const part of parts) assert.isAbove(part?.size ?? 0, 1)
  })

  for (const stage of ['text', 'shape', 'link'] as const) {
    for (const fixture of invalidFixtures(stage)) {
      test(`${fixture.path} gives exactly its problems`, ({ assert }) => {
        const source = { file: fixture.path, layer: 'product' as const, text: fixture.text }
        const { application, problems } = compileApplication([...valid, source], options)
        const errors = problems.filter((problem) => problem.severity === 'error')
        assert.isNull(application)
        assert.deepEqual(lines(errors), lines(fixture.problems))
        for (const error of errors) {
          assert.equal(error.file, fixture.path)
          assert.match(error.message, /[\u4e00-\u9fff]/)
        }
      })
    }
  }

  test('all invalid ones together give the problems of each', ({ assert }) => {
    const files = (['text', 'shape'] as const).flatMap(invalidFixtures)
    const sources = files.map(({ path, text }) => ({ file: path, layer: 'product' as const, text }))
    const { problems } = compileApplication([...valid, ...sources], options)
    for (const { path } of files) {
      assert.isTrue(
        problems.some((problem) => problem.file === path),
        path
      )
    }
  })

  test('whatever is changed in a definition, compiling ends with problems or an application', ({
    assert,
  }) => {
    const documents = valid.map(({ text }) => JSON.parse(text) as Document)
    const change = fc.record({
      at: fc.nat(),
      place: fc.nat(),
      value: fc.oneof(
        fc.jsonValue({ maxDepth: 2 }),
        fc.constantFrom('=', '=a.b.c', '$me', 'x', {}, [], null, -1)
      ),
    })
    const free = { ...options, checkShape: () => [] }
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
        const copies = structuredClone(documents)
        for (const { at, place, value } of changes) {
          replaceAt(copies[at % copies.length] as Document, place, value)
        }
        const sources = copies.map((copy) => ({
          layer: 'product' as const,
          text: JSON.stringify(copy),
        }))
        const { application, problems } = compileApplication(sources, free)
        const failed = problems.some((problem) => problem.severity === 'error')
        assert.equal(application === null, failed)
      }),
      { numRuns: 400, seed: 4 }
    )
  }).timeout(120_000)
})

/** Puts another value in the n-th place of a document. */
function replaceAt(document: Document, place: number, value: unknown): void {
  const places: [Document, string][] = []
  const collect = (node: unknown) => {
    if (typeof node !== 'object' || node === null) return
    for (const key of Object.keys(node)) {
      places.push([node as Document, key])
      collect((node as Document)[key])
    }
  }
  collect(document)
  const [owner, key] = places[place % places.length] ?? [document, 'title']
  owner[key] = value
}

test.group('canonicalText', () => {
  test('is the same again after it was parsed, for every valid fixture', ({ assert }) => {
    for (const { text, file } of valid) {
      const document = JSON.parse(text) as Document
      const canonical = canonicalText(document, String(document.kind))
      assert.equal(canonicalText(JSON.parse(canonical), String(document.kind)), canonical, file)
      assert.isTrue(canonical.endsWith('}\n'))
      assert.notInclude(canonical, '\r')
    }
  })

  test('does not depend on the order of keywords, and keeps the order of fields', ({ assert }) => {
    const documents = valid.map(({ text }) => JSON.parse(text) as Document)
    fc.assert(
      fc.property(
        fc.constantFrom(...documents),
        fc.infiniteStream(fc.nat(99)),
        (document, ranks) => {
          const kind = String(document.kind)
          const mixed = shuffleKeywords(document, () => Number(ranks.next().value))
          assert.equal(canonicalText(mixed, kind), canonicalText(document, kind))
        }
      )
    )
  })

  test('any object of a known kind has one canonical text', ({ assert }) => {
    const objects = fc.dictionary(
      fc.string().filter((key) => key !== '__proto__'),
      fc.jsonValue({ maxDepth: 4 })
    )
    fc.assert(
      fc.property(fc.constantFrom(...kinds), objects, (kind, members) => {
        const once = canonicalText({ kind, ...members }, kind)
        assert.equal(canonicalText(JSON.parse(once), kind), once)
      }),
      { numRuns: 500 }
    )
  })
})

/** The same document, keywords in another order; maps of the author, and filters, as they are. */
function shuffleKeywords(value: unknown, rank: () => number, name = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => shuffleKeywords(item, rank))
  if (typeof value !== 'object' || value === null) return value
  if (['where', 'rows', 'guard'].includes(name)) return value
  const entries = Object.entries(value).map(([key, member]): [string, unknown] => [
    key,
    shuffleKeywords(member, rank, key),
  ])
  if (name === 'properties' || name === 'texts') return Object.fromEntries(entries)
  const ranked = entries.map((entry) => ({ entry, rank: rank() }))
  return Object.fromEntries(ranked.sort((a, b) => a.rank - b.rank).map(({ entry }) => entry))
}
