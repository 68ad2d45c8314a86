import { test } from '@japa/runner'
import { canonicalText } from '#engine/compile/index.ts'
import { hashOf } from '../../hash.ts'
import { effectiveSet, revisionsFor } from '../../layers/effective_set.ts'
import type { Revision } from '../../releases/release_store.ts'
import { book, entity, isbn, libraryModule, reader, title } from '../support/library.ts'

type Document = { kind: string; key: string; uid: string }

const shipped = (document: Document): Revision => {
  const text = canonicalText(document, document.kind)
  const { kind, key, uid } = document
  return { kind, key, uid, text, hash: hashOf(text), layer: 'product' }
}
const wanted = (document: Document) => {
  const { kind, key, uid } = document
  return { kind, key, uid, text: canonicalText(document, kind) }
}
const product = [libraryModule, book, reader].map(shipped)
const changed = entity('book', 'ebook0001', { title: { ...title, title: '名称' }, isbn })

test.group('definitions | layers', () => {
  test('a change is an overlay, an addition a whole document, an absence a mark; together they are the set', ({
    assert,
  }) => {
    const own = entity('shelf', 'eshelf001', { name: { ...title, 'x-uid': 'fshelf001' } })
    const set = [libraryModule, changed, own].map(wanted)
    const revisions = revisionsFor(product, set)
    assert.deepEqual(
      revisions.map(({ layer, key }) => `${layer} ${key}`),
      [
        ...['product library', 'product library.book', 'product library.reader'],
        ...['site library.book', 'site library.reader', 'site library.shelf'],
      ]
    )
    const overlay = JSON.parse(revisions[3]!.text).overlay
    assert.deepEqual(overlay.set, [
      { at: ['schema', 'properties', '#ftitle01', 'title'], value: '名称' },
    ])
    const { definitions, problems } = effectiveSet(revisions)
    assert.deepEqual(problems, [])
    assert.deepEqual(
      definitions.map(({ key, text, isChanged }) => ({ key, text, isChanged })),
      set.map(({ key, text }) => ({ key, text, isChanged: key === 'library.book' }))
    )
  })

  test('a definition as it was shipped needs nothing of the layer site', ({ assert }) => {
    const revisions = revisionsFor(product, [libraryModule, book, reader].map(wanted))
    assert.deepEqual(revisions, product)
  })

  test('E_DEFINITION_OVERLAY: a shipped text that moved under a change is told, not overwritten', ({
    assert,
  }) => {
    const revisions = revisionsFor(product, [libraryModule, changed, reader].map(wanted))
    const newer = shipped(entity('book', 'ebook0001', { title: { ...title, maxLength: 9 }, isbn }))
    const upgraded = revisions.map((one) =>
      one.layer === 'product' && one.uid === newer.uid ? newer : one
    )
    const { definitions, problems } = effectiveSet(upgraded)
    assert.deepEqual(
      problems.map(({ code, key }) => `${code} ${key}`),
      ['E_DEFINITION_OVERLAY library.book']
    )
    assert.equal(definitions.find(({ key }) => key === 'library.book')!.text, newer.text)
  })
})
