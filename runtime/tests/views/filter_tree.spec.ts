import fc from 'fast-check'
import { test } from '@japa/runner'
import { itemText } from '#runtime/views/filter/filter_text.ts'
import { lineCondition, lineFault } from '#runtime/views/filter/line_values.ts'
import { firstOperator, operatorChoices } from '#runtime/views/filter/operators.ts'
import { linesIn, replaceItem } from '#runtime/views/filter/tree/edit_tree.ts'
import { newGroup, newLine, readTree, writeTree } from '#runtime/views/filter/tree/filter_tree.ts'
import { field } from '../support/sample_form.ts'
import { sampleView as view } from '../support/sample_view.ts'
import type { Filter } from '#runtime/views/state/list_state.ts'

type Facts = Readonly<Record<string, number>>
const paths = ['a', 'b', 'c']

/** Conditions over three numbers, in every shape the language has. */
const leaf = fc
  .tuple(
    fc.constantFrom(...paths),
    fc.constantFrom('eq', 'ne', 'gt', 'lt'),
    fc.integer({ min: 0, max: 3 })
  )
  .map(([path, operator, value]) => ({ [path]: operator === 'eq' ? value : { [operator]: value } }))
const { filter } = fc.letrec<{ filter: Filter }>((tie) => {
  const list = fc.array(tie('filter'), { minLength: 1, maxLength: 3 })
  return {
    filter: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      leaf,
      list.map((any) => ({ any })),
      list.map((all) => ({ all })),
      tie('filter').map((not) => ({ not })),
      fc.tuple(leaf, list).map(([one, any]) => ({ ...one, any }))
    ),
  }
})

/** What a condition says about a record, by the grammar and nothing else. */
function holds(condition: Filter, facts: Facts): boolean {
  return Object.entries(condition).every(([key, value]) => {
    if (key === 'not') return !holds(value as Filter, facts)
    if (key === 'any') return (value as Filter[]).some((one) => holds(one, facts))
    if (key === 'all') return (value as Filter[]).every((one) => holds(one, facts))
    const fact = facts[key]!
    const operators = typeof value === 'object' ? Object.entries(value as object) : [['eq', value]]
    return operators.every(([operator, operand]) => {
      if (operator === 'ne') return fact !== operand
      if (operator === 'gt') return fact > operand
      return operator === 'lt' ? fact < operand : fact === operand
    })
  })
}

const words = {
  columnOf: (path: string, rows: string | null) => {
    const columns = rows === null ? view.fields : view.fields.find((one) => one.path === rows)?.rows
    return columns?.find((one) => one.path === path) ?? null
  },
  titleOf: () => '王强',
}
const said = (filter: Filter) =>
  readTree(filter)
    .items.map((item) => itemText(item, words))
    .join('|')
const fieldOf = (path: string) => view.fields.find((one) => one.path === path)!.field

