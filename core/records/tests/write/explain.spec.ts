import { test } from '@japa/runner'
import type { Actor } from '#engine/access/index.ts'
import type { Language } from '#engine/errors.ts'
import { newId } from '../../storage/ids.ts'
import { explainAccess } from '../../write/explain/explain_access.ts'
import { libraryDocuments } from '../support/library.ts'
import { actorWith, codesOf, openRecords, writing } from '../support/open_records.ts'
import type { SampleRecords } from '../support/open_records.ts'

/** The library, and a role whose third grant is narrowed by fields its holder may not read. */
const watched = [
  ...libraryDocuments,
  {
    kind: 'role',
    key: 'library.watcher',
    title: '观察员',
    grants: [
      {
        entity: 'library.book',
        actions: ['read'],
        fields: { only: ['name', 'pages', 'lendable'] },
      },
      {
        entity: 'library.book',
        actions: ['update'],
        rows: { pages: { lt: 5 }, lost_note: '公开' },
      },
    ],
  },
]

test.group('records | explain', (group) => {
  let db: SampleRecords
  let keeper: ReturnType<typeof writing>
  const reader = actorWith(['library.reader'])
  const librarian = actorWith(['library.keeper'])
  group.setup(async () => {
    db = await openRecords()
    keeper = writing(db, librarian)
    return () => db.drop()
  })
  const book = (more: object = {}) => ({ name: newId(), price: '1', ...more })
  const explain = (
    actor: Actor,
    { id }: { id: string },
    query: Record<string, string>,
    language: Language = 'zh-CN'
  ) => explainAccess(db.environment, actor, { entity: 'library.book', id, query, language })

  test('which grant of which role allows, in Chinese and in English', async ({ assert }) => {
    const made = await keeper.create('library.book', book())
    const query = { action: 'update', field: 'pages' }
    assert.deepEqual(await explain(reader, made, query), {
      ...{ allowed: true, action: 'update', field: 'pages', lifecycle: null },
      text: '可以修改“页数”：由角色“读者”授权',
      grants: [
        {
          ...{ role: 'library.reader', title: '读者', index: 0, allows: true, failing: [] },
          text: '角色“读者”的这项授权允许修改“页数”',
        },
      ],
    })
    const { text } = await explain(reader, made, query, 'en')
    assert.equal(text, 'You may change "页数": granted by role "读者"')
  })

  test('a field the grant does not let write, an action it does not give', async ({ assert }) => {
    const made = await keeper.create('library.book', book())
    const price = await explain(reader, made, { action: 'update', field: 'price' })
    assert.isFalse(price.allowed)
    assert.equal(price.grants[0]?.text, '角色“读者”的这项授权不允许修改“单价”')
    const removal = await explain(reader, made, { action: 'delete' }, 'en')
    assert.isFalse(removal.allowed)
    assert.equal(
      removal.grants[0]?.text,
      'This grant of role "读者" does not give the right to delete'
    )
    const formula = await explain(librarian, made, { action: 'update', field: 'worth' })
    assert.deepEqual([formula.allowed, formula.text], [false, '不能修改“总值”：它由系统给出'])
  })

  test('which condition fails on this record, and none that names what one may not read', async ({
    assert,
  }) => {
    const both = actorWith(['library.watcher', 'library.reader'])
    const watching = await openRecords(...watched)
    try {
      const made = await writing(watching, librarian).create(
        'library.book',
        book({ lendable: false, pages: 9 })
      )
      const answer = await explainAccess(watching.environment, both, {
        ...{ entity: 'library.book', id: made.id, language: 'zh-CN' },
        query: { action: 'update' },
      })
      assert.isFalse(answer.allowed)
      assert.deepEqual(
        answer.grants.map(({ role, index, failing }) => [role, index, failing]),
        [
          ['library.reader', 0, ['可借为是']],
          ['library.watcher', 0, []],
          ['library.watcher', 1, ['页数小于 5', '一个您无权查看的条件']],
        ]
      )
    } finally {
      await watching.drop()
    }
  })

  test('which state freezes it, and why a transition is not open', async ({ assert }) => {
    const made = await keeper.create('library.book', book())
    await keeper.transition('library.book', made, 'lend')
    const frozen = await explain(reader, made, { action: 'update', field: 'pages' })
    const text = '不能修改“页数”：记录处于“借出”状态，只有“馆员”可以修改'
    assert.deepEqual([frozen.allowed, frozen.text], [false, text])
    assert.deepEqual(frozen.lifecycle, { field: 'status', state: 'lent', text })
    assert.isTrue((await explain(librarian, made, { action: 'update' })).allowed)
    const again = await explain(librarian, made, { action: 'transition:lend' })
    assert.deepEqual([again.allowed, again.text], [false, '不能借出：记录处于“借出”状态'])
    const back = await explain(librarian, made, { action: 'transition:bring_back' })
    assert.deepEqual([back.allowed, back.text], [true, '可以归还这条记录：由角色“馆员”授权'])
  })

  test('what it says is what a change meets', async ({ assert }) => {
    for (const actor of [reader, librarian]) {
      for (const [field, value] of [
        ['pages', 7],
        ['price', '5'],
        ['lendable', true],
      ] as const) {
        for (const lent of [false, true]) {
          const made = await keeper.create('library.book', book())
          if (lent) await keeper.transition('library.book', made, 'lend')
          const { allowed } = await explain(actor, made, { action: 'update', field })
          const change = writing(db, actor).patch(
            'library.book',
            { id: made.id, rev: lent ? 2 : 1 },
            { [field]: value }
          )
          const done = await change.then(
            () => true,
            () => false
          )
          assert.equal(allowed, done, `${actor.roles[0]} ${field} ${lent}`)
        }
      }
    }
  })

  test('records and fields one may not see are not there; unknown questions are refused', async ({
    assert,
  }) => {
    const closed = await keeper.create('library.book', book({ lendable: false }))
    const open = await keeper.create('library.book', book())
    const refused = (of: { id: string }, query: Record<string, string>) =>
      codesOf(() => explain(reader, of, query))
    assert.deepEqual(await refused(closed, { action: 'update' }), ['E_RECORD_NOT_FOUND'])
    const hidden = await refused(open, { action: 'update', field: 'lost_note' })
    assert.deepEqual(hidden, await refused(open, { action: 'update', field: 'nothing' }))
    assert.deepEqual(await refused(open, { action: 'fly', who: 'me' }), [
      'E_QUERY_INVALID_PARAMETER /action',
      'E_QUERY_UNKNOWN_PARAMETER /who',
    ])
  })
})
