import { test } from '@japa/runner'
import { startServer } from '../../../../tests/harness/server.ts'
import type { Reply } from '../../../../tests/harness/server.ts'
import { libraryModules, librarySamples } from '../support/library.ts'

const codes = (reply: Reply): string[] => reply.json.errors.map((e: { code: string }) => e.code)

test.group('http | jobs', () => {
  test('an administrator sees every job, others their own; a job that waits is cancelled', async ({
    assert,
    cleanup,
  }) => {
    const server = await startServer({ modules: libraryModules, samples: librarySamples })
    cleanup(async () => void (await server.close()))
    const admin = await server.signIn('admin')
    const list = await admin.get('/api/v1/jobs?state=waiting')
    assert.equal(list.status, 200, list.text)
    const tidy = list.json.data.find((job: { kind: string }) => job.kind === 'jobs.tidy')
    assert.containSubset(tidy, { created_by: 'system', progress: { done: 0, total: null } })
    const one = await admin.get(`/api/v1/jobs/${tidy.id}`)
    assert.deepEqual(one.json.data, tidy)

    const reader = await server.signIn('reader')
    assert.deepEqual((await reader.get('/api/v1/jobs')).json.data, [])
    for (const reply of [
      await reader.get(`/api/v1/jobs/${tidy.id}`),
      await reader.delete(`/api/v1/jobs/${tidy.id}`),
      await reader.post(`/api/v1/jobs/${tidy.id}/retry`, undefined),
      await admin.get('/api/v1/jobs/nothing'),
    ]) {
      assert.deepEqual([reply.status, ...codes(reply)], [404, 'E_JOB_UNKNOWN'])
    }

    const retried = await admin.post(`/api/v1/jobs/${tidy.id}/retry`, undefined)
    assert.deepEqual([retried.status, ...codes(retried)], [409, 'E_JOB_NOT_FAILED'])
    const ended = await admin.delete(`/api/v1/jobs/${tidy.id}`)
    assert.containSubset(ended.json.data, { id: tidy.id, state: 'cancelled' })
    const twice = await admin.delete(`/api/v1/jobs/${tidy.id}`)
    assert.deepEqual([twice.status, ...codes(twice)], [409, 'E_JOB_FINISHED'])
    // What comes back by the clock waits again.
    const next = await admin.get('/api/v1/jobs?state=waiting&limit=5')
    assert.include(
      next.json.data.map((job: { kind: string }) => job.kind),
      'jobs.tidy'
    )
    for (const query of ['state=lost', 'limit=0', 'limit=1000', 'page=2']) {
      assert.equal((await admin.get(`/api/v1/jobs?${query}`)).status, 400, query)
    }
  })
})
