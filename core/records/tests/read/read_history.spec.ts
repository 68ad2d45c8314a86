import { test } from '@japa/runner'
import { readHistory } from '#core/records/read/index.ts'
import type { HistoryEntry } from '#core/records/read/index.ts'
import { newId } from '#core/records/storage/ids.ts'
import { noon, openLibrary, person } from './support/open_library.ts'
import type { Library } from './support/open_library.ts'
import { refusedWith } from './support/refused.ts'

const librarian = person(['librarian'])
const owner = person(['owner'])

test.group('read_history', (group) => {
  let library: Library
  let author = ''
  let book = ''
  const row = newId()
  group.setup(async () => {
    library = await openLibrary()
    await library.insert('sample.user', { id: librarian.userId, name: '馆员' })
    author = await library.insert('library.author', { name: '鲁迅' })
    book = await library.insert('library.book', { title: '呐喊', owner_id: owner.userId })
    const uid = (entity: string, key: string) =>
      library.application.entities.get(entity)!.fields.get(key)!.uid
    const field = (key: string) => uid('library.book', key)
    await write(1, 'system', 'create', {
      [field('title')]: [null, '旧名'],
      [field('card')]: [null, '6222021234'],
      [field('cost')]: [null, 'secret'],
      zzzz9999: ['of a field', 'that is gone'],
    })
    await write(2, librarian.userId, 'update', {
      [field('title')]: ['旧名', '呐喊'],
      [field('author')]: [null, author],
      owner_id: [null, owner.userId],
      [field('copies')]: {
        [row]: {
          '+': {
            row_no: 1,
            [uid('library.copy', 'shelf')]: 'A',
            [uid('library.copy', 'reader')]: author,
          },
        },
      },
    })
    await write(3, newId(), 'transition:drop', {
      [field('status')]: ['shelved', 'gone'],
      [field('copies')]: { [row]: { row_no: [1, 2], [uid('library.copy', 'shelf')]: ['A', 'B'] } },
    })
    return () => library.close()
  })

  async function write(rev: number, actor: string, command: string, changes: object) {
    const { uid } = library.application.entities.get('library.book')!
    await library.env.database.tx((t) =>
      t.run(
        `INSERT INTO record_history (entity_uid, record_id, rev, at, actor, command, release, changes)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        [uid, book, rev, noon, actor, command, 'r', JSON.stringify(changes)]
      )
    )
  }
  const read = (actor: typeof librarian, query = {}) =>
    readHistory(library.env, actor, 'library.book', book, query)
  const fields = (entry: HistoryEntry) => entry.changes.map((change) => change.field)

  test('revisions come newest first, under the names of today, with who did it', async ({
    assert,
  }) => {
    const { data, page } = await read(librarian)
    assert.deepEqual(
      data.map(({ rev, at, command, actor }) => [rev, at, command, actor.name]),
      [
        [3, noon, 'transition:drop', null],
        [2, noon, 'update', '馆员'],
        [1, noon, 'create', '系统'],
      ]
    )
    assert.isNull(page.next)
    assert.deepEqual(data[1]!.changes, [
      { field: 'title', title: '书名', before: '旧名', after: '呐喊' },
      { field: 'author', title: '作者', before: null, after: { id: author, title: '鲁迅' } },
      {
        field: 'owner_id',
        title: '负责人',
        before: null,
        after: { id: owner.userId, title: null },
      },
      {
        field: 'copies',
        title: '副本',
        rows: [
          {
            id: row,
            change: 'added',
            changes: [
              { field: 'shelf', title: '书架', before: null, after: 'A' },
              {
                field: 'reader',
                title: '读者',
                before: null,
                after: { id: author, title: '鲁迅' },
              },
            ],
          },
        ],
      },
    ])
    assert.deepEqual(data[0]!.changes[1], {
      field: 'copies',
      title: '副本',
      rows: [
        {
          id: row,
          change: 'changed',
          changes: [{ field: 'shelf', title: '书架', before: 'A', after: 'B' }],
        },
      ],
    })
    assert.deepEqual(fields(data[2]!), ['title', 'card', 'cost'])
  })

  test('fields the actor may not read on this record are in no revision; masked ones are masked', async ({
    assert,
  }) => {
    const desk = (await read(person(['desk']))).data
    assert.deepEqual(fields(desk[2]!), ['title', 'card'])
    assert.deepInclude(desk[2]!.changes[1], { before: null, after: '****1234' })
    assert.notInclude(JSON.stringify(desk), 'secret')
    const visitor = (await read(person(['visitor']))).data
    assert.deepEqual(visitor.map(fields), [['status'], ['title', 'author', 'owner_id'], ['title']])
    const mine = (await read(person(['visitor'], { userId: owner.userId }))).data
    assert.deepEqual(fields(mine[2]!), ['title', 'card', 'cost'])
  })

  test('it is read in pages, with cursors of their own', async ({ assert }) => {
    const first = await read(librarian, { limit: '2' })
    assert.deepEqual(
      first.data.map(({ rev }) => rev),
      [3, 2]
    )
    const second = await read(librarian, { limit: '2', cursor: first.page.next })
    assert.deepEqual([second.data.map(({ rev }) => rev), second.page.next], [[1], null])
    const foreign = await refusedWith(read(person(['librarian']), { cursor: first.page.next }))
    assert.deepEqual(foreign.codes, ['E_QUERY_INVALID_CURSOR'])
    const unknown = await refusedWith(read(librarian, { sort: 'rev' }))
    assert.deepEqual(unknown.codes, ['E_QUERY_UNKNOWN_PARAMETER'])
  })

  test('the number of statements does not depend on the number of revisions', async ({
    assert,
  }) => {
    const few = await library.statements(() => read(librarian, { limit: '2' }))
    const all = await library.statements(() => read(librarian))
    assert.equal(few.length, all.length)
  })
})
