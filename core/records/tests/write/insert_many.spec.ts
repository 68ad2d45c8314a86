import { test } from '@japa/runner'
import type { Values } from '#engine/values.ts'
import { newId } from '../../storage/ids.ts'
import { onRecordChanged } from '../../write/changed.ts'
import { insertBatches } from '../../write/insert_many.ts'
import { actorWith, codesOf, openRecords, writing } from '../support/open_records.ts'
import type { SampleRecords } from '../support/open_records.ts'

test.group('records | insert many', (group) => {
  let db: SampleRecords
  group.each.setup(async () => {
    db = await openRecords()
    return () => db.drop()
  })
  const insert = (entity: string, rows: readonly Values[]) =>
    insertBatches(db.environment, [{ entity, rows }])
  const all = (entity: string) => {
    const { table } = db.application.entities.get(entity)!
    return db.database.read.all(`SELECT * FROM "${table}" ORDER BY id`)
  }
  const column = (key: string) =>
    db.application.entities.get('library.book')!.fields.get(key)!.column!

  test('ids, dates, owners, states and numbers may be given; formulas, defaults and history follow', async ({
    assert,
  }) => {
    const [id, owner] = [newId(), newId()]
    const at = '2025-03-03T01:00:00.000Z'
    const rows = [
      { name: '无号', price: '1', created_at: at },
      {
        id,
        name: '有号',
        price: '2',
        no: 'B-2025-041',
        status: 'lost',
        created_at: at,
        created_by: owner,
        copies: [{ place: 'A', number: 3 }],
      },
      { name: '今年', price: '3' },
    ] as unknown as Values[]
    const ids = await insert('library.book', rows)
    assert.equal(ids[1], id)
    const stored = new Map((await all('library.book')).map((row) => [row[column('name')], row]))
    assert.containSubset(stored.get('有号'), {
      id,
      rev: 1,
      created_at: at,
      updated_at: at,
      created_by: owner,
      owner_id: owner,
      [column('status')]: 'lost',
      [column('worth')]: 600,
    })
    assert.equal(stored.get('无号')?.[column('no')], 'B-2025-042')
    assert.equal(stored.get('今年')?.[column('no')], 'B-2026-001')
    assert.equal(stored.get('今年')?.[column('status')], 'shelved')
    const history = await db.database.read.all('SELECT rev, command, actor FROM record_history')
    assert.deepEqual(
      history,
      Array.from({ length: 3 }, () => ({ rev: 1, command: 'import', actor: 'system' }))
    )
    const next = await writing(db, actorWith(['library.keeper'])).create('library.book', {
      name: '下一本',
      price: '1',
    })
    assert.equal(next.no, 'B-2026-002')
  })

  test('every fault of every row is told with its place, and nothing is inserted', async ({
    assert,
  }) => {
    const rows = [
      { name: '好' },
      { level: 'x' },
      { name: '好', id: 'not-an-id' },
      { name: '好', created_at: '2025-03-03' },
    ]
    assert.deepEqual(await codesOf(() => insert('library.author', rows as unknown as Values[])), [
      'E_RECORD_INVALID /1/level',
      'E_RECORD_INVALID /2/id',
      'E_RECORD_INVALID /3/created_at',
    ])
    assert.deepEqual(await codesOf(() => insert('library.author', [{ name: 'a' }, {}])), [
      'E_RECORD_INVALID /1/name',
    ])
    assert.isEmpty(await all('library.author'))
    const dangling = [{ words: '好', book: newId() }]
    assert.deepEqual(await codesOf(() => insert('library.review', dangling)), [
      'E_FIELD_REFERENCE /0/book',
    ])
  })

  test('rows of several entities point to each other in one transaction, whatever their order', async ({
    assert,
  }) => {
    const [author, book] = [newId(), newId()]
    const ids = await insertBatches(db.environment, [
      { entity: 'library.review', rows: [{ words: '好', book }] },
      { entity: 'library.book', rows: [{ id: book, name: '一', price: '1', author }] },
      { entity: 'library.author', rows: [{ id: author, name: '甲' }] },
    ])
    assert.lengthOf(ids, 3)
    assert.lengthOf(await all('library.review'), 1)
  })

  test('3,000 rows with children take a few seconds and few statements, and all are announced', async ({
    assert,
  }) => {
    let statements = 0
    const heard: string[] = []
    const stops = [
      db.database.onStatement(() => statements++),
      onRecordChanged(({ id }) => heard.push(id)),
    ]
    const rows = Array.from({ length: 3_000 }, (_, n) => ({
      ...{
        name: `书 ${n}`,
        price: '1.25',
        created_at: n % 2 ? '2024-05-01T00:00:00.000Z' : '2020-05-01T00:00:00.000Z',
      },
      copies: [
        { place: 'A', number: 1 },
        { place: 'B', number: 2 },
      ],
    })) as unknown as Values[]
    // 1,500 of a year do not fit three digits.
    assert.deepEqual(await codesOf(() => insert('library.book', rows)), [
      'E_FIELD_SERIAL_EXHAUSTED',
    ])
    const started = performance.now()
    const ids = await insert('library.book', rows.slice(0, 1_900))
    assert.isBelow(performance.now() - started, 8_000)
    assert.isBelow(statements, 300)
    assert.deepEqual(heard.toSorted(), ids.toSorted())
    for (const stop of stops) stop()
    assert.lengthOf(await all('library.copy'), 3_800)
  })
})
