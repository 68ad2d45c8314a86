import { test } from '@japa/runner'

import type { MetaSchema } from '#schemas/index.ts'
import { fieldMetaOf, fieldTypeNames, kinds, metaSchemaOf } from '#schemas/index.ts'
import { metaAjv } from './support/check_shape.ts'
import { isString, refsIn, schemaNodes } from './support/schema_nodes.ts'

const schemas: [string, MetaSchema][] = [
  ...kinds.map((kind): [string, MetaSchema] => [`kind ${kind}`, metaSchemaOf(kind)]),
  ...fieldTypeNames.map((type): [string, MetaSchema] => [`field ${type}`, fieldMetaOf(type)]),
]
const refWords = [
  'kind',
  'field',
  'state',
  'item',
  'action',
  'numbering',
  'filter',
  'expression', // what is named
  'of',
  'wildcard',
  'or', // about a definition
]

test.group('meta-schemas', () => {
  test('{0} is a valid 2020-12 schema and compiles in strict mode')
    .with(schemas)
    .run(({ assert }, [, schema]) => {
      const ajv = metaAjv()
      assert.isTrue(ajv.validateSchema(schema as object), ajv.errorsText())
      assert.isFunction(ajv.compile(schema as object))
    })

  test('{0} refers to nothing outside itself')
    .with(schemas)
    .run(({ assert }, [, schema]) => {
      for (const ref of refsIn(schema)) {
        assert.match(ref, /^#\/\$defs\/[a-z_]+$/)
        assert.property(schema.$defs, ref.slice('#/$defs/'.length))
      }
    })

  test('{0} is closed at any depth')
    .with(schemas)
    .run(({ assert }, [, schema]) => {
      for (const { path, schema: node } of schemaNodes(schema)) {
        if (![node.type].flat().includes('object')) continue
        if (node['x-cases'] || node['x-ref']?.filter) continue
        if (node.additionalProperties === false) assert.isObject(node.properties, path)
        else assert.isObject(node.propertyNames, `${path} is open`)
      }
    })

  test('every string of {0} is marked as reference, code or human text')
    .with(schemas)
    .run(({ assert }, [, schema]) => {
      for (const { path, schema: node } of schemaNodes(schema)) {
        if (!isString(node)) continue
        const marks = ['x-ref', 'x-code', 'x-text'].filter((mark) => node[mark] !== undefined)
        assert.isAbove(marks.length, 0, `${path} has no mark`)
        if (marks.length > 1) assert.property(node['x-ref'], 'expression', path)
      }
    })

  test('the reference marks of {0} are of the known words and point to what exists')
    .with(schemas)
    .run(({ assert }, [, schema]) => {
      for (const { path, schema: node } of schemaNodes(schema)) {
        const mark = node['x-ref'] ?? node['x-key']?.['x-ref']
        if (!mark) continue
        assert.includeMembers(refWords, Object.keys(mark), path)
        if (mark.kind !== undefined) assert.include(kinds, mark.kind, path)
        const places = Object.values(mark).map((part) => (part as { of?: string }).of)
        for (const of of [mark.of, ...places]) {
          if (of?.startsWith('/')) assert.property(schema.properties, of.slice(1), path)
        }
      }
    })

  test('every property of {0} has a title and a description in Chinese')
    .with(schemas)
    .run(({ assert }, [, schema]) => {
      for (const { path, schema: node, named } of schemaNodes(schema)) {
        if (!named) continue
        assert.match(node.title ?? '', /\p{Script=Han}/u, `${path} has no title`)
        assert.match(node.description ?? '', /\p{Script=Han}/u, `${path} has no description`)
      }
    })

  test('every list of objects of {0} says how its objects are told apart')
    .with(schemas)
    .run(({ assert }, [, schema]) => {
      for (const { path, schema: node } of schemaNodes(schema)) {
        if (node.items?.type !== 'object') continue
        const identity = node['x-identity']
        assert.isDefined(identity, `${path} has no x-identity`)
        if (typeof identity === 'string') {
          assert.include(node.items.required ?? [], identity, path)
          assert.property(node.items.properties, identity, path)
        }
      }
    })

  test('every required member of {0} is one of its properties')
    .with(schemas)
    .run(({ assert }, [, schema]) => {
      for (const { path, schema: node } of schemaNodes(schema)) {
        if (!node.properties) continue
        for (const name of node.required ?? []) assert.property(node.properties, name, path)
      }
    })

  test('every kind begins with the envelope in its order', ({ assert }) => {
    const envelope = ['kind', 'key', 'uid', 'schemaVersion', 'title', 'description']
    for (const kind of kinds) {
      const schema = metaSchemaOf(kind)
      assert.deepEqual(Object.keys(schema.properties ?? {}).slice(0, 6), envelope)
      assert.equal(schema.properties?.['kind']?.const, kind)
      assert.includeMembers([...(schema.required ?? [])], ['kind', 'key', 'uid', 'title'])
    }
  })

  test('what the registry hands out is frozen', ({ assert }) => {
    for (const [name, schema] of schemas) {
      assert.isTrue(Object.isFrozen(schema), name)
      assert.isTrue(Object.isFrozen(schema.$defs?.['uid']), name)
    }
  })
})
