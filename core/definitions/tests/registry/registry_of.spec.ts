import { test } from '@japa/runner'
import { compileSample } from '../../../engine/tests/support/compile_sample.ts'
import { registryOf } from '#core/definitions/index.ts'
import { book, entity, isbn, libraryModule, title } from '../support/library.ts'

const loan = entity(
  'loan',
  'eloan0001',
  {
    name: { ...title, 'title': '借阅人', 'x-uid': 'floan001', 'minLength': 2 },
    days: { 'type': 'integer', 'title': '天数', 'minimum': 1, 'maximum': 30, 'x-uid': 'floan002' },
    colour: { ...title, 'title': '颜色', 'enum': ['red', 'blue'], 'x-uid': 'floan003' },
    lines: {
      'type': 'array',
      'title': '明细',
      'x-type': 'children',
      'x-entity': 'library.loan_line',
      'x-uid': 'floan004',
    },
  },
  {}
)
const required = { schema: { ...loan.schema, required: ['name', 'lines'] } }
const line = entity(
  'loan_line',
  'eline0001',
  { isbn: { ...isbn, 'x-uid': 'fline001' } },
  { parent: 'library.loan' }
)

test.group('definitions | registry of a compiled application', () => {
  const application = compileSample(libraryModule, book, { ...loan, ...required }, line)
  const registry = registryOf(application)
  const check = (values: object) =>
    registry
      .validate(registry.entity('library.loan'), values as never)
      .map(({ pointer, keyword }) => `${pointer} ${keyword}`)

  test('values that fit have no fault', ({ assert }) => {
    const lines = [{ isbn: '9787111111111' }, { isbn: null }]
    assert.isEmpty(check({ name: '王五', days: 3, colour: 'red', lines }))
    assert.isEmpty(check({ name: '王五', days: null, colour: null, lines }))
  })

  test('a blank required value is told as required, and as nothing else', ({ assert }) => {
    assert.sameMembers(check({}), ['/name required', '/lines required'])
    assert.sameMembers(check({ name: null, lines: null }), ['/name required', '/lines required'])
    assert.deepEqual(check({ name: '王五', lines: [] }), ['/lines minItems'])
  })

  test('every fault is told at once, in the words of the entity', ({ assert }) => {
    const values = { name: '王', days: 31, colour: 'green', lines: [{ isbn: '1' }], other: 1 }
    const faults = registry.validate(registry.entity('library.loan'), values as never)
    assert.sameMembers(
      faults.map((fault) => fault.zh),
      [
        '“借阅人”至少 2 个字',
        '“天数”不能大于 30',
        '“颜色”只能是：red、blue',
        '“明细”第 1 行的“书号”格式不正确',
        '“other”不是该实体的字段',
      ]
    )
    for (const fault of faults) assert.match(fault.en, /^"[^"]+"(, row 1: "书号")? [a-z ]+/)
  })

  test('an unknown entity is refused with 404', ({ assert }) => {
    assert.throws(() => registry.entity('library.nothing'), /E_DEFINITION_UNKNOWN/)
  })

  test('the text of a validator is found by its hash', ({ assert }) => {
    const hash = registry.validatorHash(registry.entity('library.book'))
    assert.include(registry.validatorText(hash), 'validate')
    assert.isNull(registry.validatorText('0'.repeat(64)))
  })
})
