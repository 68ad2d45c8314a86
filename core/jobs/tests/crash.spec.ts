import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { test } from '@japa/runner'
import type { DatabaseLocation } from '#core/storage/index.ts'
import { ask, effectsIn, everybody, jobsOn, openQueue, waitFor } from './support/queue.ts'

const script = fileURLToPath(new URL('./support/counting_worker.ts', import.meta.url))

async function startProcess(location: DatabaseLocation) {
  const child = spawn(process.execPath, [script, JSON.stringify(location)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  return child
}

test.group('jobs | processes that end', () => {
  test('kill -9 in the middle: the lease runs out, another goes on, nothing twice', async ({
    assert,
    cleanup,
  }) => {
    const place = await openQueue()
    cleanup(() => place.drop())
    const { database, location } = place
    const { jobs } = jobsOn(database)
    const total = 400
    const id = await ask(database, jobs, { kind: 'test.count', payload: { total } })
    for (let kills = 1; kills <= 3; kills++) {
      const child = await startProcess(location)
      while ((await effectsIn(database)).length < kills * 60) {
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
    assert.equal((await jobs.read(everybody, id)).state, 'running')
    const last = await startProcess(location)
    assert.containSubset(await waitFor(jobs, id, ['done'], 60_000), { result: { counted: total } })
    last.kill('SIGTERM')
    const [code] = (await once(last, 'exit')) as [number | null]
    assert.equal(code, 0)
    assert.deepEqual(
      await effectsIn(database),
      Array.from({ length: total }, (_, n) => n + 1)
    )
  }).timeout(120_000)
})
