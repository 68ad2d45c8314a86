import { test } from '@japa/runner'

import { diffDocuments } from '#schemas/index.ts'

const field = (uid: string, title: string, more: object = {}) => ({
  ...{ 'type': 'string', title, 'x-uid': uid },
  ...more,
})
const entity = (properties: object, more: object = {}) => ({
  ...{ kind: 'entity', key: 'a.b', uid: 'entity01', title: '甲' },
  ...more,
  schema: { type: 'object', properties },
})
/** The changes of a definition, one line each. */
const lines = (kind: string, before: object, after: object) =>
  diffDocuments(kind, before, after).map(
    ({ change, path, before: old, after: now }) =>
      `${change} ${path.join('/')} ${JSON.stringify(old) ?? '-'} > ${JSON.stringify(now) ?? '-'}`
  )

test.group('diff', () => {
  test('a field under another key with the same uid was renamed, not dropped and added', ({
    assert,
  }) => {
    const before = entity({ size: field('field001', '尺寸'), note: field('field002', '备注') })
    const after = entity({ extent: field('field001', '尺寸'), note: field('field002', '备注') })
    assert.deepEqual(lines('entity', before, after), [
      'renamed schema/properties/#field001 "size" > "extent"',
    ])
    const [change] = diffDocuments('entity', before, after)
    assert.equal(change!.pointer, '/schema/properties/extent')
    assert.equal((change!.within.at(-1)!.value as { title: string }).title, '尺寸')
  })

  test('additions, removals, values and order are told apart', ({ assert }) => {
    const before = entity({
      size: field('field001', '尺寸', { maxLength: 10 }),
      note: field('field002', '备注'),
      mark: field('field003', '标记'),
    })
    const after = entity({
      mark: field('field003', '标记'),
      size: field('field001', '尺寸', { maxLength: 20, minLength: 1 }),
      place: field('field004', '地点'),
    })
    assert.deepEqual(lines('entity', before, after), [
      'set schema/properties/#field001/maxLength 10 > 20',
      'added schema/properties/#field001/minLength - > 1',
      `added schema/properties/#field004 - > ${JSON.stringify(field('field004', '地点'))}`,
      `removed schema/properties/#field002 ${JSON.stringify(field('field002', '备注'))} > -`,
      'ordered schema/properties ["#field001","#field002","#field003"] > ["#field003","#field001","#field004"]',
    ])
  })

  test('items of a list go by their identity', ({ assert }) => {
    const items = (...codes: string[]) => ({
      ...{ kind: 'dictionary', key: 'a.b', uid: 'dictio01', title: '甲' },
      items: codes.map((code) => ({ code, title: code.toUpperCase() })),
    })
    assert.deepEqual(lines('dictionary', items('x', 'y'), items('y')), [
      'removed items/@x {"code":"x","title":"X"} > -',
    ])
    assert.deepEqual(lines('dictionary', items('x', 'y'), items('y', 'x')), [
      'ordered items ["@x","@y"] > ["@y","@x"]',
    ])
    assert.deepEqual(lines('dictionary', items('x'), items('z', 'x')), [
      'added items/@z - > {"code":"z","title":"Z"}',
    ])
  })

  test('a filter and an expression are compared as a whole', ({ assert }) => {
    const unique = (where: object) => ({ unique: [{ uid: 'unique01', fields: ['size'], where }] })
    const fields = { size: field('field001', '尺寸') }
    assert.deepEqual(
      lines('entity', entity(fields, unique({ size: 'a' })), entity(fields, unique({ size: 'b' }))),
      ['set unique/@unique01/where {"size":"a"} > {"size":"b"}']
    )
  })

  test('the order in which keywords were written says nothing', ({ assert }) => {
    const before = entity({ size: { 'type': 'string', 'title': '尺寸', 'x-uid': 'field001' } })
    const after = {
      ...entity({ size: { 'x-uid': 'field001', 'title': '尺寸', 'type': 'string' } }),
    }
    assert.deepEqual(lines('entity', before, after), [])
  })
})
