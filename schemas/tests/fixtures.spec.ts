import { test } from '@japa/runner'

import { canonicalOrder, fieldTypeNames, kinds, metaSchemaOf, walkPlaces } from '#schemas/index.ts'
import { checkShape, lines } from './support/check_shape.ts'
import { invalidFixtures, validDocuments, validFixtures } from './support/fixture_files.ts'
import { schemaNodes } from './support/schema_nodes.ts'

const names = (fixtures: { path: string }[]) => fixtures.map(({ path }) => path)

test.group('fixtures | valid', () => {
  test('{path} has the shape of its kind and lies where its key says')
    .with(validFixtures())
    .run(({ assert }, { path, text }) => {
      const document = JSON.parse(text)
      assert.deepEqual(checkShape(document), [])
      const [module, name] = document.key.split('.')
      const place = name === undefined ? 'module' : `${document.kind}/${name}`
      assert.equal(path, `valid/${module}/${place}.json`)
    })

  test('{path} is written in canonical form')
    .with(validFixtures())
    .run(({ assert }, { text }) => {
      const document = JSON.parse(text)
      assert.equal(JSON.stringify(canonicalOrder(document.kind, document), null, 2) + '\n', text)
    })

  test('every property of every kind and field type stands in one of them', ({ assert }) => {
    const met = new Set<string>()
    for (const document of validDocuments()) {
      const kind = String(document['kind'])
      walkPlaces(kind, document, ({ schema, value }) => {
        for (const key of Object.keys(schema.properties ?? {})) {
          if (Object.hasOwn(value as object, key)) met.add(`${kind} ${schema.title} ${key}`)
        }
      })
    }
    const missing = kinds.flatMap((kind) =>
      schemaNodes(metaSchemaOf(kind)).flatMap(({ schema }) =>
        Object.keys(schema.properties ?? {})
          .map((key) => `${kind} ${schema.title} ${key}`)
          .filter((place) => !met.has(place))
      )
    )
    assert.deepEqual(
      missing.filter((place) => !/ description$/.test(place)),
      []
    )
  })
})

test.group('fixtures | invalid', () => {
  test('{path} has exactly the problems beside it')
    .with(invalidFixtures('shape'))
    .run(({ assert }, { text, problems }) => {
      assert.isNotEmpty(problems)
      assert.deepEqual(lines(checkShape(JSON.parse(text))), lines(problems))
    })

  test('{path} is well shaped: its problem shows when it is linked')
    .with(invalidFixtures('link'))
    .run(({ assert }, { text, problems }) => {
      assert.isNotEmpty(problems)
      assert.deepEqual(checkShape(JSON.parse(text)), [])
    })

  test('every kind and every field type has one', ({ assert }) => {
    const shape = names(invalidFixtures('shape'))
    assert.includeMembers(
      shape,
      kinds.map((kind) => `invalid/shape/${kind}.json`)
    )
    assert.includeMembers(
      shape,
      fieldTypeNames.map((type) => `invalid/shape/field_${type}.json`)
    )
  })

  test('every problem of shape tells what is wrong, and most what to do', ({ assert }) => {
    const problems = invalidFixtures('shape').flatMap(({ text }) => checkShape(JSON.parse(text)))
    for (const { message } of problems) {
      assert.match(message, /\p{Script=Han}/u)
      assert.isBelow(message.length, 400)
    }
    assert.isAbove(problems.filter(({ fix }) => fix !== undefined).length, problems.length / 2)
  })
})
