import { test } from '@japa/runner'
import { describeChanges } from '../../changes/describe_changes.ts'

test.group('definitions | changes in words', () => {
  test('what gets another title is called by the one it had', ({ assert }) => {
    const entity = (title: string, field: string) => {
      const text = { 'type': 'string', 'title': field, 'x-uid': 'fieldaaa' }
      const schema = { type: 'object', properties: { power: text } }
      const document = { kind: 'entity', key: 'x.y', uid: 'entityaa', title, schema }
      const { kind, key, uid } = document
      return { kind, key, uid, hash: `${title} ${field}`, text: JSON.stringify(document) }
    }
    const said = describeChanges([entity('泵', '功率')], [entity('泵', '额定功率')])
    assert.deepEqual(
      said.map(({ text }) => text),
      ['实体“泵”的字段“功率”改名为“额定功率”']
    )
    const whole = describeChanges([entity('泵', '功率')], [entity('水泵', '功率')])
    assert.deepEqual(
      whole.map(({ text }) => text),
      ['实体“泵”改名为“水泵”']
    )
  })
})
