import { test } from '@japa/runner'
import { rowsOf } from '../../history/changes.ts'
import { newId } from '../../storage/ids.ts'
import { actorWith, codesOf, faultsOf, openRecords, writing } from '../support/open_records.ts'
import type { SampleRecords } from '../support/open_records.ts'

test.group('records | create and patch', (group) => {
  let db: SampleRecords
  let keeper: ReturnType<typeof writing>
  const actor = actorWith(['library.keeper'])
  group.setup(async () => {
    db = await openRecords()
    keeper = writing(db, actor)
    return () => db.drop()
  })
  const book = (more: object = {}) => ({ name: `书 ${newId()}`, price: '12.5', ...more })
  const rows = (record: object) =>
    rowsOf(record as never, db.application.entities.get('library.book')!.fields.get('copies')!)

  test('a new record has defaults, formulas, number, state, owner and revision 1', async ({
    assert,
  }) => {
    const made = await keeper.create('library.book', {
      ...book({ name: '史记' }),
      copies: [
        { place: '一楼', number: 2 },
        { place: '二楼', number: 1, discount: '0.5' },
      ],
    })
    assert.containSubset(made, {
      ...{
        rev: 1,
        price: '12.50',
        lendable: true,
        bought_on: '2026-11-22',
        worth: '31.25',
        count: 3,
      },
      ...{ status: 'shelved', owner_id: actor.userId, created_by: actor.userId, deleted_at: null },
    })
    assert.match(String(made.no), /^B-2026-\d{3}$/)
    assert.equal(made.label, `${made.no} 史记`)
    assert.deepEqual(
      rows(made).map((row) => [row.row_no, row.discount, row.worth]),
      [
        [1, '1.00', '25.00'],
        [2, '0.50', '6.25'],
      ]
    )
  })

  test('a field given as blank stays blank, one left out takes its default', async ({ assert }) => {
    const made = await keeper.create('library.book', book({ bought_on: null }))
    assert.isNull(made.bought_on)
    assert.isTrue(made.lendable)
  })

  test('a patch changes what it names, moves the revision once and recomputes', async ({
    assert,
  }) => {
    const made = await keeper.create(
      'library.book',
      book({ copies: [{ place: 'A', number: 2 }], pages: 10 })
    )
    const changed = await keeper.patch('library.book', made, { price: '3', pages: null })
    assert.containSubset(changed, {
      rev: 2,
      price: '3.00',
      pages: null,
      worth: '6.00',
      name: made.name,
    })
    const same = await keeper.patch('library.book', changed, { price: '3.00' })
    assert.equal(same.rev, 2)
  })

  test('children merge: new, changed, removed, unnamed', async ({ assert }) => {
    const made = await keeper.create('library.book', {
      ...book({ price: '1' }),
      copies: [
        { place: 'A', number: 1 },
        { place: 'B', number: 2 },
        { place: 'C', number: 3 },
      ],
    })
    const [a, b, c] = rows(made)
    const changed = await keeper.patch('library.book', made, {
      copies: [
        { place: 'D', number: 4 },
        { id: b!.id, number: 20 },
        { id: a!.id, $delete: true },
      ],
    })
    assert.deepEqual(
      rows(changed).map((row) => [
        row.id === b!.id || row.id === c!.id,
        row.place,
        row.number,
        row.row_no,
      ]),
      [
        [true, 'B', 20, 2],
        [true, 'C', 3, 3],
        [false, 'D', 4, 4],
      ]
    )
    assert.equal(changed.count, 27)
    assert.equal(changed.rev, 2)
    assert.equal((await keeper.patch('library.book', changed, { copies: [] })).rev, 2)
  })

  test('a row that is no row of this record is refused', async ({ assert }) => {
    const other = await keeper.create('library.book', book({ copies: [{ place: 'A', number: 1 }] }))
    const mine = await keeper.create('library.book', book())
    const foreign = rows(other)[0]!.id
    const patch = () => keeper.patch('library.book', mine, { copies: [{ id: foreign, number: 9 }] })
    assert.deepEqual(await codesOf(patch), ['E_FIELD_REFERENCE /copies/0/id'])
    const twice = () =>
      keeper.patch('library.book', other, {
        copies: [{ id: foreign }, { id: foreign, $delete: true }],
      })
    assert.deepEqual(await codesOf(twice), ['E_RECORD_INVALID /copies/1'])
  })

  test('all faults come at once, each at its place', async ({ assert }) => {
    const bad = {
      ...{ isbn: 'x', price: '-1', pages: 1.5, subject: 'cooking', author: newId(), nothing: 1 },
      ...{ read_on: '2020-01-01', status: 'lent', count: 3, remark: 'x' },
      copies: [
        { place: 'A', number: 1 },
        { number: 0, discount: '1.234', place: 'x'.repeat(21) },
        7,
      ],
    }
    assert.deepEqual(await codesOf(() => keeper.create('library.book', bad)), [
      'E_FIELD_READONLY /count',
      'E_FIELD_READONLY /remark',
      'E_FIELD_READONLY /status',
      'E_FIELD_REFERENCE /author',
      'E_RECORD_INVALID /copies/1/discount',
      'E_RECORD_INVALID /copies/1/number',
      'E_RECORD_INVALID /copies/1/place',
      'E_RECORD_INVALID /copies/2',
      'E_RECORD_INVALID /isbn',
      'E_RECORD_INVALID /name',
      'E_RECORD_INVALID /nothing',
      'E_RECORD_INVALID /pages',
      'E_RECORD_INVALID /price',
      'E_RECORD_INVALID /read_on',
      'E_RECORD_INVALID /subject',
    ])
    const faults = await faultsOf(() => keeper.create('library.book', bad))
    const message = (path: string) => faults.find((f) => f.path === path)?.message('zh-CN') ?? ''
    assert.match(message('/name'), /书名.*不能为空/)
    assert.match(message('/copies/1/number'), /馆藏.*第 2 行.*册数/)
    assert.equal(message('/read_on'), '读毕日期不能早于购入日期')
    assert.isTrue(faults.every((fault) => fault.status === 422))
  })

  test('faults in a row found after the merge point at the item of the body', async ({
    assert,
  }) => {
    const made = await keeper.create(
      'library.book',
      book({
        copies: [
          { place: 'A', number: 1 },
          { place: 'B', number: 1 },
        ],
      })
    )
    const second = rows(made)[1]!.id
    const patch = () =>
      keeper.patch('library.book', made, { copies: [{ id: second, place: null }] })
    assert.deepEqual(await codesOf(patch), ['E_RECORD_INVALID /copies/0/place'])
  })

  test('a code that is switched off is kept where it stood and refused where it is new', async ({
    assert,
  }) => {
    const make = () => keeper.create('library.book', book({ subject: 'old_arts' }))
    assert.deepEqual(await codesOf(make), ['E_RECORD_INVALID /subject'])
    const made = await keeper.create('library.book', book({ subject: 'history' }))
    const { table, fields } = db.application.entities.get('library.book')!
    const column = fields.get('subject')!.column
    await db.database.tx((t) =>
      t.run(`UPDATE "${table}" SET "${column}" = 'old_arts' WHERE id = ?`, [made.id])
    )
    const kept = await keeper.patch('library.book', made, { subject: 'old_arts', pages: 5 })
    assert.equal(kept.subject, 'old_arts')
  })

  test('the same name by the same author, or the same ISBN, is refused at its fields', async ({
    assert,
  }) => {
    const author = await keeper.create('library.author', { name: '班固' })
    const first = book({ author: author.id, isbn: '1234' })
    await keeper.create('library.book', first)
    assert.deepEqual(await codesOf(() => keeper.create('library.book', { ...first, isbn: null })), [
      'E_RECORD_NOT_UNIQUE /author',
      'E_RECORD_NOT_UNIQUE /name',
    ])
    assert.deepEqual(await codesOf(() => keeper.create('library.book', book({ isbn: '1234' }))), [
      'E_RECORD_NOT_UNIQUE /isbn',
    ])
    const [fault] = await faultsOf(() => keeper.create('library.book', book({ isbn: '1234' })))
    assert.deepEqual([fault?.status, fault?.message('zh-CN')], [409, 'ISBN已存在，不能重复'])
  })

  test('a unique of a sub-table holds within one record', async ({ assert }) => {
    const { id } = await keeper.create('library.author', { name: '保管' })
    const copies = [{ place: 'A', number: 1, keeper: id }]
    await keeper.create('library.book', book({ copies }))
    await keeper.create('library.book', book({ copies }))
    const twice = () => keeper.create('library.book', book({ copies: [...copies, ...copies] }))
    assert.deepEqual(await codesOf(twice), ['E_RECORD_NOT_UNIQUE /copies'])
  })

  test('a link to a deleted record is refused', async ({ assert }) => {
    const author = await keeper.create('library.author', { name: '无名' })
    await keeper.remove('library.author', author)
    const make = () => keeper.create('library.book', book({ author: author.id }))
    assert.deepEqual(await codesOf(make), ['E_FIELD_REFERENCE /author'])
    const inRow = () =>
      keeper.create(
        'library.book',
        book({ copies: [{ place: 'A', number: 1, keeper: author.id }] })
      )
    assert.deepEqual(await codesOf(inRow), ['E_FIELD_REFERENCE /copies/0/keeper'])
  })

  test('a refused command leaves nothing: no row, no history, no number', async ({ assert }) => {
    const counts = () =>
      Promise.all(
        [
          'record_history',
          'audit_entries',
          'number_counters',
          db.application.entities.get('library.copy')!.table,
        ].map((table) => db.database.read.all(`SELECT COUNT(*) AS n FROM "${table}"`))
      )
    const first = book({ isbn: '7777', copies: [{ place: 'A', number: 1 }] })
    const made = await keeper.create('library.book', first)
    const before = await counts()
    await faultsOf(() => keeper.create('library.book', { ...first, name: '另一本' }))
    await faultsOf(() =>
      keeper.patch('library.book', made, { name: '', copies: [{ place: 'B', number: 1 }] })
    )
    assert.deepEqual(await counts(), before)
    const next = await keeper.create('library.book', book())
    const number = (record: object) => Number(String((record as { no: string }).no).slice(-3))
    assert.equal(number(next), number(made) + 1)
  })

  test('an unknown entity, a sub-table, an unknown id and a missing revision are told apart', async ({
    assert,
  }) => {
    assert.deepEqual(await codesOf(() => keeper.create('library.moon', {})), [
      'E_DEFINITION_UNKNOWN',
    ])
    const [child] = await faultsOf(() => keeper.create('library.copy', {}))
    assert.deepEqual([child?.code, child?.status], ['E_RECORD_CHILD', 405])
    const nobody = { id: newId(), rev: 1 }
    assert.deepEqual(await codesOf(() => keeper.patch('library.book', nobody, {})), [
      'E_RECORD_NOT_FOUND',
    ])
    const noId = { id: "' OR 1=1 --", rev: 1 }
    assert.deepEqual(await codesOf(() => keeper.patch('library.book', noId, {})), [
      'E_RECORD_NOT_FOUND',
    ])
    const made = await keeper.create('library.book', book())
    const [required] = await faultsOf(() =>
      keeper.patch('library.book', { id: made.id, rev: null as never }, {})
    )
    assert.deepEqual([required?.code, required?.status], ['E_RECORD_REV_REQUIRED', 428])
  })

  test('creating and patching take few statements', async ({ assert }) => {
    const author = await keeper.create('library.author', { name: '一人' })
    const seen: string[] = []
    const stop = db.database.onStatement(({ sql }) => void seen.push(sql))
    const made = await keeper.create('library.author', { name: '二人' })
    assert.isAtMost(seen.splice(0).length, 4)
    await keeper.patch('library.author', made, { name: '三人' })
    assert.isAtMost(seen.splice(0).length, 5)
    const copies = Array.from({ length: 50 }, (_, n) => ({
      place: `架 ${n}`,
      number: 1,
      keeper: author.id,
    }))
    await keeper.create('library.book', book({ copies, author: author.id }))
    assert.isAtMost(seen.splice(0).length, 7)
    stop()
  })
})
