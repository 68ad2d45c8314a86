import fc from 'fast-check'
import { test } from '@japa/runner'

import { canonicalOrder, kinds, metaSchemaOf, walkPlaces } from '#schemas/index.ts'
import { validDocuments } from './support/fixture_files.ts'

/** Pointers of objects whose members may be in any order without a change of meaning. */
function unorderedIn(kind: string, document: unknown): Set<string> {
  const pointers = new Set<string>()
  walkPlaces(kind, document, ({ pointer, schema }) => {
    if (schema.additionalProperties === false) pointers.add(pointer)
  })
  return pointers
}

function shuffled(value: unknown, unordered: Set<string>, seed: number, pointer = ''): unknown {
  if (Array.isArray(value)) {
    return value.map((item, at) => shuffled(item, unordered, seed, `${pointer}/${at}`))
  }
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).map(([key, inner]): [string, unknown] => [
    key,
    shuffled(inner, unordered, seed, `${pointer}/${key}`),
  ])
  if (!unordered.has(pointer)) return Object.fromEntries(members)
  const rank = (key: string) =>
    [...key].reduce((sum, letter) => (sum * seed + letter.charCodeAt(0)) % 9973, 7)
  return Object.fromEntries(members.sort(([a], [b]) => rank(a) - rank(b)))
}

test.group('canonicalOrder', () => {
  test('the order of members as they came does not matter', ({ assert }) => {
    const documents = validDocuments()
    const oneOf = fc.constantFrom(...documents)
    fc.assert(
      fc.property(oneOf, fc.integer({ min: 2, max: 9000 }), (document, seed) => {
        const kind = String(document['kind'])
        const mixed = shuffled(document, unorderedIn(kind, document), seed)
        assert.equal(JSON.stringify(canonicalOrder(kind, mixed)), JSON.stringify(document))
      })
    )
  })

  test('fields, form nodes and conditions keep the author’s order', ({ assert }) => {
    const text = (fields: object, where: object) =>
      JSON.stringify(
        canonicalOrder('entity', { unique: [{ where, uid: 'u' }], schema: { properties: fields } })
      )
    assert.equal(
      text({ z: { 'x-uid': '1', 'title': 't', 'x-type': 'text' }, a: {} }, { z: 1, a: 2 }),
      '{"schema":{"properties":{"z":{"title":"t","x-uid":"1","x-type":"text"},"a":{}}},"unique":[{"uid":"u","where":{"z":1,"a":2}}]}'
    )
  })

  test('unknown members stay, after the known ones', ({ assert }) => {
    const given = { zeta: 1, title: '甲', alpha: { b: 1, a: 2 }, kind: 'dictionary' }
    assert.equal(
      JSON.stringify(canonicalOrder('dictionary', given)),
      '{"kind":"dictionary","title":"甲","zeta":1,"alpha":{"b":1,"a":2}}'
    )
  })

  test('a member called __proto__ stays a member', ({ assert }) => {
    const given = JSON.parse('{"__proto__": {"polluted": true}, "kind": "view"}')
    const made = canonicalOrder('view', given) as object
    assert.equal(JSON.stringify(made), '{"kind":"view","__proto__":{"polluted":true}}')
    assert.isUndefined((made as { polluted?: boolean }).polluted)
  })

  test('every kind has an order for every keyword', ({ assert }) => {
    for (const kind of kinds) {
      const keywords = Object.keys(metaSchemaOf(kind).properties ?? {})
      const backwards = Object.fromEntries(keywords.toReversed().map((key) => [key, null]))
      assert.deepEqual(Object.keys(canonicalOrder(kind, backwards) as object), keywords)
    }
  })
})
