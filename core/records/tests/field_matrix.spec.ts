/**
 * Every field type through the whole of records: created, edited, told in history, filtered by every
 * operator it has, sorted, refused. What the values are stands in schemas/fixtures/field_samples.
 */
import { test } from '@japa/runner'
import { fieldTypes } from '#engine/fields/index.ts'
import { fieldSamples } from '#schemas/fixtures/field_samples/index.ts'
import type { Found } from '#schemas/fixtures/field_samples/index.ts'
import { codesOf, faultsOf } from './support/open_records.ts'
import { givenTypes, keyOf, openMatrix, shown, thing } from './support/matrix.ts'
import type { Matrix } from './support/matrix.ts'

test.group('records | matrix of field types', (group) => {
  let matrix: Matrix
  group.setup(async () => {
    matrix = await openMatrix()
    return () => matrix.db.drop()
  })

  test('every type has values to be tested with', ({ assert }) => {
    const missing = [...fieldTypes.keys()].filter((name) => {
      const sample = fieldSamples[name]
      return !sample || sample.valid.length < 2 || sample.invalid.length === 0
    })
    assert.deepEqual(missing, [])
  })

  for (const name of givenTypes) {
    const key = keyOf(name)

    test(`${name}: create, read, edit, clear, and what history says`, async ({ assert }) => {
      const { records, actor } = matrix
      const { valid, written } = matrix.sampleOf(name)
      const [[firstGiven, first], [secondGiven, second]] = [valid[0]!, valid.at(-1)!]
      if (written === 'engine') {
        const { id } = await matrix.make(name, { name, nth: 0 })
        assert.deepEqual((await records.get(actor, thing, String(id))).data[key], first)
        const refused = await codesOf(() =>
          records.patch(actor, thing, String(id), { [key]: secondGiven }, { rev: 1 })
        )
        assert.deepEqual(refused, [`E_FIELD_READONLY /${key}`])
        const { data } = await records.history(actor, thing, String(id))
        const told = data[0]!.changes.find(({ field }) => field === key)
        assert.deepInclude(told, { before: null, after: first })
        return
      }
      const made = await records.create(actor, thing, { name, [key]: firstGiven })
      assert.deepEqual(shown(made[key]), first)
      const id = String(made.id)
      if (name !== 'children') {
        const same = await records.patch(actor, thing, id, { [key]: firstGiven }, { rev: 1 })
        assert.equal(same.rev, 1, 'the same value again is no change')
        const again = await records.patch(actor, thing, id, { [key]: given(first) }, { rev: 1 })
        assert.equal(again.rev, 1, 'nor is what was read')
      }
      const next = name === 'children' ? replaced(made[key], secondGiven) : secondGiven
      const changed = await records.patch(actor, thing, id, { [key]: next }, { rev: 1 })
      assert.deepEqual(shown(changed[key]), second)
      assert.deepEqual(shown((await records.get(actor, thing, id)).data[key]), second)
      const none = name === 'children' ? replaced(changed[key], []) : null
      const cleared = await records.patch(actor, thing, id, { [key]: none }, { rev: 2 })
      assert.isNull(shown(cleared[key]))
      const { data } = await records.history(actor, thing, id)
      const told = data.map(({ changes }) => changes.filter(({ field }) => field === key))
      if (name === 'children') {
        const kinds = told.map(([change]) =>
          change && 'rows' in change ? change.rows.map((row) => row.change) : []
        )
        assert.deepEqual(
          kinds.map((kind) => kind.toSorted()),
          [...[['removed'], ['added', 'removed'], ['added']]]
        )
        return
      }
      const sides = told.map(([change]) =>
        change && 'before' in change ? [shown(change.before), shown(change.after)] : []
      )
      const [one, other] = [first, second].map(asHistoryTells)
      assert.deepEqual(sides, [
        [other, null],
        [one, other],
        [null, one],
      ])
    })

    test(`${name}: found by every operator it has, and by no other`, async ({ assert }) => {
      const { records, actor } = matrix
      const { valid, filters = {} } = matrix.sampleOf(name)
      const [[firstGiven], [lastGiven]] = [valid[0]!, valid.at(-1)!]
      const mark = `filter ${name}`
      const ids = new Map<string, Found>()
      for (const [found, nth] of [
        ['first', 0],
        ['last', -1],
        ['none', null],
      ] as const) {
        const { id } = await matrix.make(name, { name: mark, nth })
        ids.set(String(id), found)
      }
      const ask = async (condition: unknown) => {
        const filter = JSON.stringify({ name: mark, [key]: condition })
        const { data } = await records.list(actor, thing, { filter, fields: 'id' })
        return data.map(({ id }) => ids.get(String(id))).sort()
      }
      const text = String(valid[0]![1])
      const within =
        valid[0]![1] !== null && String(valid.at(-1)![1]).includes(String(valid[0]![1]))
      const usual: Record<string, readonly [unknown, readonly Found[]]> = {
        eq: [firstGiven, ['first']],
        ne: [firstGiven, ['last', 'none']],
        in: [
          [firstGiven, lastGiven],
          ['first', 'last'],
        ],
        nin: [[firstGiven], ['last', 'none']],
        empty: [true, ['none']],
        gt: [firstGiven, ['last']],
        gte: [firstGiven, ['first', 'last']],
        lt: [lastGiven, ['first']],
        lte: [firstGiven, ['first']],
        between: [
          [firstGiven, lastGiven],
          ['first', 'last'],
        ],
        contains: [text, within ? ['first', 'last'] : ['first']],
        startsWith: [text, ['first']],
      }
      const operators = await operatorsOf(matrix, key)
      assert.includeMembers(operators, ['empty'])
      for (const operator of operators) {
        const own = filters[operator] ?? (usual[operator] ? [usual[operator]] : [])
        assert.isAbove(own.length, 0, `${name} has no expectation for the operator ${operator}`)
        for (const [operand, found] of own) {
          const condition = { [operator]: operand }
          assert.deepEqual(await ask(condition), [...found].sort(), JSON.stringify(condition))
        }
      }
      assert.includeMembers(operators, Object.keys(filters))
      assert.deepEqual(await ask({ empty: false }), ['first', 'last'])
    })

    const parts = matrixParts(name)
    if (parts.length > 0) {
      test(`${name}: its parts are found, sorted and grouped by`, async ({ assert }) => {
        const { records, actor } = matrix
        const sample = matrix.sampleOf(name)
        assert.sameMembers(Object.keys(sample.parts ?? {}), parts)
        const mark = `parts ${name}`
        const ids = new Map<string, Found>()
        for (const [found, nth] of [
          ['first', 0],
          ['last', -1],
          ['none', null],
        ] as const) {
          ids.set(String((await matrix.make(name, { name: mark, nth })).id), found)
        }
        for (const [part, asked] of Object.entries(sample.parts ?? {})) {
          const path = `${key}.${part}`
          for (const [condition, found] of asked) {
            const filter = JSON.stringify({ name: mark, [path]: condition })
            const { data } = await records.list(actor, thing, { filter, fields: `id,${path}` })
            const met = data.map(({ id }) => ids.get(String(id))).sort()
            assert.deepEqual(met, [...found].sort(), `${path} ${JSON.stringify(condition)}`)
          }
          const filter = JSON.stringify({ name: mark })
          const { data } = await records.list(actor, thing, { filter, sort: path, fields: path })
          assert.lengthOf(data, 3)
          assert.isNull(data.at(-1)![key], path)
          const measures = [{ do: 'count', as: 'n' }]
          const body = { groupBy: [path], measures, filter: { name: mark } }
          const groups = await records.aggregate(actor, thing, body)
          const counted = groups.data.reduce((sum, group) => sum + Number(group.n), 0)
          assert.equal(counted, 3, path)
        }
      })
    }

    test(`${name}: sorted with blanks last, or refused by name`, async ({ assert }) => {
      const { records, actor } = matrix
      const { valid } = matrix.sampleOf(name)
      const mark = `sort ${name}`
      for (const nth of [-1, null, 0]) await matrix.make(name, { name: mark, nth })
      const filter = JSON.stringify({ name: mark })
      const ask = async (sort: string) => {
        const { data } = await records.list(actor, thing, { filter, sort, fields: key })
        return data.map((one) => shown(one[key]))
      }
      if (!matrix.fieldOf(name).type.sortable) {
        const [fault] = await faultsOf(() => ask(key))
        assert.equal(fault?.status, 400)
        assert.include(fault?.message('zh-CN'), key)
        return
      }
      const [first, last] = [valid[0]![1], valid.at(-1)![1]]
      assert.deepEqual(await ask(key), [first, last, null])
      assert.deepEqual(await ask(`-${key}`), [last, first, null])
    })

    test(`${name}: what does not fit is a fault at its path, and nothing is stored`, async ({
      assert,
    }) => {
      const { records, actor } = matrix
      for (const given of matrix.sampleOf(name).invalid) {
        const faults = await faultsOf(() =>
          records.create(actor, thing, { name: 'bad', [key]: given })
        )
        assert.isAbove(faults.length, 0)
        for (const { path, status } of faults) {
          assert.equal(status, 422, JSON.stringify(given))
          assert.match(path ?? '', new RegExp(`^/${key}(/|$)`), JSON.stringify(given))
        }
      }
      const filter = JSON.stringify({ name: 'bad' })
      assert.deepEqual((await records.list(actor, thing, { filter })).data, [])
    })
  }

  test('faults of every field are told at once, and nothing is stored', async ({ assert }) => {
    const { records, actor } = matrix
    const bad = givenTypes.map((name) => [keyOf(name), matrix.sampleOf(name).invalid[0]])
    const body = { name: 'all bad', ...Object.fromEntries(bad) }
    const faults = await faultsOf(() => records.create(actor, thing, body))
    const at = faults.map(({ path }) => path?.split('/')[1])
    assert.sameMembers([...new Set(at)], givenTypes.map(keyOf))
    const good = await records.create(actor, thing, { name: 'all good' })
    const again = await faultsOf(() =>
      records.patch(actor, thing, String(good.id), { ...body, name: 'changed' }, { rev: 1 })
    )
    assert.lengthOf(again, faults.length)
    const { data } = await records.get(actor, thing, String(good.id))
    assert.deepInclude(data, { name: 'all good', rev: 1 })
    const filter = JSON.stringify({ name: { in: ['all bad', 'changed'] } })
    assert.deepEqual((await records.list(actor, thing, { filter })).data, [])
  })
})

