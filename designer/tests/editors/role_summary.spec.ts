import { test } from '@japa/runner'
import { findDefinition } from '#designer/document/index.ts'
import { entitiesNobodyCreates, roleSummary } from '#designer/editors/role/role_summary.ts'
import { shippedSet } from '../support/shipped_set.ts'

test.group('designer | summary of a role', () => {
  test('says actions, rows and fields in the words of the definitions', ({ assert }) => {
    const set = shippedSet()
    const role = findDefinition(set, 'role', 'demand.staff')!
    const summary = roleSummary(role, set)
    assert.match(summary[0]!, /^可查看、新建、修改、“.+”部分需求$/)
    assert.include(summary.join('\n'), '1 个字段脱敏')
    assert.deepEqual(entitiesNobodyCreates(role, set), [])
  })

  test('an entity that nobody may create is named', ({ assert }) => {
    const set = new Map(shippedSet())
    for (const [uid, one] of set) if (one.kind === 'role') set.delete(uid)
    const role = findDefinition(shippedSet(), 'role', 'demand.staff')!
    assert.includeMembers(entitiesNobodyCreates(role, set), ['客户', '需求'])
  })
})
