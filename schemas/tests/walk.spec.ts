import { test } from '@japa/runner'

import type { Reference } from '#schemas/index.ts'
import { walkLists, walkReferences } from '#schemas/index.ts'
import { validDocuments } from './support/fixture_files.ts'

const documents = new Map(validDocuments().map((it) => [`${it['kind']} ${it['key']}`, it]))

function referencesOf(address: string): Map<string, Reference> {
  const found = new Map<string, Reference>()
  walkReferences(address.split(' ')[0]!, documents.get(address), (reference) =>
    found.set(`${reference.place} ${reference.pointer}`, reference)
  )
  return found
}
const own = (key: string | null, via: string | null = null) => ({ key, via })

test.group('walkReferences', () => {
  test('finds fields, expressions, filters and actions of an entity', ({ assert }) => {
    const found = referencesOf('entity library.book')
    const at = (pointer: string) => found.get(`value ${pointer}`)
    const book = own('library.book')
    const fields = '/schema/properties'

    assert.deepEqual(at('/titleField')?.target, { to: 'field', owner: book, mark: { of: '' } })
    assert.deepEqual(at('/numbering/pattern')?.target, { to: 'numbering', owner: book })
    assert.deepEqual(at('/numbering/at')?.target, { to: 'action', owner: book })
    assert.deepEqual(at('/unique/0/where')?.target, { to: 'filter', owner: book })
    assert.include(at(`${fields}/fees/x-formula`), { value: '=SUM(loans.fee)', member: 'fees' })
    assert.equal(at(`${fields}/fees/x-formula`)?.target.to, 'expression')
    assert.deepInclude(at(`${fields}/author/x-relation/to`)?.target, {
      to: 'definition',
      kind: 'entity',
    })
  })

  test('a default is an item of the dictionary beside it, an expression, or mere text', ({
    assert,
  }) => {
    const found = referencesOf('entity library.book')
    const fields = 'value /schema/properties'
    assert.deepEqual(found.get(`${fields}/category/default`)?.target, {
      to: 'item',
      owner: own('library.category'),
    })
    assert.equal(found.get(`${fields}/keeper/default`)?.target.to, 'expression')
    assert.isFalse(found.has(`${fields}/title/default`))
    assert.isFalse(found.has(`${fields}/weight/default`))
  })

  test('the keys of a form name fields, those of its groups do not', ({ assert }) => {
    const found = referencesOf('form library.book_edit')
    const basic = '/schema/properties/basic'
    assert.isFalse(found.has(`key ${basic}`))
    assert.isFalse(found.has(`key ${basic}/properties/hint`))
    assert.deepEqual(found.get(`key ${basic}/properties/title`)?.target, {
      to: 'field',
      owner: own('library.book'),
      mark: { of: '/entity' },
    })
  })

  test('columns of a sub-table are fields of its rows', ({ assert }) => {
    const loans = '/schema/properties/more/properties/loan/properties/loans'
    const column = referencesOf('form library.book_edit').get(`value ${loans}/x-columns/0`)
    assert.deepInclude(column, { value: 'reader', member: 'loans' })
    assert.deepEqual(
      column?.target.to === 'field' && column.target.owner,
      own('library.book', 'loans')
    )
  })

  test('the owner of a grant is the entity of that grant, not another', ({ assert }) => {
    const found = referencesOf('role library.visitor')
    const ownerAt = (pointer: string) => {
      const target = found.get(`value ${pointer}`)?.target
      return target && 'owner' in target ? target.owner : undefined
    }
    assert.deepEqual(ownerAt('/grants/0/fields/only/0'), own('library.book'))
    assert.deepEqual(ownerAt('/grants/1/fields/deny/0'), own('library.author'))
    assert.deepEqual(ownerAt('/grants/0/rows'), own('library.book'))
  })

  test('$owner is a word, not a role; a guard is a filter or an expression', ({ assert }) => {
    const found = referencesOf('lifecycle library.book')
    assert.isTrue(found.has('value /transitions/0/allow/0'))
    assert.isFalse(found.has('value /transitions/0/allow/1'))
    assert.equal(found.get('value /transitions/0/guard')?.target.to, 'expression')
    assert.equal(found.get('value /transitions/1/guard')?.target.to, 'filter')
    assert.deepInclude(found.get('value /transitions/2/form')?.target, {
      kind: 'form',
      owner: own('library.book'),
    })
  })

  test('every reference of the valid fixtures has an owner', ({ assert }) => {
    for (const address of documents.keys()) {
      for (const { pointer, target } of referencesOf(address).values()) {
        if (target.to !== 'definition') assert.isString(target.owner.key, `${address} ${pointer}`)
      }
    }
  })

  test('goes on past what does not fit the meta-schema', ({ assert }) => {
    const broken = { kind: 'entity', titleField: 7, schema: { properties: { a: null, b: 'x' } } }
    const found: Reference[] = []
    walkReferences('entity', { ...broken, parent: 'library.book' }, (it) => found.push(it))
    assert.deepEqual(
      found.map(({ pointer }) => pointer),
      ['/parent']
    )
    assert.doesNotThrow(() => walkReferences('role', null, () => undefined))
  })
})

test.group('walkLists', () => {
  test('lists come with the property that tells their objects apart', ({ assert }) => {
    const found: string[] = []
    for (const address of [
      'lifecycle library.book',
      'dictionary library.category',
      'entity library.book',
      'view library.book_list',
      'module library',
    ]) {
      walkLists(address.split(' ')[0]!, documents.get(address), ({ pointer, identity }) =>
        found.push(`${pointer} ${identity}`)
      )
    }
    assert.deepEqual(found, [
      '/states id',
      '/transitions id',
      '/items code',
      '/unique uid',
      '/indexes uid',
      '/columns path',
      '/actor key',
    ])
  })
})
