/** Every type of single values through the whole of records: written, read, filtered, sorted, told in history. */
import { test } from '@japa/runner'
import { fieldTypes } from '#engine/fields/index.ts'
import { fieldValues } from '../../engine/tests/support/field_values.ts'
import { createRecords } from '../create_records.ts'
import type { Records } from '../create_records.ts'
import { actorWith, faultsOf, openRecords } from './support/open_records.ts'
import type { SampleRecords } from './support/open_records.ts'

/** Types with more around them than a value: their own suites are under write/ and read/. */
const elsewhere = new Set([
  ...['select', 'state', 'serial', 'formula', 'children', 'user', 'users', 'department'],
  ...['relation', 'relations', 'tree_parent', 'polymorphic', 'lookup'],
])
const names = [...fieldTypes.keys()].filter((name) => !elsewhere.has(name))
const entity = 'matrix.thing'

test.group('records | matrix of field types', (group) => {
  let db: SampleRecords
  let records: Records
  const actor = actorWith(['matrix.all'])
  group.setup(async () => {
    const properties = Object.fromEntries(
      names.map((name) => [`a_${name}`, { 'x-type': name, ...fieldValues[name]?.schema }])
    )
    db = await openRecords(
      { kind: 'module', key: 'matrix', version: '1.0.0', dependsOn: [] },
      {
        ...{ kind: 'entity', key: entity, titleField: 'name' },
        schema: { type: 'object', properties: { name: { type: 'string' }, ...properties } },
      },
      { kind: 'role', key: 'matrix.all', grants: [{ entity: '*', actions: ['*'] }] }
    )
    records = createRecords(db.environment)
    return () => db.drop()
  })

  test('every type of single values has values to be tested with', ({ assert }) => {
    assert.deepEqual(
      names.filter((name) => (fieldValues[name]?.valid.length ?? 0) < 2),
      []
    )
  })

  for (const name of names) {
    const key = `a_${name}`
    const { valid, invalid } = fieldValues[name]!
    const [[firstGiven, first], [secondGiven, second]] = [valid[0]!, valid.at(-1)!]

    test(`${name}: create, read, edit, clear, history`, async ({ assert }) => {
      const made = await records.create(actor, entity, { name, [key]: firstGiven })
      assert.deepEqual(made[key], first)
      const id = String(made.id)
      const changed = await records.patch(actor, entity, id, { [key]: secondGiven }, { rev: 1 })
      assert.deepEqual(changed[key], second)
      assert.deepEqual((await records.get(actor, entity, id)).data[key], second)
      const cleared = await records.patch(actor, entity, id, { [key]: null }, { rev: 2 })
      assert.isNull(cleared[key])
      const { data } = await records.history(actor, entity, id)
      assert.lengthOf(data, 3)
    })

    test(`${name}: list, each operator, sort with blanks last`, async ({ assert }) => {
      const mark = `list ${name}`
      for (const value of [secondGiven, null, firstGiven]) {
        await records.create(actor, entity, { name: mark, [key]: value })
      }
      const ask = async (condition: unknown, sort = key) => {
        const filter = JSON.stringify({
          name: mark,
          ...(condition === null ? {} : { [key]: condition }),
        })
        const { data } = await records.list(actor, entity, { filter, sort, fields: key })
        return data.map((one) => one[key])
      }
      assert.deepEqual(await ask(null), [first, second, null])
      assert.deepEqual(await ask(null, `-${key}`), [second, first, null])
      const { operators } = fieldTypes.get(name)!
      const conditions: Record<string, [unknown, unknown[]]> = {
        eq: [first, [first]],
        ne: [first, [second, null]],
        in: [
          [first, second],
          [first, second],
        ],
        nin: [[first], [second, null]],
        empty: [true, [null]],
        gt: [first, [second]],
        gte: [first, [first, second]],
        lt: [second, [first]],
        lte: [first, [first]],
        between: [
          [first, second],
          [first, second],
        ],
        contains: [String(first), [first]],
        startsWith: [String(first), [first]],
      }
      for (const operator of operators) {
        const known = conditions[operator]
        if (!known) continue
        const found = await ask({ [operator]: known[0] })
        const isPart =
          (operator === 'contains' || operator === 'startsWith') &&
          String(second).includes(String(first))
        if (!isPart) assert.deepEqual(found, known[1], operator)
      }
    })

    test(`${name}: what does not fit is a fault at its path, and nothing is stored`, async ({
      assert,
    }) => {
      for (const given of invalid) {
        const faults = await faultsOf(() =>
          records.create(actor, entity, { name: 'bad', [key]: given })
        )
        assert.deepEqual(
          faults.map(({ path, status }) => [path, status]),
          [[`/${key}`, 422]],
          JSON.stringify(given)
        )
      }
      const filter = JSON.stringify({ name: 'bad' })
      assert.deepEqual((await records.list(actor, entity, { filter })).data, [])
    })
  }
})
