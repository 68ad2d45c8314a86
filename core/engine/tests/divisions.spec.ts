import { test } from '@japa/runner'
import { divisionTitle, divisions } from '#engine/divisions/index.ts'

test.group('divisions', () => {
  test('every division lies in one that is known, up to a province', ({ assert }) => {
    const all = [...divisions().values()]
    const wrong = all.filter(({ code, name, parent }) => {
      const isProvince = code.endsWith('0000')
      return !/^\d{6}$/.test(code) || name === '' || isProvince !== (parent === null)
    })
    assert.deepEqual(wrong, [])
    assert.deepEqual(
      all.filter(({ parent }) => parent !== null && !divisions().has(parent)),
      []
    )
    assert.lengthOf(
      all.filter(({ parent }) => parent === null),
      34
    )
    assert.isAbove(all.length, 3_000)
  })

  test('titles are written as addresses are', ({ assert }) => {
    assert.equal(divisionTitle('450103'), '广西壮族自治区南宁市青秀区')
    assert.equal(divisionTitle('110101'), '北京市东城区')
    assert.equal(divisionTitle('441900'), '广东省东莞市')
    assert.equal(divisionTitle('429004'), '湖北省仙桃市')
    assert.equal(divisionTitle('810001'), '香港特别行政区中西区')
    assert.isNull(divisionTitle('999999'))
  })
})
