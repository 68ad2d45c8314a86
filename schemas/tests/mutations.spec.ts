import { test } from '@japa/runner'

import type { Place } from '#schemas/index.ts'
import { walkPlaces } from '#schemas/index.ts'
import { checkShape } from './support/check_shape.ts'
import { validDocuments } from './support/fixture_files.ts'

type Members = Record<string, unknown>

const documents = validDocuments().map((document) => ({
  name: `${document['kind']} ${document['key']}`,
  document,
}))

function placesIn(document: Members): Place[] {
  const places: Place[] = []
  walkPlaces(String(document['kind']), document, (place) => places.push(place))
  return places
}

/** A copy of the document with another value at the pointer. */
function changed(document: Members, pointer: string, change: (value: unknown) => unknown): Members {
  const copy = structuredClone(document)
  const steps = pointer.split('/').slice(1)
  const unescaped = steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
  const last = unescaped.pop()
  if (last === undefined) return change(copy) as Members
  const holder = unescaped.reduce((value, step) => value[step] as Members, copy)
  holder[last] = change(holder[last])
  return copy
}

test.group('shape | every place of every valid fixture', () => {
  test('an unknown member is refused at its pointer in {name}')
    .with(documents)
    .run(({ assert }, { document }) => {
      for (const { pointer, value, schema } of placesIn(document)) {
        if (schema.additionalProperties !== false) continue
        const spoilt = changed(document, pointer, () => ({ ...(value as Members), 'x-stray': 1 }))
        const problem = checkShape(spoilt).find((found) => found.pointer === `${pointer}/x-stray`)
        assert.equal(problem?.code, 'E_DEFINITION_UNKNOWN_PROPERTY', pointer)
      }
    })

  test('a value of the wrong JSON type is refused at its pointer in {name}')
    .with(documents)
    .run(({ assert }, { document }) => {
      for (const { pointer, value } of placesIn(document)) {
        if (pointer === '' || pointer === '/kind') continue
        for (const wrong of [null, Array.isArray(value) ? {} : [7], 0.5]) {
          const problems = checkShape(changed(document, pointer, () => wrong))
          const at = problems.some((problem) => pointer.startsWith(problem.pointer))
          assert.isTrue(at, `${pointer} accepts ${JSON.stringify(wrong)}`)
        }
      }
    })

  test('a missing required member is refused in {name}')
    .with(documents)
    .run(({ assert }, { document }) => {
      for (const { pointer, value, schema } of placesIn(document)) {
        for (const name of schema.required ?? []) {
          // Without its kind nobody checks it; a field without x-type may be one of another type.
          if (['kind', 'x-type'].includes(name)) continue
          const { [name]: _, ...rest } = value as Members
          assert.isNotEmpty(
            checkShape(changed(document, pointer, () => rest)),
            `${pointer} ${name}`
          )
        }
      }
    })
})
