import { test } from '@japa/runner'
import { freshDatabase } from '../../../../tests/harness/databases.ts'
import { refreshStatistics } from '../../index.ts'

test.group('storage | statistics', () => {
  test('the connection that reads chooses its index by how common values are', async ({
    assert,
  }) => {
    const { database, location, drop } = await freshDatabase()
    if ('url' in location) return drop()
    await database.tx(async (t) => {
      await t.run('CREATE TABLE parcel (id TEXT PRIMARY KEY, state TEXT, at INTEGER)')
      await t.run('CREATE INDEX by_state ON parcel (state)')
      await t.run('CREATE INDEX by_at ON parcel (at)')
      await t.run(
        'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) ' +
          `INSERT INTO parcel SELECT CAST(i AS TEXT), 'here', i FROM n`
      )
    })
    const plan = async () => {
      // A statement that runs notices the change; one that is only explained does not.
      await database.read.all('SELECT id FROM parcel WHERE id = ?', ['1'])
      const rows = await database.read.all<{ detail: string }>(
        `EXPLAIN QUERY PLAN SELECT id FROM parcel WHERE state = ? ORDER BY at LIMIT 20 -- ${Math.random()}`,
        ['here']
      )
      return rows.map((row) => row.detail).join('; ')
    }
    assert.match(await plan(), /by_state/)
    await refreshStatistics(location)
    assert.match(await plan(), /by_at/)

    // SQLite looks at a table again when it has grown tenfold; that reaches the open connection too.
    await database.tx((t) =>
      t.run(
        'WITH RECURSIVE n(i) AS (SELECT 5001 UNION ALL SELECT i + 1 FROM n WHERE i < 90000) ' +
          'INSERT INTO parcel SELECT CAST(i AS TEXT), CAST(i % 9000 AS TEXT), i FROM n'
      )
    )
    await database.tx((t) => t.run(`UPDATE parcel SET state = id WHERE state = 'here'`))
    await refreshStatistics(location)
    assert.match(await plan(), /by_state/)
    await drop()
  })
})
