/** More than a server should be asked at once: definitions without end, and a database held by another. */
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { test } from '@japa/runner'
import SqliteDatabase from 'better-sqlite3'
import { startServer } from '../../../tests/harness/server.ts'
import type { Client, Reply, TestServer } from '../../../tests/harness/server.ts'
import { libraryModules, librarySamples } from './support/library.ts'

const books = '/api/v1/records/library.book'
const shelf = '/api/v1/definitions/entity/library.shelf'
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const onSqlite = !process.env.TEST_DATABASE_URL

/** Asks for a sign of life again and again; the longest wait, in milliseconds. */
function watch(server: TestServer) {
  const nobody = server.anonymous()
  let longest = 0
  let isOver = false
  const asked = (async () => {
    while (!isOver) {
      const began = performance.now()
      await nobody.get('/health/live')
      longest = Math.max(longest, performance.now() - began)
      await pause(20)
    }
  })()
  return async () => {
    isOver = true
    await asked
    return longest
  }
}

test.group('http | hostile load', (group) => {
  let server: TestServer
  let admin: Client
  group.setup(async () => {
    server = await startServer({ modules: libraryModules, samples: librarySamples })
    admin = await server.signIn('admin')
    return async () => void (await server.close())
  })

  test('T005 an enum of 100,000 strings is refused with a word about dictionaries', async ({
    assert,
  }) => {
    const { data } = (await admin.get(shelf)).json
    const given = (values: number) => {
      const kind = { ...data.schema.properties.name, 'x-uid': 'uenumenum001' }
      kind.enum = Array.from({ length: values }, (_, n) => `v${n}`)
      const properties = { ...data.schema.properties, kind: { ...kind, title: '种类' } }
      return { ...data, schema: { ...data.schema, properties } }
    }
    for (const values of [100_000, 201]) {
      const end = watch(server)
      const began = performance.now()
      const reply = await admin.put('/api/v1/drafts/entity/library.shelf', given(values))
      assert.isBelow(performance.now() - began, 2_000, `${values}`)
      assert.isBelow(await end(), 2_000, `${values}`)
      const told = reply.status === 200 ? JSON.stringify(reply.json.problems) : reply.text
      assert.match(told, /字典|dictionary/, `${values}: ${reply.status}`)
      const isTold = reply.status === 422 || told.includes('"severity":"error"')
      assert.isTrue(isTold, told.slice(0, 300))
      const plan = await admin.post('/api/v1/releases/plan', {})
      const { problems = [], changes = [] } = plan.json.data ?? {}
      assert.isTrue(
        changes.length === 0 || problems.some((p: { severity: string }) => p.severity === 'error')
      )
    }
  }).timeout(30_000)

  test('T108 a database that another program holds: waiting ends, nobody hears of locks', async ({
    assert,
  }) => {
    const file = join(server.place.dataFolder, 'guiju.sqlite3')
    const other = new SqliteDatabase(file)
    const reader = new SqliteDatabase(file, { readonly: true })
    reader.exec('BEGIN')
    reader.prepare('SELECT COUNT(*) FROM audit_entries').get()
    other.exec('BEGIN IMMEDIATE')
    const end = watch(server)
    const asked: Promise<Reply & { took: number }>[] = []
    const timed = async (work: Promise<Reply>) => {
      const began = performance.now()
      const reply = await work
      return { ...reply, took: performance.now() - began }
    }
    for (let n = 0; n < 60; n++) {
      asked.push(timed(admin.post(books, { title: `held ${n}` })), timed(admin.get(books)))
      await pause(20)
    }
    const replies = await Promise.all(asked)
    const writes = replies.filter((_, n) => n % 2 === 0)
    const reads = replies.filter((_, n) => n % 2 === 1)
    assert.deepEqual(new Set(writes.map(({ status }) => status)), new Set([503]))
    for (const { took, headers, text } of writes) {
      assert.isBelow(took, 8_000)
      assert.equal(headers.get('retry-after'), '1')
      assert.include(text, 'E_DATABASE_BUSY')
      assert.notMatch(text, /locked|SQLITE/i)
    }
    assert.deepEqual(new Set(reads.map(({ status }) => status)), new Set([200]))
    assert.isBelow(await end(), 1_000)
    other.exec('COMMIT')
    other.close()
    const again = await Promise.all(
      Array.from({ length: 100 }, (_, n) => admin.post(books, { title: `free ${n}` }))
    )
    assert.deepEqual(new Set(again.map(({ status }) => status)), new Set([201]))
    assert.isBelow(statSync(`${file}-wal`).size, 256 * 1024 * 1024)
    reader.close()
    assert.notMatch(server.output(), /database is locked/)
  })
    .skip(!onSqlite, 'only SQLite has one writer for all programs')
    .timeout(60_000)
})
