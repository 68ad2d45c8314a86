import { setTimeout as pause } from 'node:timers/promises'
import { test } from '@japa/runner'
import { freshDatabase, openDatabase } from '../../../../tests/harness/databases.ts'
import type { TestDatabase } from '../../../../tests/harness/databases.ts'
import { StatementStopped, stopBeside } from '../../index.ts'

test.group('storage | beside everybody’s work', (group) => {
  let db: TestDatabase
  const never = new AbortController().signal
  const isPostgres = () => db.database.dialect.name === 'postgres'
  const rows = () => db.database.read.all('SELECT note FROM parcel ORDER BY note')
  group.each.setup(async () => {
    db = await freshDatabase()
    await db.database.tx((t) => t.run('CREATE TABLE parcel (note TEXT)'))
    return () => db.drop()
  })

  test('each statement takes effect by itself, and is told', async ({ assert }) => {
    const told: string[] = []
    db.database.onStatement(({ sql }) => void told.push(sql))
    const statements = [`INSERT INTO parcel VALUES ('a')`, `INSERT INTO nowhere VALUES ('b')`]
    const work = db.database.beside(async (send) => {
      for (const sql of statements) await send(sql)
    }, never)
    await assert.rejects(() => work, /nowhere/)
    assert.deepEqual(told, statements)
    assert.deepEqual(await rows(), [{ note: 'a' }])
  })

  test('it waits for a lock longer than a command does, and the loop goes on', async ({
    assert,
  }) => {
    const impatient = await openDatabase(db.location, { patience: 300 })
    let ticks = 0
    const ticking = setInterval(() => (ticks += 1), 10)
    let isSent = false
    const held = Promise.withResolvers<void>()
    const holding = db.database.tx(async (t) => {
      if (isPostgres()) await t.run('LOCK TABLE parcel')
      held.resolve()
      await pause(1_500)
      assert.isFalse(isSent)
    })
    await held.promise
    const sql = `INSERT INTO parcel VALUES ('late')`
    await impatient.beside((send) => send(sql), never)
    isSent = true
    clearInterval(ticking)
    await holding
    assert.isAbove(ticks, 50)
    assert.deepEqual(await rows(), [{ note: 'late' }])
    await impatient.close()
  })

  test('a signal ends it, and nothing is left', async ({ assert }) => {
    const stopping = new AbortController()
    const held = Promise.withResolvers<void>()
    const holding = db.database.tx(async (t) => {
      if (isPostgres()) await t.run('LOCK TABLE parcel')
      held.resolve()
      await pause(1_500)
    })
    await held.promise
    const sql = `INSERT INTO parcel VALUES ('late')`
    const sent = db.database.beside((send) => send(sql), stopping.signal)
    setTimeout(() => stopping.abort(), 300)
    const error = await sent.catch((thrown: unknown) => thrown)
    assert.instanceOf(error, StatementStopped)
    await holding
    assert.deepEqual(await rows(), [])
    const after = db.database.beside((send) => send(sql), stopping.signal)
    await assert.rejects(() => after, /stopped/)
  })

  test('on PostgreSQL one is at it at a time, and whoever needs the table ends it', async ({
    assert,
  }) => {
    if (!isPostgres()) return
    const order: string[] = []
    const other = await openDatabase(db.location)
    const sql = 'CREATE INDEX CONCURRENTLY by_note ON parcel (note)'
    // A writer who is under way is waited for by CONCURRENTLY.
    let commit = () => {}
    const writing = db.database.tx(async (t) => {
      await t.run(`INSERT INTO parcel VALUES ('a')`)
      await new Promise<void>((resolve) => (commit = resolve))
    })
    const first = db.database.beside(async (send) => {
      await send(sql).catch((error: unknown) => void order.push((error as Error).name))
      await pause(100)
      order.push('first is done')
    }, never)
    const isUnderWay = `SELECT 1 AS one FROM pg_stat_activity WHERE query = ? AND wait_event_type = 'Lock'`
    while ((await other.read.all(isUnderWay, [sql])).length === 0) await pause(20)
    const second = other.beside(async () => void order.push('second'), never)
    await pause(300)
    await other.tx((t) => stopBeside(t, ['elsewhere']))
    assert.deepEqual(order, [])
    await other.tx((t) => stopBeside(t, ['parcel']))
    await Promise.all([first, second])
    commit()
    await writing
    assert.deepEqual(order, ['StatementStopped', 'first is done', 'second'])
    await other.close()
  })

  test('inside of a transaction it is refused', async ({ assert }) => {
    const work = db.database.tx(async () => db.database.beside(async () => {}, never))
    await assert.rejects(() => work, /inside tx/)
  })
})
