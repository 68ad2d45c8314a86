import { test } from '@japa/runner'
import { Refusal } from '#engine/errors.ts'
import type { Database } from '#core/storage/index.ts'
import { freshDatabase } from '../../../../tests/harness/databases.ts'
import { health } from '../../controllers/health_controller.ts'
import type { Call } from '../../route.ts'

/** What `/health/ready` answers over this database: the status, or the codes of the refusal. */
async function ask(database: Database, isReady = true) {
  const call = { services: { database, isReady: () => isReady } } as unknown as Call
  try {
    return { status: (await health.ready(call)).status }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { faults, status, retryAfter } = error
    return { status, retryAfter, codes: faults.map((fault) => fault.code) }
  }
}

test.group('http | health', () => {
  test('a process is ready while its database answers and until it stops', async ({ assert }) => {
    const { database, drop } = await freshDatabase()
    const notReady = { status: 503, retryAfter: 1, codes: ['E_SERVICE_NOT_READY'] }
    assert.deepEqual(await ask(database), { status: 200 })
    assert.deepEqual(await ask(database, false), notReady)
    assert.deepEqual(await ask(database), { status: 200 })
    await database.close()
    assert.deepEqual(await ask(database), notReady)
    assert.deepEqual(await health.live(), { status: 200, body: { status: 'live' } })
    await drop()
  })
})
