import { statSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { test } from '@japa/runner'
import { freshDatabase } from '../../../../tests/harness/databases.ts'
import { sqliteFile } from '../../config.ts'
import { keepCheckpoints } from '../../index.ts'

test.group('storage | checkpoints', () => {
  test('what was written reaches the file by the thread, not by the COMMIT', async ({ assert }) => {
    const { database, location, drop } = await freshDatabase()
    if ('url' in location) return drop()
    // Not opened: closing a second handle would give up the locks that this process holds on it.
    const size = () => statSync(sqliteFile(location.folder)).size
    const before = size()
    await database.tx(async (t) => {
      await t.run('CREATE TABLE parcel (id INTEGER PRIMARY KEY, note TEXT)')
      await t.run(
        'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 8000) ' +
          'INSERT INTO parcel SELECT i, printf(?, i) FROM n',
        ['%01000d']
      )
    })
    await database.tx((t) => t.run('UPDATE parcel SET note = ? WHERE id = 1', ['first']))
    assert.equal(size(), before)

    const keeper = keepCheckpoints(location, 20)
    const until = Date.now() + 20_000
    while (size() < 8_000_000 && Date.now() < until) await pause(20)
    assert.isAbove(size(), 8_000_000)
    await database.tx((t) => t.run('UPDATE parcel SET note = ? WHERE id = 2', ['second']))
    await keeper.stop()
    const rows = await database.read.all('SELECT note FROM parcel WHERE id <= 2 ORDER BY id')
    assert.deepEqual(rows, [{ note: 'first' }, { note: 'second' }])
    await drop()
  })
})
