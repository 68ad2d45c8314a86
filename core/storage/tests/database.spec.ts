import { test } from '@japa/runner'
import { Refusal } from '#engine/errors.ts'
import { freshDatabase, openDatabase } from '../../../tests/harness/databases.ts'
import { isoTime } from '../config.ts'
import { numberBindings } from '../prepared.ts'
import type { TestDatabase } from '../../../tests/harness/databases.ts'

test.group('storage | database', (group) => {
  let db: TestDatabase
  group.setup(async () => {
    db = await freshDatabase()
    return () => db.drop()
  })

  test('what tx() commits is read, what it throws away is not', async ({ assert }) => {
    const { database } = db
    await database.tx(async (t) => {
      await t.run('INSERT INTO tx_gate (n) VALUES (?)', [1])
    })
    const failing = database.tx(async (t) => {
      await t.run('INSERT INTO tx_gate (n) VALUES (?)', [2])
      throw new Error('no')
    })
    await assert.rejects(() => failing, 'no')
    assert.deepEqual(await database.read.all('SELECT n FROM tx_gate'), [{ n: 1 }])
    assert.equal(await database.tx((t) => t.run('DELETE FROM tx_gate')), 1)
  })

  test('tx() inside tx(), and a read beside the transaction, are refused at once', async ({
    assert,
  }) => {
    const { database } = db
    await assert.rejects(() => database.tx(async () => database.tx(async () => 1)), /inside tx/)
    await assert.rejects(() => database.tx(async () => database.read.all('SELECT 1')), /inside tx/)
  })

  test('afterCommit acts run after the commit, outside the transaction, and not on roll back', async ({
    assert,
  }) => {
    const { database } = db
    const seen: string[] = []
    await database.tx(async (t) => {
      t.afterCommit(async () => {
        seen.push(`rows ${(await database.read.all('SELECT n FROM tx_gate')).length}`)
      })
      await t.run('INSERT INTO tx_gate (n) VALUES (?)', [5])
    })
    await assert.rejects(() =>
      database.tx(async (t) => {
        t.afterCommit(() => void seen.push('never'))
        throw new Error('no')
      })
    )
    assert.deepEqual(seen, ['rows 1'])
  })

  test('runEach runs statements in their order, tells of each, and fails as a whole', async ({
    assert,
  }) => {
    const { database } = db
    const seen: string[] = []
    const stop = database.onStatement(({ sql }) => void seen.push(sql))
    const rows = Array.from({ length: 60 }, (_, n) => `INSERT INTO each_one (n) VALUES (${n})`)
    const made = ['CREATE TABLE each_one (n integer)', ...rows]
    await database.tx((t) => t.runEach(made)).finally(stop)
    assert.deepEqual(
      seen.filter((sql) => sql.includes('each_one')),
      made
    )
    const count = async () => {
      const [row] = await database.read.all<{ n: number }>('SELECT count(*) AS n FROM each_one')
      return Number(row!.n)
    }
    assert.equal(await count(), 60)
    const broken = ['DELETE FROM each_one', 'INSERT INTO no_such_table (n) VALUES (1)']
    await assert.rejects(() => database.tx((t) => t.runEach(broken)), /no_such_table/)
    assert.equal(await count(), 60)
  })

  test('50 parallel writers all commit', async ({ assert }) => {
    const { database } = db
    await database.tx((t) => t.run('DELETE FROM tx_gate'))
    await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        database.tx((t) => t.run('INSERT INTO tx_gate (n) VALUES (?)', [n]))
      )
    )
    assert.lengthOf(await database.read.all('SELECT n FROM tx_gate'), 50)
  })

  test('a command that cannot get its lock within its patience ends with E_DATABASE_BUSY', async ({
    assert,
  }) => {
    const { database, location } = db
    await database.tx(async (t) => {
      await t.run('DELETE FROM tx_gate')
      await t.run('INSERT INTO tx_gate (n) VALUES (1)')
    })
    const write = 'UPDATE tx_gate SET n = n + 1'
    const other = await openDatabase(location, { patience: 200 })
    let letGo = () => {}
    const held = new Promise<void>((resolve) => (letGo = resolve))
    let isTaken = () => {}
    const taken = new Promise<void>((resolve) => (isTaken = resolve))
    const first = database.tx(async (t) => {
      await t.run(write)
      isTaken()
      await held
    })
    await taken
    const began = performance.now()
    const refusal = await other.tx((t) => t.run(write)).catch((error: unknown) => error)
    assert.isBelow(performance.now() - began, 2_000)
    assert.instanceOf(refusal, Refusal)
    const { faults, status, retryAfter } = refusal as Refusal
    assert.deepEqual(
      faults.map((fault) => fault.code),
      ['E_DATABASE_BUSY']
    )
    assert.deepEqual([status, retryAfter], [503, 1])
    letGo()
    await first
    await other.tx((t) => t.run(write))
    await other.close()
    assert.deepEqual(await database.read.all('SELECT n FROM tx_gate'), [{ n: 3 }])
  })

  test('a unique violation is told with its columns or its constraint', async ({ assert }) => {
    const { database } = db
    await database.tx(async (t) => {
      await t.run('DELETE FROM tx_gate')
      await t.run('INSERT INTO tx_gate (n) VALUES (1)')
    })
    const error = await database
      .tx((t) => t.run('INSERT INTO tx_gate (n) VALUES (1)'))
      .catch((e) => e)
    const violation = database.dialect.constraintViolation(error)
    assert.equal(violation?.kind, 'unique')
    assert.isTrue(violation!.columns[0] === 'n' || violation!.constraint === 'tx_gate_pkey')
  })

  test('a commit that fails is told, leaves nothing, and the connection goes on', async ({
    assert,
  }) => {
    const { database } = db
    const key = 'DEFERRABLE INITIALLY DEFERRED'
    await database.tx((t) =>
      t.run(`CREATE TABLE link (id int PRIMARY KEY, other int REFERENCES link (id) ${key})`)
    )
    const insert = (other: number) =>
      database.tx((t) => t.run('INSERT INTO link (id, other) VALUES (1, ?)', [other]))
    const error = await insert(2).catch((e: unknown) => e)
    assert.equal(database.dialect.constraintViolation(error)?.kind, 'foreign')
    assert.isEmpty(await database.read.all('SELECT id FROM link'))
    await insert(1)
    assert.lengthOf(await database.read.all('SELECT id FROM link'), 1)
  })
})