test.group('views | filter builder', () => {
  test('a condition that was read and written means what it meant', ({ assert }) => {
    fc.assert(
      fc.property(
        filter,
        fc.record(Object.fromEntries(paths.map((path) => [path, fc.integer({ min: 0, max: 3 })]))),
        (given, facts) => {
          const written = writeTree(readTree(given)) ?? {}
          assert.equal(holds(written, facts), holds(given, facts))
          // Once written it stays as it is: a saved view does not look changed by being looked at.
          assert.deepEqual(writeTree(readTree(written)) ?? {}, written)
        }
      ),
      { numRuns: 500 }
    )
  })

  test('conditions side by side stay side by side; two on one field become a list', ({
    assert,
  }) => {
    const plain = { name: { contains: '桂' }, day: { within: 'this_month' } }
    assert.deepEqual(writeTree(readTree(plain)), plain)
    const twice = { km: { gte: 1, lt: 9 } }
    assert.deepEqual(writeTree(readTree(twice)), { all: [{ km: { gte: 1 } }, { km: { lt: 9 } }] })
  })

  test('rows and records of a link are asked with has', ({ assert }) => {
    const rows = { stops: { has: { place: '梧州' } } }
    assert.deepEqual(writeTree(readTree(rows)), rows)
    const [line] = readTree({ members: { has: { id: 'u1' } } }).items
    assert.deepInclude(line, { kind: 'line', path: 'members', operator: 'has', operand: 'u1' })
  })

  test('codes of a choice of several are asked with has', ({ assert }) => {
    const codes = { skills: { has: { in: ['a', 'b'] } } }
    assert.deepEqual(writeTree(readTree(codes)), codes)
    const skills = field('skills', 'multiselect', { options: fieldOf('kind').options })
    assert.deepEqual(lineCondition(newLine('skills', 'has', 'a'), skills), {
      skills: { has: { in: ['a'] } },
    })
    assert.isNotNull(lineFault(newLine('skills', 'has', []), skills))
  })

  test('an item is changed and taken out wherever it stands', ({ assert }) => {
    const tree = readTree({ name: 'x', any: [{ km: 1 }, { km: 2 }] })
    const group = tree.items[1]!
    const inner = group.kind === 'group' ? group.items[0]! : group
    assert.equal(linesIn(tree), 3)
    assert.deepEqual(writeTree(replaceItem(tree, inner.id, null)), { name: 'x', any: [{ km: 2 }] })
    assert.deepEqual(writeTree(replaceItem(tree, group.id, null)), { name: 'x' })
    assert.equal(replaceItem(tree, 'nobody', null), tree)
    assert.isNull(writeTree(newGroup('any')))
  })

  test('operators are those of the engine, the usual one first', ({ assert }) => {
    const choices = (path: string) => operatorChoices(view.fields.find((c) => c.path === path)!)
    assert.deepEqual(choices('kind'), ['eq', 'ne', 'in', 'nin', 'isEmpty', 'isFilled'])
    assert.deepEqual(choices('stops'), ['rows'])
    assert.notInclude(choices('driver'), 'gt')
    assert.equal(firstOperator(view.fields[0]!), 'contains')
    assert.equal(firstOperator(view.fields[2]!), 'within')
  })

  test('values go out as the API takes them, or are told to be missing or wrong', ({ assert }) => {
    const km = fieldOf('km')
    assert.deepEqual(lineCondition(newLine('km', 'gte', '1,200'), km), { km: { gte: 1200 } })
    assert.deepEqual(lineCondition(newLine('km', 'between', ['1', '9']), km), {
      km: { between: [1, 9] },
    })
    assert.isNull(lineCondition(newLine('km', 'gte', ''), km))
    assert.isNotNull(lineFault(newLine('km', 'gte', '多'), km))
    assert.isNotNull(lineFault(newLine('km', 'between', ['1', '']), km))
    const driver = fieldOf('driver')
    assert.deepEqual(lineCondition(newLine('driver', 'eq', '$me'), driver), { driver: '$me' })
    const link = { id: '0199d2c3-0000-7000-8000-000000000001', title: '王强' }
    assert.deepEqual(lineCondition(newLine('driver', 'in', [link]), driver), {
      driver: { in: [link.id] },
    })
    // A field that is gone: the condition is the server's to judge, not silently dropped.
    assert.deepEqual(lineCondition(newLine('old', 'gt', 1), null), { old: { gt: 1 } })
  })

  test('conditions are said in plain words', ({ assert }) => {
    assert.equal(
      said({ name: { contains: '桂' }, kind: { in: ['a'] } }),
      'name 包含 桂|kind 属于 甲'
    )
    assert.equal(said({ day: { within: 'last_7_days' } }), 'day 在 近 7 天')
    assert.equal(said({ day: { withinDays: -3 } }), 'day 在 最近 3 天内')
    assert.equal(said({ driver: '$me' }), 'driver 是 我')
    assert.equal(said({ driver: 'u1' }), 'driver 是 王强')
    assert.equal(said({ km: { empty: false } }), 'km 不为空')
    assert.equal(
      said({ kind: 'a', any: [{ km: 1 }, { km: { between: [3, 5] } }] }),
      'kind 是 甲|（km 等于 1 或 km 介于 3 至 5）'
    )
    assert.equal(said({ kind: 'a', not: { km: 1 } }), 'kind 是 甲|非（km 等于 1）')
    assert.equal(
      said({ stops: { has: { place: '梧州' } } }),
      'stops中有一行满足（place 等于 梧州）'
    )
    assert.equal(said({ gone: 1 }), 'gone 字段已不可用')
  })
})
