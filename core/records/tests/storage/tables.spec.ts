import { test } from '@japa/runner'
import { freshDatabase } from '../../../../tests/harness/databases.ts'
import { DefinitionsInvalid } from '#core/definitions/index.ts'
import { newId } from '../../storage/ids.ts'
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
    const sent = await statementsOf(() => db.database.tx((t) => applySchema(t, application)))
    // The one that points to a table made later; PostgreSQL alone cannot name it in advance.
    const isPostgres = db.database.dialect.name === 'postgres'
    const added = sent.filter((sql) => sql.includes('ADD CONSTRAINT'))
    assert.lengthOf(added, isPostgres ? 1 : 0)
    assert.lengthOf(
      sent.filter((sql) => /^CREATE TABLE.* REFERENCES/.test(sql)),
      2
    )
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

  test('a new unique that stored values break is a problem with samples, and nothing is done', async ({
    assert,
  }) => {
    const rank = text('职级')
    const uniques = [
      { uid: 'uniqname', fields: ['name'] },
      { uid: 'uniqrank', fields: ['rank', 'berth'], where: { name: { ne: 'ghost' } } },
    ]
    const fields = { name: text('姓名'), rank, berth: { type: 'integer', title: '铺位' } }
    const before = crew(fields)
    const after = crew({ ...fields, extra: text('x') }, { unique: uniques })
    await apply(before)
    const entity = compileSample(before).entities.get('ship.crew')!
    const column = (key: string) => entity.fields.get(key)?.column ?? key
    const add = (name: string, values: Record<string, unknown>) => {
      const row: Record<string, unknown> = { id: newId(), rev: 1, name, ...values }
      const columns = Object.keys(row).map((key) => `"${column(key)}"`)
      const marks = columns.map(() => '?').join(', ')
      const sql = `INSERT INTO "${entity.table}" (${columns.join(', ')}) VALUES (${marks})`
      return db.database.tx((t) => t.run(sql, Object.values(row)))
    }
    for (let n = 0; n < 7; n++) {
      for (const half of ['a', 'b']) await add(`${half}${n}`, { rank: `r${n}`, berth: n })
    }
    await add('c', { rank: 'r3', berth: 3 })
    await add('ghost', { rank: 'r9', berth: 9 })
    await add('d', { rank: 'r9', berth: 9 })
    await add('e', { rank: 'blank', berth: null })
    await add('f', { rank: 'blank', berth: null })
    await add('f', { deleted_at: '2026-01-01T00:00:00.000Z' })

    const catalogue = () => readCatalogue(db.database.read, db.database.dialect.name)
    const found = await catalogue()
    const error = await apply(after).catch((thrown: unknown) => thrown)
    assert.instanceOf(error, DefinitionsInvalid)
    const [problem, ...others] = (error as DefinitionsInvalid).problems
    assert.isEmpty(others)
    assert.deepInclude(problem, {
      code: 'E_DEFINITION_DUPLICATE_VALUES',
      severity: 'error',
      key: 'ship.crew',
      pointer: '/unique/1',
      params: {
        entity: '船员',
        fields: ['rank', 'berth'],
        total: 7,
        samples: [
          { values: ['r3', '3'], count: 3 },
          ...[0, 1, 2, 4].map((n) => ({ values: [`r${n}`, String(n)], count: 2 })),
        ],
      },
    })
    assert.match(problem!.message, /“船员”.*“职级、铺位”.*7 个值重复，“r3、3”3 条，.*等等/)
    assert.deepEqual(await catalogue(), found)

    await db.database.tx((t) => t.run(`DELETE FROM "${entity.table}" WHERE rev = 1`))
    await apply(after)
    assert.lengthOf(
      [...(await catalogue()).indexes].filter((name) => name.startsWith('ux_')),
      2
    )
  })

  test('values of a sub-table that repeat under one parent are told, under two they may', async ({
    assert,
  }) => {
    const parent = crew({
      name: text('姓名'),
      trips: { 'type': 'array', 'title': '航次', 'x-type': 'children', 'x-entity': 'ship.trip' },
    })
    const trip = (more: object = {}) => ({
      ...crew({ port: text('港口') }, more),
      ...{ key: 'ship.trip', title: '航次', parent: 'ship.crew', titleField: 'port' },
    })
    await apply(parent, trip())
    const application = compileSample(parent, trip())
    const [crews, trips] = ['ship.crew', 'ship.trip'].map((key) => application.entities.get(key)!)
    const port = trips!.fields.get('port')!.column!
    const one = newId()
    const two = newId()
    const addTrip = (of: string, name: string) =>
      db.database.tx((t) =>
        t.run(
          `INSERT INTO "${trips!.table}" (id, parent_id, row_no, "${port}") VALUES (?, ?, 1, ?)`,
          [...[newId(), of, name]]
        )
      )
    for (const id of [one, two]) {
      await db.database.tx((t) =>
        t.run(`INSERT INTO "${crews!.table}" (id, rev) VALUES (?, 1)`, [id])
      )
      await addTrip(id, '北港')
    }
    const unique = [{ uid: 'uniqport', fields: ['port'] }]
    await addTrip(two, '南港')
    await addTrip(two, '南港')
    const error = await apply(parent, trip({ unique })).catch((thrown: unknown) => thrown)
    assert.instanceOf(error, DefinitionsInvalid)
    const { params } = (error as DefinitionsInvalid).problems[0]!
    assert.deepEqual(params?.samples, [{ values: ['南港'], count: 2 }])
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
