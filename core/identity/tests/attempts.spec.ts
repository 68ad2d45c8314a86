import { test } from '@japa/runner'
import type { Refusal } from '#engine/errors.ts'
import { freshDatabase } from '../../../tests/harness/databases.ts'
import type { TestDatabase } from '../../../tests/harness/databases.ts'
import { storedAttempts } from '../attempts.ts'
import type { Attempts } from '../attempts.ts'

test.group('identity | attempts', (group) => {
  let db: TestDatabase
  let now: number
  let attempts: Attempts
  group.setup(async () => {
    db = await freshDatabase()
    return () => db.drop()
  })
  group.each.setup(async () => {
    now = Date.parse('2026-11-22T08:00:00.000Z')
    attempts = storedAttempts(db.database, () => new Date(now))
    await db.database.tx((t) => t.run('DELETE FROM identity_attempts'))
  })
  const outcome = (account: string, address: string) =>
    attempts.begin(account, address).then(
      () => 'open',
      (error: Refusal) => `locked ${error.retryAfter}`
    )
  const times = async (count: number, account: string, address: (n: number) => string) => {
    const all: string[] = []
    for (let n = 0; n < count; n++) all.push(await outcome(account, address(n)))
    return all
  }

  test('T055 five wrong tries lock account and address for ten minutes, and no longer', async ({
    assert,
  }) => {
    assert.deepEqual(await times(5, 'anna', () => '10.0.0.1'), Array(5).fill('open'))
    now += 60_000
    assert.equal(await outcome(' ANNA ', '10.0.0.1'), 'locked 540')
    assert.equal(await outcome('anna', '10.0.0.2'), 'open', 'another address')
    assert.equal(await outcome('bert', '10.0.0.1'), 'open', 'another account')
    now += 540_000
    await times(3, 'anna', () => '10.0.0.1')
    now += 1
    assert.equal(await outcome('anna', '10.0.0.1'), 'open')
  })

  test('T055 many machines on one account lock it, but not for where it is used', async ({
    assert,
  }) => {
    await attempts.begin('anna', '10.0.0.1')
    await attempts.succeed('anna', '10.0.0.1')
    const all = await times(30, 'anna', (n) => `10.1.0.${n}`)
    assert.lengthOf(
      all.filter((one) => one === 'open'),
      25
    )
    assert.equal(await outcome('anna', '10.0.0.1'), 'open')
    assert.match(await outcome('anna', '10.9.9.9'), /^locked/)
  })

  test('T055 parallel tries count like tries one after the other', async ({ assert }) => {
    const all = await Promise.all(Array.from({ length: 40 }, () => outcome('anna', '10.0.0.1')))
    assert.lengthOf(
      all.filter((one) => one === 'open'),
      5
    )
  })

  test('signing in forgets the failures before it', async ({ assert }) => {
    for (let round = 0; round < 4; round++) {
      assert.notInclude((await times(4, 'anna', () => '10.0.0.1')).join(), 'locked')
      await attempts.succeed('anna', '10.0.0.1')
    }
  })
})
