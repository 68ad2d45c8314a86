import { createHash } from 'node:crypto'
import { compileApplication, defaultNames } from '#engine/compile/index.ts'
import { formatProblem } from '#engine/problems.ts'
import { completeSample, needsPeople, samplePeople } from './sample_documents.ts'
import type { CompiledApplication } from '#engine/compile/index.ts'
import type { Problem } from '#engine/problems.ts'

/** SHA-256 of a text as UTF-8, hex. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}

/**
 * Compiles sample definitions for a test; throws with all problems when there are errors. What a
 * test does not care about may be left out: uid, x-uid, title are filled in from the keys. Where a
 * document uses a `user` or `department` field and none is anchored as such, sample.user,
 * sample.department and sample.organization are added. Shapes are not checked.
 *
 * @example
 * const app = compileSample({ kind: 'entity', key: 'library.book', schema: { type: 'object',
 *   properties: { name: { type: 'string' }, price: { 'x-type': 'money' } } } })
 */
export function compileSample(...documents: object[]): CompiledApplication {
  const { application, problems } = trySample(...documents)
  if (application) return application
  throw new Error(`the sample does not compile:\n${problems.map(formatProblem).join('\n')}`)
}

/** The same, for tests that want the problems. */
export function trySample(...documents: object[]): {
  application: CompiledApplication | null
  problems: Problem[]
} {
  const people = needsPeople(documents) ? samplePeople : []
  const sources = [...people, ...documents].map((document) => ({
    layer: 'product' as const,
    text: JSON.stringify(completeSample(document)),
  }))
  return compileApplication(sources, { names: defaultNames, hashOf: sha256, checkShape: () => [] })
}
