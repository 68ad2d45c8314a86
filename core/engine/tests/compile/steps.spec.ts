import { test } from '@japa/runner'
import { inTurns } from '#engine/steps.ts'
import {
  compileApplication,
  compileSteps,
  createReadMemory,
  defaultNames,
} from '#engine/compile/index.ts'
import type { ReadMemory } from '#engine/compile/index.ts'
import { sha256 } from '../support/compile_sample.ts'
import { completeSample } from '../support/sample_documents.ts'

const book = (title: object) => ({
  ...{ kind: 'entity', key: 'sample.book', titleField: 'title' },
  schema: { type: 'object', properties: { title } },
})
const loan = {
  ...{ kind: 'entity', key: 'sample.loan', titleField: 'note' },
  schema: {
    type: 'object',
    properties: {
      note: { type: 'string' },
      book: { 'x-type': 'relation', 'x-relation': { to: 'sample.book' } },
    },
  },
}
const sources = (...documents: object[]) =>
  documents.map((document) => ({
    layer: 'product' as const,
    text: JSON.stringify(completeSample(document)),
  }))

/** What texts are asked of the meta-schema's validator, by the keys of their definitions. */
function optionsWith(memory: ReadMemory, asked: string[]) {
  return {
    ...{ names: defaultNames, hashOf: sha256, memory },
    checkShape: (document: unknown) => {
      asked.push((document as { key: string }).key)
      return []
    },
  }
}

test.group('compile | in steps', () => {
  test('in turns the same comes out as at once, and others are asked between steps', async ({
    assert,
  }) => {
    const set = sources(book({ type: 'string' }), loan)
    let asked = 0
    let paused = 0
    const pause = () => {
      asked += 1
      return asked % 3 === 0 ? Promise.resolve().then(() => void (paused += 1)) : null
    }
    const options = optionsWith(createReadMemory(), [])
    const turned = await inTurns(compileSteps(set, options), pause)
    assert.deepEqual(turned, compileApplication(set, options))
    assert.isAbove(asked, 10)
    assert.equal(paused, Math.floor(asked / 3))
  })

  test('only texts that are new are read; what a text is faulted for is told each time', ({
    assert,
  }) => {
    const asked: string[] = []
    const options = optionsWith(createReadMemory(), asked)
    const faulty = sources(book({ 'type': 'string', 'x-wrong': 1 }), loan)
    const first = compileApplication(faulty, options)
    assert.deepEqual(
      first.problems.map(({ code, key, pointer }) => [code, key, pointer]),
      [['E_DEFINITION_UNKNOWN_PROPERTY', 'sample.book', '/schema/properties/title/x-wrong']]
    )
    assert.deepEqual(compileApplication(faulty, options), first)
    assert.deepEqual(asked, ['sample.book', 'sample.loan'])
    const mended = sources(book({ type: 'string' }), loan)
    assert.deepEqual(compileApplication(mended, options).problems, [])
    assert.deepEqual(asked, ['sample.book', 'sample.loan', 'sample.book'])
  })

  test('what two sets did not have is forgotten', ({ assert }) => {
    const asked: string[] = []
    const options = optionsWith(createReadMemory(), asked)
    const both = sources(book({ type: 'string' }), loan)
    const one = sources(book({ type: 'string' }))
    for (const set of [both, one, one, both]) compileApplication(set, options)
    assert.deepEqual(asked, ['sample.book', 'sample.loan', 'sample.loan'])
  })
})
