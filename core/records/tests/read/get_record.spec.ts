import { test } from '@japa/runner'
import { systemActor } from '#engine/access/index.ts'
import { getRecord } from '#core/records/read/index.ts'
import { openLibrary, person } from './support/open_library.ts'
import type { Library } from './support/open_library.ts'

const librarian = person(['librarian'])
const owner = person(['owner'])

test.group('get_record', (group) => {
  let library: Library
  let shelved = ''
  let gone = ''
  group.setup(async () => {
    library = await openLibrary()
    const author = await library.insert('library.author', { name: '鲁迅', agent: null })
    const common = { author, card: '6222021234', owner_id: owner.userId }
    shelved = await library.insert('library.book', {
      ...common,
      title: '呐喊',
      status: 'shelved',
      price: '1.00',
    })
    gone = await library.insert('library.book', { ...common, title: '残卷', status: 'gone' })
    await library.insertMany('library.copy', [
      { parent_id: shelved, row_no: 2, shelf: 'B' },
      { parent_id: shelved, row_no: 1, shelf: 'A', worth: '2.50' },
    ])
    return () => library.close()
  })
  const get = (actor: typeof librarian, id: string, query = {}) =>
    getRecord(library.env, actor, 'library.book', id, query)

  test('a record comes with its sub-tables in the order of their rows', async ({ assert }) => {
    const { data } = await get(librarian, shelved)
    assert.equal(data.title, '呐喊')
    assert.deepEqual(
      (data.copies as Record<string, unknown>[]).map(({ shelf, worth, reader }) => [
        shelf,
        worth,
        reader,
      ]),
      [
        ['A', '2.50', null],
        ['B', null, null],
      ]
    )
    assert.deepEqual((await get(librarian, gone)).data.copies, [])
    const { data: some } = await get(librarian, shelved, { fields: 'title' })
    assert.deepEqual(Object.keys(some), ['id', 'rev', 'title'])
  })

  test('one statement for the record and one for each sub-table', async ({ assert }) => {
    const statements = await library.statements(() => get(librarian, shelved))
    assert.lengthOf(statements, 2)
  })

  test('a command can read what it has just written, inside its transaction', async ({
    assert,
  }) => {
    const { database } = library.env
    await database.tx(async (t) => {
      const { table } = library.application.entities.get('library.book')!
      await t.run(`UPDATE ${t.dialect.quote(table)} SET rev = 7 WHERE id = ?`, [gone])
      const { data } = await getRecord(library.env, librarian, 'library.book', gone, {}, t)
      assert.equal(data.rev, 7)
    })
  })

  test('can says what grants and states together allow', async ({ assert }) => {
    const all = [
      'title',
      'author',
      'keeper',
      'price',
      'weight',
      'pages',
      'lent',
      'bought',
      'seen_at',
      'genre',
      'cost',
      'card',
      'copies',
    ]
    assert.deepEqual((await get(librarian, shelved)).can, {
      update: true,
      delete: true,
      assign: true,
      reveal: [],
      transitions: ['drop'],
      fields: all,
    })
    assert.deepEqual((await get(librarian, gone)).can, {
      update: false,
      delete: false,
      assign: true,
      reveal: [],
      transitions: [],
      fields: [],
    })
    assert.deepEqual((await get(owner, shelved)).can, {
      update: true,
      delete: false,
      assign: false,
      reveal: [],
      transitions: ['drop'],
      fields: all,
    })
    assert.deepEqual((await get(person(['visitor']), shelved)).can, {
      update: false,
      delete: false,
      assign: false,
      reveal: [],
      transitions: [],
      fields: [],
    })
    const engine = (await get(systemActor, gone)).can
    assert.deepEqual([engine.update, engine.transitions], [true, []])
  })

  test('read-only and denied fields are not among those that can be changed', async ({
    assert,
  }) => {
    const { data, can } = await get(person(['desk']), shelved)
    assert.notInclude(can.fields, 'price')
    assert.notInclude(can.fields, 'cost')
    assert.include(can.fields, 'title')
    assert.deepEqual([data.price, data.card], ['1.00', '****1234'])
    assert.notProperty(data, 'cost')
    // Another role that lets the field be written adds it, on the rows it is about.
    const both = person(['desk', 'owner'], { userId: owner.userId })
    assert.include((await get(both, shelved)).can.fields, 'price')
    assert.equal((await get(both, shelved)).data.card, '6222021234')
  })
})
