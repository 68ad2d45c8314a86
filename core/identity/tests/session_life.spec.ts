import { test } from '@japa/runner'
import { systemActor } from '#engine/access/index.ts'
import { compileSample } from '#engine/tests/support/compile_sample.ts'
import { createJobs } from '#core/jobs/index.ts'
import { registryOf } from '#core/definitions/index.ts'
import { applySchema, createRecords } from '#core/records/index.ts'
import { freshDatabase } from '../../../tests/harness/databases.ts'
import type { TestDatabase } from '../../../tests/harness/databases.ts'
import { libraryModules } from '../../http/tests/support/library.ts'
import { createIdentity } from '../index.ts'
import type { Identity, IdentityEvent } from '../index.ts'

const minute = 60_000

test.group('identity | life of a session', (group) => {
  let db: TestDatabase
  let identity: Identity
  let now = Date.parse('2026-11-22T08:00:00.000Z')
  const events: IdentityEvent[] = []
  group.setup(async () => {
    db = await freshDatabase()
    const application = compileSample(...libraryModules)
    const registry = registryOf(application)
    const clock = () => new Date(now)
    const { database } = db
    await database.tx((t) => applySchema(t, application))
    const cursorKey = new Uint8Array(32)
    const jobs = createJobs({ database, clock, log: () => {} })
    const records = createRecords({ database, registry, clock, cursorKey, jobs })
    const audit = async (_t: unknown, event: IdentityEvent) => void events.push(event)
    identity = createIdentity({ database, registry, records, clock, audit, samplePassword: null })
    await identity.ensureFirstAdministrator('Orchard-Lantern-42')
    return () => db.drop()
  })
  const signIn = () =>
    identity.signIn({
      account: 'admin',
      password: 'Orchard-Lantern-42',
      address: '::1',
      agent: null,
    })
  /** That a session was used is noted beside the request; waits until it is. */
  const settle = async () => {
    const used = new Date(now).toISOString()
    for (let n = 0; n < 500; n++) {
      const sql = 'SELECT 1 AS one FROM identity_sessions WHERE seen_at = ?'
      if ((await db.database.read.all(sql, [used])).length > 0) return
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    throw new Error('the use of a session was not noted')
  }

  test('the first administrator is made once', async ({ assert }) => {
    assert.deepEqual(await identity.ensureFirstAdministrator('Other-Lantern-42'), {
      created: false,
      password: null,
    })
    const principal = await identity.actorOfSession(await signIn())
    assert.deepEqual(principal?.actor.roles, ['system.administrator'])
    assert.isFalse(principal?.mustChangePassword)
    assert.notEqual(principal?.actor.userId, systemActor.userId)
  })

  test('a session nobody uses ends after half an hour', async ({ assert }) => {
    const secret = await signIn()
    now += 29 * minute
    assert.isNotNull(await identity.actorOfSession(secret))
    await settle()
    now += 29 * minute
    assert.isNotNull(await identity.actorOfSession(secret))
    await settle()
    now += 30 * minute
    assert.isNull(await identity.actorOfSession(secret))
  })

  test('a session that is used ends after twelve hours', async ({ assert }) => {
    const secret = await signIn()
    for (let n = 1; n < 36; n++) {
      now += 20 * minute
      assert.isNotNull(await identity.actorOfSession(secret), `${n * 20} minutes`)
      await settle()
    }
    now += 20 * minute
    assert.isNull(await identity.actorOfSession(secret))
  })

  test('a token ends when its time is over', async ({ assert }) => {
    const principal = await identity.actorOfSession(await signIn())
    const { token } = await identity.issueToken(principal!, {
      name: 't',
      expiresIn: 3600,
      address: '::1',
    })
    now += 3_599_000
    assert.isNotNull(await identity.actorOfToken(token))
    now += 1_000
    assert.isNull(await identity.actorOfToken(token))
  })

  test('no secret lies in the database, and the audit trail has none either', async ({
    assert,
  }) => {
    const secret = await signIn()
    const tables = [
      'identity_sessions',
      'identity_tokens',
      'identity_attempts',
      'identity_credentials',
    ]
    for (const table of tables) {
      const rows = JSON.stringify(await db.database.read.all(`SELECT * FROM ${table}`))
      assert.notInclude(rows, secret)
      assert.notInclude(rows, 'Orchard')
      assert.notInclude(rows, '"admin"')
    }
    assert.include(
      events.map((one) => one.action),
      'session.opened'
    )
    assert.notInclude(JSON.stringify(events), 'Orchard')
  })
})
