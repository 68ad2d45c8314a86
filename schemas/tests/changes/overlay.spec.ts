import fc from 'fast-check'
import { test } from '@japa/runner'

import { applyOverlay, canonicalOrder, diffDocuments, overlayOf } from '#schemas/index.ts'
import { validDocuments } from '../support/fixture_files.ts'
import { edited, edits } from '../support/random_edits.ts'

const documents = validDocuments()
const textOf = (kind: string, document: unknown) => JSON.stringify(canonicalOrder(kind, document))

test.group('overlay', () => {
  test('laid over its base it gives the very text it was made of', ({ assert }) => {
    fc.assert(
      fc.property(fc.constantFrom(...documents), edits, (document, list) => {
        const kind = String(document['kind'])
        const after = edited(document, list)
        const overlay = overlayOf(kind, 'hash', document, after)
        const result = applyOverlay(kind, document, overlay)
        assert.deepEqual(result.misfits, [])
        assert.equal(JSON.stringify(result.document), textOf(kind, after))
      }),
      { numRuns: 500 }
    )
  })

  test('what is the same needs no overlay, and has no changes', ({ assert }) => {
    for (const document of documents) {
      const kind = String(document['kind'])
      assert.deepEqual(diffDocuments(kind, document, structuredClone(document)), [])
      assert.deepEqual(overlayOf(kind, 'h', document, document), { base: 'h' })
    }
  })

  test('what a later base no longer has is told and left out, the rest is laid over', ({
    assert,
  }) => {
    const field = (uid: string, title: string) => ({ 'type': 'string', title, 'x-uid': uid })
    const entity = (properties: object) => ({
      ...{
        kind: 'entity',
        key: 'a.b',
        uid: 'entity01',
        title: '甲',
        schema: { type: 'object', properties },
      },
    })
    const base = entity({ name: field('field001', '名称'), size: field('field002', '尺寸') })
    const here = entity({ name: field('field001', '全称'), size: field('field002', '大小') })
    const later = entity({ called: field('field001', '名称'), note: field('field003', '备注') })
    const { document, misfits } = applyOverlay(
      'entity',
      later,
      overlayOf('entity', 'h', base, here)
    )
    assert.deepEqual(misfits, [
      { at: ['schema', 'properties', '#field002', 'title'], why: 'missing' },
    ])
    assert.deepEqual((document as typeof base).schema.properties, {
      called: field('field001', '全称'),
      note: field('field003', '备注'),
    })
  })
})
