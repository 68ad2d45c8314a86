import { test } from '@japa/runner'
import { openDatabase } from '../../../tests/harness/databases.ts'
import type { TestDatabase } from '../../../tests/harness/databases.ts'
import { JobHopeless } from '../index.ts'
import type { Jobs } from '../index.ts'
import { ask, counting, effectsIn, everybody, jobsOn, openQueue, waitFor } from './support/queue.ts'

test.group('jobs | the queue', (group) => {
  let place: TestDatabase
  const started: Jobs[] = []
  group.each.setup(async () => {
    place = await openQueue()
    return async () => {
      for (const jobs of started.splice(0)) await jobs.stop()
      await place.drop()
    }
  })
  const start = async (jobs: Jobs) => {
    started.push(jobs)
    await jobs.start()
  }

  test('a job is there when the command that asked commits, and only then', async ({ assert }) => {
    const { database } = place
    const { jobs } = jobsOn(database)
    const refused = database.tx(async (t) => {
      await jobs.enqueue(t, { kind: 'test.count', payload: { total: 1 }, by: 'somebody' })
      throw new Error('no')
    })
    await assert.rejects(() => refused, 'no')
    assert.deepEqual(await jobs.list(everybody, { state: null, limit: 10 }), [])
    counting(jobs)
    await start(jobs)
    const id = await ask(database, jobs, { kind: 'test.count', payload: { total: 12 } })
    const job = await waitFor(jobs, id)
    assert.containSubset(job, {
      state: 'done',
      progress: { done: 12, total: 12 },
      result: { counted: 12 },
      error: null,
    })
    assert.deepEqual(
      await effectsIn(database),
      Array.from({ length: 12 }, (_, n) => n + 1)
    )
  })

  test('two workers on one queue: each job runs once', async ({ assert }) => {
    const other = await openDatabase(place.location)
    const rooms = [jobsOn(place.database).jobs, jobsOn(other).jobs]
    for (const jobs of rooms) {
      jobs.handle('test.once', {
        async run(job) {
          const n = job.payload as number
          await job.step(async (t) => {
            await t.run('INSERT INTO effects (n) VALUES (?)', [n])
            return {}
          })
        },
      })
    }
    const ids: string[] = []
    for (let n = 1; n <= 60; n++) {
      ids.push(await ask(place.database, rooms[0]!, { kind: 'test.once', payload: n }))
    }
    await Promise.all(rooms.map((jobs) => jobs.start()))
    for (const id of ids) {
      const job = await waitFor(rooms[0]!, id)
      assert.deepEqual([job.state, job.error], ['done', null])
    }
    for (const jobs of rooms) await jobs.stop()
    await other.close()
    assert.deepEqual(
      await effectsIn(place.database),
      Array.from({ length: 60 }, (_, n) => n + 1)
    )
  }).timeout(30_000)

  test('a worker whose lease ran out commits nothing more', async ({ assert }) => {
    const { database } = place
    let now = Date.parse('2026-11-22T00:00:00Z')
    // One at a time: it must not take the job again itself.
    const { jobs: slow } = jobsOn(database, {
      ...{ clock: () => new Date(now), leaseMillis: 60_000, atATime: 1 },
    })
    let goOn = () => {}
    const gate = new Promise<void>((resolve) => (goOn = resolve))
    let late: unknown
    slow.handle('test.slow', {
      async run(job) {
        await gate
        await job
          .step(async (t) => {
            await t.run('INSERT INTO effects (n) VALUES (1)')
            return {}
          })
          .catch((error: unknown) => {
            late = error
            throw error
          })
      },
    })
    await start(slow)
    const id = await ask(database, slow, { kind: 'test.slow' })
    await waitFor(slow, id, ['running'])
    now += 120_000
    const { jobs: quick } = jobsOn(database, { clock: () => new Date(now) })
    quick.handle('test.slow', {
      async run(job) {
        await job.step(async (t) => {
          await t.run('INSERT INTO effects (n) VALUES (2)')
          return {}
        })
      },
    })
    await quick.start()
    assert.equal((await waitFor(quick, id)).state, 'done')
    await quick.stop()
    goOn()
    while (late === undefined) await new Promise((resolve) => setTimeout(resolve, 5))
    await slow.stop()
    assert.equal((late as { reason?: string }).reason, 'lost')
    assert.deepEqual(await effectsIn(database), [2])
    assert.equal((await slow.read(everybody, id)).state, 'done')
  })

  test('a failing job waits longer each time, then is a dead letter with its reason', async ({
    assert,
  }) => {
    const { database } = place
    let now = Date.parse('2026-11-22T00:00:00Z')
    let isBroken = true
    let runs = 0
    const { jobs, lines } = jobsOn(database, { clock: () => new Date(now) })
    jobs.handle('test.fail', {
      run() {
        runs++
        return isBroken ? Promise.reject(new Error('the disk is on fire')) : Promise.resolve('well')
      },
    })
    await start(jobs)
    const id = await ask(database, jobs, { kind: 'test.fail', mostAttempts: 3 })
    const waits: number[] = []
    for (let n = 1; n < 3; n++) {
      while (runs < n || (await jobs.read(everybody, id)).state !== 'waiting') {
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
      const wait = Date.parse((await jobs.read(everybody, id)).dueAt) - now
      waits.push(wait)
      now += wait
    }
    const dead = await waitFor(jobs, id)
    assert.containSubset(dead, { state: 'failed', error: 'the disk is on fire', attempts: 3 })
    assert.isTrue(waits[0]! >= 4_500 && waits[0]! <= 5_500, String(waits))
    assert.isTrue(waits[1]! >= 9_000 && waits[1]! <= 11_000, String(waits))
    assert.include(lines.join(), 'the disk is on fire')
    isBroken = false
    await jobs.retry(everybody, id)
    assert.containSubset(await waitFor(jobs, id, ['done']), { result: 'well' })
    await assert.rejects(() => jobs.retry(everybody, id), /E_JOB_NOT_FAILED/)
  })

  test('what no attempt can mend is a dead letter at once', async ({ assert }) => {
    const { jobs } = jobsOn(place.database)
    jobs.handle('test.hopeless', { run: () => Promise.reject(new JobHopeless('no such file')) })
    await start(jobs)
    const id = await ask(place.database, jobs, { kind: 'test.hopeless' })
    assert.containSubset(await waitFor(jobs, id), { state: 'failed', attempts: 1 })
  })

  test('a dead letter whose key another job has is not tried again: that one does the same', async ({
    assert,
  }) => {
    const { jobs } = jobsOn(place.database)
    jobs.handle('test.hopeless', { run: () => Promise.reject(new JobHopeless('no such file')) })
    await start(jobs)
    const asked = { kind: 'test.hopeless', key: 'the one' }
    const dead = await ask(place.database, jobs, asked)
    await waitFor(jobs, dead)
    const later = await ask(place.database, jobs, { ...asked, dueAt: new Date(1e13) })
    await assert.rejects(() => jobs.retry(everybody, dead), /E_JOB_NOT_FAILED/)
    await jobs.cancel(everybody, later)
    assert.equal((await jobs.retry(everybody, dead)).state, 'waiting')
  })

  test('one job of a key waits; asked for while it runs, it runs once more', async ({ assert }) => {
    const { database } = place
    const { jobs } = jobsOn(database)
    let runs = 0
    const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    jobs.handle('test.keyed', {
      async run() {
        await gates[runs++]?.promise
      },
    })
    const asked = { kind: 'test.keyed', key: 'the one' }
    const first = await ask(database, jobs, asked)
    assert.equal(await ask(database, jobs, asked), first)
    await start(jobs)
    await waitFor(jobs, first, ['running'])
    assert.equal(await ask(database, jobs, asked), first)
    assert.equal(await ask(database, jobs, asked), first)
    gates[0]!.resolve()
    while (runs < 2) await new Promise((resolve) => setTimeout(resolve, 5))
    gates[1]!.resolve()
    await waitFor(jobs, first)
    assert.equal(runs, 2)
    assert.notEqual(await ask(database, jobs, asked), first)
  })

  test('a cancelled job commits no further batch; strangers see none of it', async ({ assert }) => {
    const { database } = place
    const { jobs } = jobsOn(database)
    counting(jobs, { most: 1, pause: 5 })
    jobs.handle('test.needed', { isCancellable: false, run: () => new Promise(() => {}) })
    await start(jobs)
    const owner = { userId: 'somebody', all: false }
    const stranger = { userId: 'else', all: false }
    const id = await ask(database, jobs, { kind: 'test.count', payload: { total: 10_000 } })
    while ((await effectsIn(database)).length < 3) await new Promise((r) => setTimeout(r, 5))
    for (const call of [jobs.read, jobs.cancel, jobs.retry]) {
      await assert.rejects(async () => call(stranger, id), /E_JOB_UNKNOWN/)
    }
    assert.deepEqual(await jobs.list(stranger, { state: null, limit: 5 }), [])
    assert.equal((await jobs.cancel(owner, id)).state, 'cancelled')
    const counted = (await effectsIn(database)).length
    await new Promise((resolve) => setTimeout(resolve, 100))
    assert.lengthOf(await effectsIn(database), counted)
    await assert.rejects(() => jobs.cancel(owner, id), /E_JOB_FINISHED/)
    const needed = await ask(database, jobs, { kind: 'test.needed', dueAt: new Date(1e13) })
    await assert.rejects(() => jobs.cancel(owner, needed), /E_JOB_NOT_CANCELLABLE/)
  })

  test('a stop gives jobs back after their batch, and others go on where they were', async ({
    assert,
  }) => {
    const { database } = place
    const { jobs } = jobsOn(database)
    counting(jobs, { most: 2, pause: 3 })
    await jobs.start()
    const id = await ask(database, jobs, { kind: 'test.count', payload: { total: 60 } })
    while ((await effectsIn(database)).length < 4) await new Promise((r) => setTimeout(r, 5))
    await jobs.stop()
    assert.containSubset(await jobs.read(everybody, id), { state: 'waiting' })
    const { jobs: next } = jobsOn(database)
    counting(next)
    await start(next)
    await waitFor(next, id)
    assert.deepEqual(
      await effectsIn(database),
      Array.from({ length: 60 }, (_, n) => n + 1)
    )
  })

  test('what comes back by the clock: missed times come once, a new line holds at once', async ({
    assert,
  }) => {
    const { database } = place
    let now = Date.parse('2026-11-22T00:00:00Z')
    let runs = 0
    const nightly = (cron: string) => {
      const { jobs } = jobsOn(database, { clock: () => new Date(now) })
      jobs.handle('test.nightly', { run: () => Promise.resolve(void runs++) })
      jobs.repeat({ name: 'nightly', kind: 'test.nightly', cron, zone: 'Asia/Shanghai' })
      return jobs
    }
    const due = async (jobs: Jobs) => {
      const list = await jobs.list(everybody, { state: 'waiting', limit: 10 })
      return list.filter((job) => job.kind === 'test.nightly').map((job) => job.dueAt)
    }
    const first = nightly('30 2 * * *')
    await first.start()
    await first.stop()
    assert.deepEqual(await due(first), ['2026-11-22T18:30:00.000Z'])
    now += 3 * 86_400_000
    const second = nightly('30 2 * * *')
    await start(second)
    while (runs < 1) await new Promise((resolve) => setTimeout(resolve, 5))
    while ((await due(second)).length === 0) await new Promise((r) => setTimeout(r, 5))
    assert.deepEqual(await due(second), ['2026-11-25T18:30:00.000Z'])
    assert.equal(runs, 1)
    const third = nightly('0 4 * * *')
    await start(third)
    assert.deepEqual(await due(third), ['2026-11-25T20:00:00.000Z'])
  })

  test('a long job leaves the event loop to others', async ({ assert }) => {
    const { database } = place
    const { jobs } = jobsOn(database)
    counting(jobs, { most: 1_000 })
    await start(jobs)
    const id = await ask(database, jobs, { kind: 'test.count', payload: { total: 20_000 } })
    let longest = 0
    let last = performance.now()
    const timer = setInterval(() => {
      longest = Math.max(longest, performance.now() - last)
      last = performance.now()
    }, 1)
    await waitFor(jobs, id, ['done'], 60_000)
    clearInterval(timer)
    // The bar is 50 ms on a quiet machine; a whole run in one go would take hundreds.
    assert.isBelow(longest, 250)
  }).timeout(90_000)
})
