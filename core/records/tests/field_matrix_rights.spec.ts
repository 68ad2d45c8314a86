/** Every field type where rights and rules meet it: masked for some, unique, grouped by, given by the engine. */
import { test } from '@japa/runner'
import { fieldTypes } from '#engine/fields/index.ts'
import { fieldSamples } from '#schemas/fixtures/field_samples/index.ts'
import { trySample } from '../../engine/tests/support/compile_sample.ts'
import { createRecords } from '../create_records.ts'
import { actorWith, codesOf, faultsOf, openRecords } from './support/open_records.ts'
import {
  computedThing,
  computedTypes,
  givenTypes,
  keyOf,
  matrixDocuments,
  openMatrix,
  shown,
  thing,
} from './support/matrix.ts'
import type { Matrix } from './support/matrix.ts'

/** Links are shown or hidden with the records they lead to; rows have no masks of their own. */
const linked = new Set([
  ...['relation', 'relations', 'user', 'users', 'department', 'tree_parent'],
  ...['file', 'files', 'image', 'signature'],
])
const unmasked = (name: string) => linked.has(name) || name === 'polymorphic' || name === 'children'

test.group('records | matrix of field types and rights', (group) => {
  let matrix: Matrix
  group.setup(async () => {
    matrix = await openMatrix()
    return () => matrix.db.drop()
  })

  for (const name of givenTypes.filter((one) => !unmasked(one))) {
    const key = keyOf(name)

    test(`${name}: who sees it masked learns nothing of it`, async ({ assert }) => {
      const { records } = matrix
      const { valid } = matrix.sampleOf(name)
      const veiled = actorWith(['sample.veiled'])
      const { id } = await matrix.make(name, { name: `mask ${name}`, nth: 0 })
      const read = (await records.get(veiled, thing, String(id))).data[key]
      assert.isString(read)
      assert.match(String(read), /^\*{4}/)
      assert.notDeepEqual(read, valid[0]![1])
      const { data } = await records.history(veiled, thing, String(id))
      const told = data[0]!.changes.find(({ field }) => field === key)
      assert.match(String(told && 'after' in told ? told.after : ''), /^\*{4}/)
      const filter = JSON.stringify({ [key]: { empty: false } })
      const masked = await faultsOf(() => records.list(veiled, thing, { filter, sort: key }))
      assert.deepEqual(
        masked.map(({ code }) => code),
        ['E_QUERY_FIELD_MASKED', 'E_QUERY_FIELD_MASKED']
      )
      const body = { groupBy: [key], measures: [{ do: 'count', as: 'n' }] }
      assert.deepEqual(
        (await faultsOf(() => records.aggregate(veiled, thing, body))).map(({ code }) => code),
        ['E_QUERY_FIELD_MASKED']
      )
    })
  }

  for (const name of givenTypes) {
    const key = keyOf(name)

    test(`${name}: grouped by, or refused by name`, async ({ assert }) => {
      const { records, actor } = matrix
      const mark = `group ${name}`
      for (const nth of [0, 0, -1, null]) {
        // A link to one record that many share is no fault; a value is given twice.
        await matrix.make(name, { name: mark, nth })
      }
      const measures = [{ do: 'count', as: 'n' }]
      const ask = () =>
        records.aggregate(actor, thing, { groupBy: [key], measures, filter: { name: mark } })
      const field = matrix.fieldOf(name)
      if (field.column === null || !field.type.sortable) {
        const [fault] = await faultsOf(ask)
        assert.equal(fault?.status, 400)
        assert.include(fault?.message('zh-CN'), key)
        return
      }
      const { data } = await ask()
      assert.deepEqual(data.map(({ n }) => n).sort(), [1, 1, 2])
    })
  }

  for (const name of givenTypes) {
    const key = keyOf(name)

    test(`${name}: unique, or refused where the definition is read`, async ({ assert }) => {
      const documents = matrixDocuments.map((document) =>
        'schema' in document && (document as { key?: string }).key === thing
          ? { ...document, unique: [{ uid: 'matrixonly1', fields: [key] }] }
          : document
      )
      const { application, problems } = trySample(...documents)
      if (fieldSamples[name]?.unique === false) {
        assert.isNull(application)
        assert.deepInclude(
          problems.map(({ code, pointer }) => [code, pointer]),
          ['E_DEFINITION_REFERENCE', '/unique/0/fields/0']
        )
        return
      }
      assert.deepEqual(
        problems.filter(({ severity }) => severity !== 'warning'),
        []
      )
    })
  }

  test('values that are unique are given once, others as often as one likes', async ({
    assert,
  }) => {
    const single = givenTypes.filter((name) => fieldSamples[name]?.unique !== false)
    const plain = single.filter((name) => !linked.has(name) && name !== 'polymorphic')
    const unique = plain.map((name, n) => ({ uid: `matrixonly${n}`, fields: [keyOf(name)] }))
    const documents = matrixDocuments.map((document) =>
      (document as { key?: string; kind?: string }).key === thing
        ? { ...document, unique }
        : document
    )
    const db = await openRecords(...documents)
    const records = createRecords(db.environment)
    const actor = actorWith(['sample.all'])
    try {
      for (const name of plain) {
        const key = keyOf(name)
        const given = fieldSamples[name]!.valid[0]![0]
        await records.create(actor, thing, { name, [key]: given })
        const codes = await codesOf(() => records.create(actor, thing, { name, [key]: given }))
        assert.deepEqual(codes, [`E_RECORD_NOT_UNIQUE /${key}`])
      }
    } finally {
      await db.drop()
    }
  })

  test('every type is given or computed, and none is left out', ({ assert }) => {
    assert.sameMembers([...givenTypes, ...computedTypes], [...fieldTypes.keys()])
  })

  test('what the engine computes is read, found, sorted and refused', async ({ assert }) => {
    const { records, actor } = matrix
    const targets = (await records.list(actor, 'sample.target', { sort: 'name' })).data
    const made = []
    for (const n of [0, 1]) {
      const values = { name: 'computed', source: n + 1, target: targets[n]!.id }
      made.push(await records.create(actor, computedThing, values))
      for (let share = 0; share <= n; share++) {
        const whole = made[n]!.id
        await records.create(actor, 'sample.share', { whole, amount: '10' })
      }
    }
    await records.transition(actor, computedThing, String(made[1]!.id), 'finish', {})
    for (const name of computedTypes) {
      const key = keyOf(name)
      const { valid, invalid } = matrix.sampleOf(name)
      const [first, second] = [valid[0]![1], valid[1]![1]]
      const { data } = await records.list(actor, computedThing, { sort: 'source', fields: key })
      assert.deepEqual(
        data.map((one) => shown(one[key])),
        [first, second],
        name
      )
      const refused = await codesOf(() =>
        records.create(actor, computedThing, { name: 'x', [key]: invalid[0] })
      )
      assert.deepEqual(refused, [`E_FIELD_READONLY /${key}`])
      const filter = JSON.stringify({ [key]: { in: [second] }, name: 'computed' })
      const found = await records.list(actor, computedThing, { filter, sort: `-${key}` })
      assert.deepEqual(
        found.data.map(({ id }) => id),
        [made[1]!.id],
        name
      )
    }
  })
})