test.group('storage | prepared statements', () => {
  test('? is numbered outside of quoted text only', ({ assert }) => {
    assert.equal(
      numberBindings(`SELECT '?' , "a?b", 'it''s ?' WHERE x = ? AND y IN (?, ?)`),
      `SELECT '?' , "a?b", 'it''s ?' WHERE x = $1 AND y IN ($2, $3)`
    )
  })

  test('one text sent many times, with other values and beyond the kept number, answers right', async ({
    assert,
  }) => {
    const { database, drop } = await freshDatabase()
    const cast = database.dialect.name === 'postgres' ? '::bigint' : ''
    for (let n = 0; n < 1_000; n++) {
      const column = `c${n % 450}`
      const rows = await database.read.all(`SELECT ?${cast} AS ${column}`, [n])
      assert.deepEqual(rows, [{ [column]: n }])
    }
    await drop()
  })
})

test.group('storage | times of PostgreSQL', () => {
  test('every form of its text becomes ISO 8601 UTC with three digits', ({ assert }) => {
    assert.equal(isoTime('2026-11-22 01:02:03+00'), '2026-11-22T01:02:03.000Z')
    assert.equal(isoTime('2026-11-22 01:02:03.4+00'), '2026-11-22T01:02:03.400Z')
    assert.equal(isoTime('2026-11-22 01:02:03.456+00'), '2026-11-22T01:02:03.456Z')
    assert.equal(isoTime('2026-11-22 09:02:03.456+08'), '2026-11-22T01:02:03.456Z')
  })
})
