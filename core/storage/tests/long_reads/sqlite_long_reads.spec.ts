import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from '@japa/runner'
import SqliteDatabase from 'better-sqlite3'
import { sqliteLongReads } from '../../long_reads/sqlite_long_reads.ts'
import { prepareSqlite } from '../../sqlite_connection.ts'

test.group('storage | where a read of SQLite runs', (group) => {
  const folder = mkdtempSync(join(tmpdir(), 'guiju-reads-'))
  const file = join(folder, 'large.sqlite3')
  const connection = new SqliteDatabase(file)
  /** Statements that ran where everybody waits for them. */
  let inPlace = 0
  const reads = sqliteLongReads(file, (work) => {
    inPlace++
    return work(connection)
  })
  group.setup(() => {
    prepareSqlite(connection, { readonly: false })
    // 40 MB: from 32 on nothing is taken for quick that has not shown it.
    connection.exec('CREATE TABLE t (n INTEGER PRIMARY KEY, text TEXT)')
    connection.exec(
      `INSERT INTO t (text) WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 20000)
       SELECT hex(randomblob(1000)) FROM c`
    )
    connection.pragma('wal_checkpoint(TRUNCATE)')
    return () => {
      reads.stop()
      connection.close()
      rmSync(folder, { recursive: true, force: true })
    }
  })
  const send = (sql: string, scans = 0) =>
    reads.send(sql, [], { until: performance.now() + 20_000, scans })

  test('what has shown to be quick runs in place', async ({ assert }) => {
    inPlace = 0
    const sql = 'SELECT n FROM t WHERE n = 7'
    // The first one opens the file, which a busy machine may take its time for.
    for (let n = 0; n < 20 && inPlace === 0; n++) assert.deepEqual(await send(sql), [{ n: 7 }])
    assert.equal(inPlace, 1)
    await Promise.all(Array.from({ length: 10 }, () => send(sql)))
    assert.equal(inPlace, 11)
  }).timeout(20_000)

  test('a statement that everybody asks at once is run for all by the first', async ({
    assert,
  }) => {
    inPlace = 0
    const sql = 'SELECT n FROM t WHERE n = 8'
    await send(`${sql} AND 1 = 1`)
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(sql)))
    assert.deepEqual(
      answers,
      Array.from({ length: 10 }, () => [{ n: 8 }])
    )
    assert.isAtLeast(inPlace, 8)
  })
    .timeout(20_000)
    .retry(2)

  test('what scans, or takes long, never does', async ({ assert }) => {
    inPlace = 0
    const scanning = `SELECT COUNT(*) AS n FROM t WHERE instr(text, 'zz') > 0`
    const long = `SELECT COUNT(*) AS n FROM t WHERE text LIKE '%zz1%' OR text LIKE '%zz2%'`
    for (let n = 0; n < 3; n++) {
      assert.deepEqual(await send(scanning, 1), [{ n: 0 }])
      assert.deepEqual(await send(long), [{ n: 0 }])
    }
    assert.equal(inPlace, 0)
  }).timeout(20_000)
})
