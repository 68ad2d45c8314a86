import { test } from '@japa/runner'
import { runSockets } from '../sockets/run_sockets.ts'

test.group('bench | sockets', () => {
  test('every change is heard by those it is for, and timed', async ({ assert }) => {
    const database = process.env['TEST_DATABASE_URL'] ?? null
    const options = { sockets: 40, changes: 10, seconds: 2, gate: 0, database }
    const told = await runSockets(options, () => {})
    assert.equal(told.changes, 20)
    assert.isAbove(told.notices, 20)
    const { p50, p95, p99 } = told.fromSending
    assert.isTrue(p50 > 0 && p50 <= p95 && p95 <= p99)
    assert.isAtMost(told.fromAnswer.p50, p50)
  }).timeout(60_000)
})
