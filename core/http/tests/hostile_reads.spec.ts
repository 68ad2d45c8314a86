/** T040: questions that take long, from clients that go away. */
import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { test } from '@japa/runner'
import pg from 'pg'
import { startServer } from '../../../tests/harness/server.ts'
import type { Client, TestServer } from '../../../tests/harness/server.ts'
import { costlyFilter, fillWideTable, wideModules } from './support/wide_table.ts'

const notes = '/api/v1/records/wide.note'
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Asks; what it gives goes away without waiting for an answer. */
function askAndLeave(
  { url }: TestServer,
  { cookie }: Client,
  asked: { path: string; body?: object }
): () => void {
  const sent = request(url + asked.path, {
    method: asked.body ? 'POST' : 'GET',
    headers: { 'Cookie': cookie!, 'Origin': url, 'Content-Type': 'application/json' },
  })
  sent.on('error', () => {})
  sent.end(asked.body ? JSON.stringify(asked.body) : undefined)
  return () => void sent.destroy()
}

/** How many long statements the database runs for this server. */
async function runningReads({ place, pid }: TestServer): Promise<number> {
  if (place.databaseUrl === null) {
    // A process of its own for each; it has CPU time on its account only while a statement runs.
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim()
    const ids = children === '' ? [] : children.split(' ')
    const before = ids.map(cpuTicks)
    await pause(100)
    return ids.filter((id, n) => cpuTicks(id) - before[n]! > 0).length
  }
  const client = new pg.Client({ connectionString: place.databaseUrl })
  await client.connect()
  const { rows } = await client.query(
    `SELECT COUNT(*)::int AS n FROM pg_stat_activity WHERE datname = current_database()
     AND state = 'active' AND query LIKE '%strpos%' AND pid <> pg_backend_pid() AND leader_pid IS NULL`
  )
  await client.end()
  return rows[0].n
}

function cpuTicks(id: string): number {
  try {
    const told = readFileSync(`/proc/${id}/stat`, 'utf8').split(') ')[1]!.split(' ')
    return Number(told[11]) + Number(told[12])
  } catch {
    return 0
  }
}

/** Milliseconds until no such statement runs any more. */
async function untilNoneRuns(server: TestServer): Promise<number> {
  const began = performance.now()
  while ((await runningReads(server)) > 0) await pause(20)
  return performance.now() - began
}

test.group('http | questions that take long', (group) => {
  let server: TestServer
  let admin: Client
  group.setup(async () => {
    server = await startServer({ modules: wideModules })
    admin = await server.signIn('admin')
    await fillWideTable(server.place)
    // The size of the database is looked at every few seconds.
    await pause(5_500)
    return async () => void (await server.close())
  })
  const list = (more = '') =>
    `${notes}?limit=1${more}&filter=${encodeURIComponent(JSON.stringify(costlyFilter))}`
  const summed = {
    path: `${notes}/aggregate`,
    body: { measures: [{ do: 'count', as: 'n' }], filter: costlyFilter },
  }

  for (const [name, asked] of Object.entries({ list: { path: list() }, sums: summed })) {
    test(`T040 ${name} of a client that goes away after 1 s end in the database within a second`, async ({
      assert,
    }) => {
      const leave = askAndLeave(server, admin, asked)
      await pause(800)
      // A busy machine may take longer to start the process it runs in.
      let running = 0
      for (let n = 0; n < 50 && running === 0; n++) running = await runningReads(server)
      assert.equal(running, 1)
      leave()
      assert.isBelow(await untilNoneRuns(server), 1_000)
      assert.equal((await admin.get(`${notes}?limit=1`)).status, 200)
    }).timeout(30_000)
  }

  test('T040 20 of them at once hold nobody up, and leave nothing behind', async ({ assert }) => {
    const leaving = Array.from({ length: 20 }, () => askAndLeave(server, admin, { path: list() }))
    await pause(500)
    const waits: number[] = []
    while (waits.length < 20) {
      const began = performance.now()
      const nobody = await server.anonymous().get('/health/ready')
      const { status } = await admin.get(`${notes}?limit=1`)
      waits.push(performance.now() - began)
      assert.deepEqual([nobody.status, status], [200, 200])
      await pause(50)
    }
    const median = waits.sort((a, b) => a - b)[10]!
    assert.isBelow(median, 250, waits.map(Math.round).join(' '))
    assert.isAbove(await runningReads(server), 0)
    for (const leave of leaving) leave()
    assert.isBelow(await untilNoneRuns(server), 1_000)
  }).timeout(30_000)

  test('T040 whoever waits hears after 10 s at the latest, with what to change and when to come back', async ({
    assert,
  }) => {
    const asked = Array.from({ length: 4 }, async () => {
      const began = performance.now()
      const reply = await admin.get(list('&count=exact'))
      return { reply, took: performance.now() - began }
    })
    const answers = await Promise.all(asked)
    for (const { reply, took } of answers) {
      assert.isBelow(took, 11_500)
      if (reply.status === 200) continue
      assert.equal(reply.status, 503, reply.text)
      assert.equal(reply.headers.get('retry-after'), '10')
      const [error] = reply.json.errors
      assert.equal(error.code, 'E_QUERY_TOO_SLOW')
      assert.include(['/filter', '/count'], error.path)
    }
    assert.isTrue(answers.some(({ reply }) => reply.status === 503))
    assert.isBelow(await untilNoneRuns(server), 1_000)
    assert.notMatch(server.output(), /error|Error/)
  }).timeout(30_000)
})
