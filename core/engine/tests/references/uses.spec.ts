/** Where-used against definitions of which it is known who names what. */
import { test } from '@japa/runner'
import fc from 'fast-check'
import { canonicalText, compileApplication, defaultNames } from '#engine/compile/index.ts'
import { formatProblem } from '#engine/problems.ts'
import { nameOf, usesIn } from '#engine/references/index.ts'
import { checkShape } from '#schemas/tests/support/check_shape.ts'
import { sha256 } from '../support/compile_sample.ts'
import { makeCorpus } from './support/corpus.ts'
import type { Corpus, Known } from './support/corpus.ts'

const told = ({ at, pointer, place, target }: Known) => `${at}#${pointer} (${place}): ${target}`

function usesOf({ members }: Corpus): Set<string> {
  const sources = members.map(({ kind, document }) => {
    return { layer: 'product' as const, text: canonicalText(document, kind) }
  })
  const names = { names: defaultNames, hashOf: sha256, checkShape }
  const { application, problems } = compileApplication(sources, names)
  if (!application) throw new Error(problems.map(formatProblem).join('\n'))
  const found = new Set<string>()
  for (const member of members) {
    const at = `${member.kind} ${member.key}`
    usesIn(member, application, ({ pointer, place, target }) => {
      found.add(told({ at, pointer, place, target: nameOf(target) }))
    })
  }
  return found
}

test.group('references | where-used', () => {
  test('of 300 references and more, made at random in every kind, none is missed', ({ assert }) => {
    const choices = fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }))
    fc.assert(
      fc.property(choices, (stream) => {
        const corpus = makeCorpus(() => stream.next().value as number)
        assert.isAtLeast(corpus.known.length, 300)
        const found = usesOf(corpus)
        assert.deepEqual(
          corpus.known.map(told).filter((one) => !found.has(one)),
          []
        )
      }),
      { numRuns: 20 }
    )
  })
})
