/** A choice of several codes: what the dictionary offers, and what it offered when it was chosen. */
import { test } from '@japa/runner'
import { registryOf } from '#core/definitions/index.ts'
import { compileSample } from '../../../engine/tests/support/compile_sample.ts'
import { createRecords } from '../../create_records.ts'
import { actorWith, faultsOf, openRecords } from '../support/open_records.ts'

const documents = (isOff: boolean) => [
  {
    kind: 'dictionary',
    key: 'shop.kind',
    items: [
      { code: 'a', title: '甲' },
      { code: 'b', title: '乙', off: isOff },
    ],
  },
  {
    ...{ kind: 'entity', key: 'shop.item', titleField: 'name' },
    schema: {
      type: 'object',
      properties: {
        name: { type: 'string' },
        kinds: { 'x-type': 'multiselect', 'x-dictionary': 'shop.kind', 'maxItems': 2 },
        other: { 'x-type': 'multiselect', 'x-dictionary': 'shop.kind' },
      },
    },
  },
  { kind: 'role', key: 'shop.keeper', grants: [{ entity: '*', actions: ['*'] }] },
]

test.group('write | a choice of several', () => {
  test('codes that the dictionary has not, or no more, are refused', async ({
    assert,
    cleanup,
  }) => {
    const db = await openRecords(...documents(true))
    cleanup(() => db.drop())
    const records = createRecords(db.environment)
    const actor = actorWith(['shop.keeper'])
    for (const kinds of [['c'], ['a', 'b'], ['a', 'b', 'c']]) {
      const faults = await faultsOf(() => records.create(actor, 'shop.item', { kinds }))
      assert.deepEqual(
        faults.map(({ path }) => path),
        ['/kinds']
      )
    }
  })

  test('one switched off stays where it was chosen, and cannot be chosen again', async ({
    assert,
    cleanup,
  }) => {
    const db = await openRecords(...documents(false))
    cleanup(() => db.drop())
    const actor = actorWith(['shop.keeper'])
    const before = createRecords(db.environment)
    const { id } = await before.create(actor, 'shop.item', { kinds: ['b'] })
    const off = compileSample(...documents(true))
    const records = createRecords({ ...db.environment, registry: registryOf(off) })
    const patch = (values: object, rev: number) =>
      records.patch(actor, 'shop.item', id, values, { rev })
    assert.deepEqual((await patch({ kinds: ['a', 'b'] }, 1)).kinds, ['a', 'b'])
    const [fault] = await faultsOf(() => patch({ other: ['b'] }, 2))
    assert.equal(fault?.path, '/other')
    assert.deepEqual((await patch({ kinds: ['a'] }, 2)).kinds, ['a'])
    assert.lengthOf(await faultsOf(() => patch({ kinds: ['b'] }, 3)), 1)
  })
})
