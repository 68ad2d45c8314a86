import { test } from '@japa/runner'
import { freshDatabase } from '../../../../tests/harness/databases.ts'
import type { TestDatabase } from '../../../../tests/harness/databases.ts'
import { compileSample } from '../../../engine/tests/support/compile_sample.ts'
import { readCatalogue } from '../../storage/catalogue.ts'
import { applySchema } from '../../storage/tables.ts'
import { libraryDocuments } from '../support/library.ts'

const crew = (properties: object, more: object = {}) => ({
  kind: 'entity',
  key: 'ship.crew',
  title: '船员',
  titleField: 'name',
  schema: { type: 'object', properties },
  ...more,
})
const text = (title: string) => ({ type: 'string', title })
const link = (title: string, to: string) => ({ title, 'x-type': 'relation', 'x-relation': { to } })

test.group('records | tables', (group) => {
  let db: TestDatabase
  group.each.setup(async () => {
    db = await freshDatabase()
    return () => db.drop()
  })
  const apply = (...documents: object[]) =>
    db.database.tx((t) => applySchema(t, compileSample(...documents)))
  const statementsOf = async (work: () => Promise<unknown>) => {
    const seen: string[] = []
    const stop = db.database.onStatement(({ sql }) => void seen.push(sql))
    await work().finally(stop)
    return seen.filter((sql) => sql !== db.database.dialect.openTransaction)
  }

  test('a second run sends one query and changes nothing', async ({ assert }) => {
    await apply(...libraryDocuments)
    const before = await readCatalogue(db.database.read, db.database.dialect.name)
    const sent = await statementsOf(() => apply(...libraryDocuments))
    assert.lengthOf(sent, 1)
    assert.match(sent[0]!, /^\s*SELECT/)
    assert.deepEqual(await readCatalogue(db.database.read, db.database.dialect.name), before)
    assert.isAtLeast(before.indexes.size, 5)
  })

  test('a field and an index that are new come to a table that is there, its rows stay', async ({
    assert,
  }) => {
    await apply(crew({ name: text('姓名') }))
    const [table] = (await readCatalogue(db.database.read, db.database.dialect.name)).tables.keys()
    const id = '01a202fb-ead0-72c9-96fc-4790e6c9d2d3'
    await db.database.tx((t) => t.run(`INSERT INTO "${table}" (id, rev) VALUES (?, 1)`, [id]))
    await apply(
      crew(
        { name: text('姓名'), rank: text('职级'), chief: link('上级', 'ship.crew') },
        { unique: [{ uid: 'uniqrank', fields: ['rank'] }] }
      )
    )
    const { tables, indexes } = await readCatalogue(db.database.read, db.database.dialect.name)
    assert.includeMembers(
      [...tables.get(table!)!.keys()].map((name) => name.split('_')[0]!),
      ['rank', 'chief']
    )
    assert.isTrue([...indexes].some((name) => name.startsWith('ux_uniqrank_')))
    assert.lengthOf(await db.database.read.all(`SELECT id FROM "${table}"`), 1)
  })

  test('a field that is gone leaves its column', async ({ assert }) => {
    await apply(crew({ name: text('姓名'), rank: text('职级') }))
    const before = await readCatalogue(db.database.read, db.database.dialect.name)
    await apply(crew({ name: text('姓名') }))
    const after = await readCatalogue(db.database.read, db.database.dialect.name)
    assert.deepEqual(after.tables, before.tables)
  })

  test('a field whose column would need another type is refused, and nothing is done', async ({
    assert,
  }) => {
    await apply(crew({ name: text('姓名'), rank: text('职级') }))
    const wanted = crew({
      name: text('姓名'),
      rank: { type: 'integer', title: '职级' },
      extra: text('x'),
    })
    await assert.rejects(() => apply(wanted), /rank.*needs a data move/)
    const { tables } = await readCatalogue(db.database.read, db.database.dialect.name)
    assert.isFalse(
      [...tables.values()].some((columns) => [...columns.keys()].some((c) => c.startsWith('extra')))
    )
  })

  test('entities may refer to each other and to themselves; the reference is checked at commit', async ({
    assert,
  }) => {
    const ship = {
      ...crew({ name: text('船名'), captain: link('船长', 'ship.crew') }),
      key: 'ship.ship',
    }
    const application = compileSample(
      crew({ name: text('姓名'), ship: link('船', 'ship.ship'), chief: link('上级', 'ship.crew') }),
      ship
    )
    await db.database.tx((t) => applySchema(t, application))
    const [person, boat] = ['ship.crew', 'ship.ship'].map((key) => application.entities.get(key)!)
    const ids = ['01a202fb-ead0-72c9-96fc-4790e6c9d2d3', '01a202fb-ead0-72c9-96fc-4790e6c9d2d4']
    const insert = (more: { broken: boolean }) =>
      db.database.tx(async (t) => {
        const column = person!.fields.get('ship')!.column
        const back = boat!.fields.get('captain')!.column
        await t.run(`INSERT INTO "${person!.table}" (id, rev, "${column}") VALUES (?, 1, ?)`, ids)
        if (more.broken) return
        await t.run(`INSERT INTO "${boat!.table}" (id, rev, "${back}") VALUES (?, 1, ?)`, [
          ids[1],
          ids[0],
        ])
      })
    const error = await insert({ broken: true }).catch((e: unknown) => e)
    assert.equal(db.database.dialect.constraintViolation(error)?.kind, 'foreign')
    await insert({ broken: false })
  })

  test('a unique whose condition changed gets a new index in place of the old', async ({
    assert,
  }) => {
    const withWhere = (where?: object) =>
      crew(
        { name: text('姓名'), rank: text('职级') },
        { unique: [{ uid: 'uniqrank', fields: ['rank'], ...(where ? { where } : {}) }] }
      )
    await apply(withWhere())
    await apply(withWhere({ name: { ne: "d'Or" }, rank: { empty: false } }))
    const { indexes } = await readCatalogue(db.database.read, db.database.dialect.name)
    assert.lengthOf(
      [...indexes].filter((name) => name.startsWith('ux_uniqrank_')),
      1
    )
  })
})
