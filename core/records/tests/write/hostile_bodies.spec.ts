import { test } from '@japa/runner'
import { systemFields } from '#engine/values.ts'
import { newId } from '../../storage/ids.ts'
import { actorWith, codesOf, openRecords, writing } from '../support/open_records.ts'
import type { SampleRecords } from '../support/open_records.ts'

test.group('records | hostile bodies', (group) => {
  let db: SampleRecords
  let keeper: ReturnType<typeof writing>
  group.setup(async () => {
    db = await openRecords()
    keeper = writing(db, actorWith(['library.keeper']))
    return () => db.drop()
  })
  const stored = async (entity: string, id: string) => {
    const { table } = db.application.entities.get(entity)!
    return (await db.database.read.all(`SELECT * FROM "${table}" WHERE id = ?`, [id]))[0]
  }

  // What a client may try to slip in: the engine's columns, their camelCase, and what other systems call them.
  const engineFields = [
    ...systemFields,
    ...['orgId', 'ownerId', 'createdBy', 'version', 'state', 'role', 'isAdmin', 'approvedAt'],
    ...['parent_id', 'row_no', '$delete', 'deletedAt', 'entity', '_id'],
  ]

  test('T013 engine columns given by a client are refused by name, on create and on update, and the row proves it', async ({
    assert,
  }) => {
    for (const entity of ['library.author', 'library.book', 'library.review']) {
      const good = {
        'library.author': { name: 'n' },
        'library.book': { name: newId(), price: '1' },
        'library.review': { words: 'w' },
      }[entity]!
      const made = await keeper.create(entity, good)
      const before = await stored(entity, made.id)
      for (const field of engineFields) {
        for (const value of [newId(), true, '2020-01-01T00:00:00.000Z', 7]) {
          const expected = [`E_RECORD_INVALID /${field}`]
          assert.deepEqual(
            await codesOf(() => keeper.create(entity, { ...good, [field]: value })),
            expected
          )
          assert.deepEqual(
            await codesOf(() => keeper.patch(entity, made, { [field]: value })),
            expected
          )
        }
      }
      assert.deepEqual(await stored(entity, made.id), before)
    }
  })

  test('T013 states, serial numbers, formulas and read-only fields are refused as such', async ({
    assert,
  }) => {
    const made = await keeper.create('library.book', { name: '一', price: '1' })
    for (const field of ['no', 'status', 'worth', 'count', 'label', 'remark']) {
      const expected = [`E_FIELD_READONLY /${field}`]
      assert.deepEqual(
        await codesOf(() => keeper.patch('library.book', made, { [field]: 'gone' })),
        expected
      )
      assert.deepEqual(
        await codesOf(() =>
          keeper.create('library.book', { name: '二', price: '1', [field]: null })
        ),
        expected
      )
    }
  })

  test('T013 engine columns in rows of a sub-table are refused too', async ({ assert }) => {
    const made = await keeper.create('library.book', { name: '三', price: '1' })
    for (const field of ['parent_id', 'row_no', 'rev', 'owner_id', 'deleted_at']) {
      const copies = [{ place: 'A', number: 1, [field]: newId() }]
      assert.deepEqual(await codesOf(() => keeper.patch('library.book', made, { copies })), [
        `E_RECORD_INVALID /copies/0/${field}`,
      ])
    }
    const smuggled = { copies: [{ id: newId(), place: 'A', number: 1 }] }
    assert.deepEqual(
      await codesOf(() => keeper.create('library.book', { name: '四', price: '1', ...smuggled })),
      ['E_FIELD_REFERENCE /copies/0/id']
    )
  })

  test('T010 keys that reach a prototype are refused at every depth, named, and nothing is written', async ({
    assert,
  }) => {
    const made = await keeper.create('library.book', { name: '五', price: '1' })
    const before = await stored('library.book', made.id)
    const bodies = [
      ['{"__proto__":{"x":1}}', '/__proto__'],
      ['{"constructor":{"prototype":{"x":1}}}', '/constructor'],
      ['{"constructor.prototype.x":1}', '/constructor.prototype.x'],
      ['{"prototype":1}', '/prototype'],
      ['{"copies":[{"place":"A","number":1,"__proto__":{"x":1}}]}', '/copies/0/__proto__'],
      ['{"name":{"a":[{"b":{"__proto__":1}}]}}', '/name/a/0/b/__proto__'],
    ] as const
    for (const [body, path] of bodies) {
      const expected = [`E_BODY_FORBIDDEN_KEY ${path}`]
      assert.deepEqual(
        await codesOf(() => keeper.patch('library.book', made, JSON.parse(body))),
        expected
      )
      assert.deepEqual(
        await codesOf(() => keeper.create('library.book', JSON.parse(body))),
        expected
      )
      assert.deepEqual(
        await codesOf(() =>
          keeper.transition('library.book', made, 'lose', { values: JSON.parse(body) })
        ),
        [`E_BODY_FORBIDDEN_KEY /values${path}`]
      )
    }
    assert.isUndefined(({} as { x?: unknown }).x)
    assert.deepEqual(await stored('library.book', made.id), before)
  })

  test('a body that is no object, or nested too deep, is refused', async ({ assert }) => {
    for (const body of [[], 'x', 7, true]) {
      assert.deepEqual(await codesOf(() => keeper.create('library.author', body)), [
        'E_RECORD_INVALID',
      ])
    }
    let deep: unknown = 1
    for (let i = 0; i < 40; i++) deep = { a: deep }
    assert.deepEqual(await codesOf(() => keeper.create('library.author', { name: deep })), [
      'E_BODY_TOO_DEEP',
    ])
  })

  test('values that look like SQL or templates are kept as they are', async ({ assert }) => {
    for (const name of [
      "'); DROP TABLE x; --",
      '{{1+1}}',
      '? ?? :id $1',
      '\\?',
      '<b>"x"</b>',
      '😀𠮷',
    ]) {
      const made = await keeper.create('library.author', { name })
      assert.equal(made.name, name)
      const [field] = [db.application.entities.get('library.author')!.fields.get('name')!.column!]
      assert.equal((await stored('library.author', made.id))?.[field], name)
    }
  })
})