/** Names of the parts that paths may lead to. */
function matrixParts(type: string): string[] {
  return Object.keys(fieldTypes.get(type)?.members ?? {})
}

/** A value as it was read, in the form it is written: links as their ids. */
function given(kept: unknown): unknown {
  if (Array.isArray(kept)) return kept.map(given)
  if (typeof kept !== 'object' || kept === null) return kept
  const { id, entity, ...own } = kept as Record<string, unknown>
  if (id === undefined) return own
  return entity === undefined ? id : { entity, id }
}

/** Rows in place of those there were: the old ones removed by id, the new ones without. */
function replaced(rows: unknown, by: unknown): unknown {
  const removed = (rows as { id: string }[]).map(({ id }) => ({ id, $delete: true }))
  return [...removed, ...(by as unknown[])]
}

/** What the API says it has when it is asked for an operator that there is not. */
async function operatorsOf({ records, actor }: Matrix, key: string): Promise<string[]> {
  const filter = JSON.stringify({ [key]: { resembles: 1 } })
  const [fault] = await faultsOf(() => records.list(actor, thing, { filter }))
  return [...(fault?.params?.allowed as string[])]
}

/** Of a file history tells the name, not what it was. */
function asHistoryTells(value: unknown): unknown {
  if (!Array.isArray(value)) return value
  return value.map((item: unknown) => {
    if (typeof item !== 'object' || item === null || !('type' in item && 'size' in item))
      return item
    const { type: _type, size: _size, ...link } = item
    return link
  })
}
