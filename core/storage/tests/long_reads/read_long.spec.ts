import { performance } from 'node:perf_hooks'
import { test } from '@japa/runner'
import { freshDatabase, openDatabase } from '../../../../tests/harness/databases.ts'
import type { TestDatabase } from '../../../../tests/harness/databases.ts'
import type { Database } from '../../index.ts'

/** So many conditions never run in place, however small the database is. */
const scans = 1_000_000
const inSeconds = (seconds: number) => performance.now() + seconds * 1_000

/** Runs for minutes unless it is ended. */
const endless = (database: Database) =>
  database.dialect.name === 'postgres'
    ? `SELECT pg_sleep(300), 'endless' AS told`
    : `WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 1e10)
       SELECT COUNT(*) AS n, 'endless' AS told FROM c`

async function timed(work: Promise<unknown>): Promise<{ error: unknown; took: number }> {
  const began = performance.now()
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown
  )
  return { error, took: performance.now() - began }
}

test.group('storage | reads that may take long', (group) => {
  let db: TestDatabase
  group.setup(async () => {
    db = await freshDatabase()
    return () => db.drop()
  })

  test('they answer as short ones do', async ({ assert }) => {
    const { database } = db
    const question = `SELECT ? AS word, 12 AS n`
    for (const count of [0, scans]) {
      const read = { until: inSeconds(20), scans: count }
      const cast =
        database.dialect.name === 'postgres' ? `SELECT ?::text AS word, 12 AS n` : question
      assert.deepEqual(await database.readLong(cast, ['词'], read), [{ word: '词', n: 12 }])
    }
    const wrong = database.readLong('SELECT missing', [], { until: inSeconds(20), scans })
    await assert.rejects(() => wrong, /missing/)
  })

  test('one that nobody waits for ends with the reason, and holds up nothing meanwhile', async ({
    assert,
  }) => {
    const { database } = db
    const controller = new AbortController()
    const reason = new Error('gone')
    const { signal } = controller
    const asked = Array.from({ length: 6 }, () =>
      timed(database.readLong(endless(database), [], { signal, until: inSeconds(60), scans }))
    )
    await new Promise((resolve) => setTimeout(resolve, 500))
    const short = await timed(database.read.all('SELECT 1 AS one'))
    assert.isNull(short.error)
    assert.isBelow(short.took, 300)
    controller.abort(reason)
    const aborted = performance.now()
    for (const { error } of await Promise.all(asked)) assert.equal(error, reason)
    assert.isBelow(performance.now() - aborted, 1_000)
    const already = { signal, until: inSeconds(60), scans }
    assert.equal((await timed(database.readLong('SELECT 1', [], already))).error, reason)
  }).timeout(20_000)

  test('one whose time is over is refused, also where it only waited for its turn', async ({
    assert,
  }) => {
    const { database } = db
    const asked = Array.from({ length: 8 }, () =>
      timed(
        database.readLong(endless(database), [], { until: inSeconds(0.8), scans, place: '/filter' })
      )
    )
    for (const { error, took } of await Promise.all(asked)) {
      assert.equal((error as Error).constructor.name, 'Refusal')
      assert.containSubset(error, { status: 503, retryAfter: 10 })
      assert.containSubset((error as { faults: object[] }).faults, [
        { code: 'E_QUERY_TOO_SLOW', path: '/filter' },
      ])
      assert.isBelow(took, 3_000)
    }
  }).timeout(20_000)

  test('connections are as good as before when statements on them were ended', async ({
    assert,
  }) => {
    const other = await openDatabase(db.location)
    try {
      for (let n = 0; n < 15; n++) {
        const controller = new AbortController()
        const read = { signal: controller.signal, until: inSeconds(60), scans: n % 2 ? scans : 0 }
        const isEndless = n % 3 > 0 && read.scans > 0
        const sql = isEndless ? endless(other) : 'SELECT 1 AS one'
        const asked = timed(other.readLong(sql, [], read))
        await new Promise((resolve) => setTimeout(resolve, n % 3 === 0 ? 0 : 50))
        controller.abort(new Error('gone'))
        await asked
        assert.deepEqual(
          await Promise.all(Array.from({ length: 12 }, () => other.read.all('SELECT 1 AS one'))),
          Array.from({ length: 12 }, () => [{ one: 1 }])
        )
      }
    } finally {
      await other.close()
    }
  }).timeout(30_000)
})
