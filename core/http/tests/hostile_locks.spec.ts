/** T108: one SQLite file, and everybody writes to it at once. */
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { startServer } from '../../../tests/harness/server.ts'
import type { Client, TestServer } from '../../../tests/harness/server.ts'
import { libraryModules, librarySamples } from './support/library.ts'
import { openLoad, percentile, possibleRate } from './support/open_load.ts'
import type { Asked, Request } from './support/open_load.ts'
import { hold, runCli } from './support/locks/hold.ts'
import type { CommandEnd } from './support/locks/hold.ts'

const books = '/api/v1/records/library.book'
const rates = '/api/v1/records/load.rate'
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const onSqlite = !process.env.TEST_DATABASE_URL
const oneWriter = 'only SQLite has one writer for all programs'

const rateId = '0195a000-0000-7000-8000-0000000000f1'
/** Each change of a rate gives the queue so many rows to compute anew. */
const dependents = 1_000

const base = { schemaVersion: 1 }
const loadModules: readonly object[] = [
  ...libraryModules,
  {
    ...{ ...base, kind: 'module', key: 'load', uid: 'uloadmodule1', title: '负载' },
    ...{ version: '1.0.0', dependsOn: ['system'], menu: [] },
  },
  {
    ...{ ...base, kind: 'entity', key: 'load.rate', uid: 'uloadrate001', title: '费率' },
    titleField: 'name',
    schema: {
      type: 'object',
      properties: {
        name: { 'type': 'string', 'title': '名称', 'x-uid': 'uloadrname01' },
        factor: { 'type': 'integer', 'title': '倍数', 'x-uid': 'uloadfactor1' },
      },
    },
  },
  {
    ...{ ...base, kind: 'entity', key: 'load.item', uid: 'uloaditem001', title: '条目' },
    titleField: 'name',
    schema: {
      type: 'object',
      properties: {
        name: { 'type': 'string', 'title': '名称', 'x-uid': 'uloadiname01' },
        rate: {
          ...{ 'title': '费率', 'x-type': 'relation', 'x-uid': 'uloadirate01' },
          'x-relation': { to: 'load.rate' },
        },
        cost: {
          ...{ 'title': '费用', 'x-type': 'formula', 'x-uid': 'uloadicost01' },
          ...{ 'x-formula': '=rate.factor * 3', 'x-scale': 0 },
        },
      },
    },
  },
]

const loadSamples = {
  ...librarySamples,
  'load.rate': [{ id: rateId, name: '一', factor: 1 }],
  'load.item': Array.from({ length: dependents }, (_, n) => ({ name: `条 ${n}`, rate: rateId })),
}

const askedRate = 200

/** Half of the requests write. */
const requestsOf =
  (client: Client): Request =>
  (n) =>
    n % 2 === 0
      ? { kind: 'write', send: () => client.post(books, { title: `book ${n}` }) }
      : {
          kind: 'read',
          send: () => client.get(n % 4 === 1 ? `${books}?limit=5` : `${rates}/${rateId}`),
        }

/** Drafts made and thrown away by processes of the command line, one after the other. */
async function useCli({ place }: TestServer, isOver: () => boolean): Promise<CommandEnd[]> {
  const ended: CommandEnd[] = []
  while (!isOver()) {
    const words =
      ended.length % 2 === 0
        ? ['rename', 'entity', 'library.shelf', 'label', '--field=name']
        : ['discard', '--all']
    ended.push(await runCli(place.dataFolder, words))
  }
  return ended
}

/** Keeps the queue at work; how often a rate was changed. */
async function keepQueueBusy(client: Client, isOver: () => boolean): Promise<number> {
  let changed = 0
  while (!isOver()) {
    const { headers } = await client.get(`${rates}/${rateId}`)
    const reply = await client.patch(
      `${rates}/${rateId}`,
      { factor: changed + 2 },
      { 'If-Match': headers.get('etag')! }
    )
    if (reply.status === 200) changed++
    await pause(300)
  }
  return changed
}

test.group('http | a database everybody writes to', (group) => {
  let server: TestServer
  let admin: Client
  group.setup(async () => {
    if (!onSqlite) return () => {}
    server = await startServer({ modules: loadModules, samples: loadSamples })
    admin = await server.signIn('admin')
    return async () => void (await server.close())
  })

  test('T108 web, queue, command line, a lock of 10 s and a long reader: waiting ends, nobody hears of locks', async ({
    assert,
  }) => {
    const file = join(server.place.dataFolder, 'guiju.sqlite3')
    const requests = requestsOf(admin)
    const rate = await possibleRate(requests, askedRate)
    const endReading = await hold(file, 'read')
    let isOver = false
    const over = () => isOver
    const commands = useCli(server, over)
    const changes = keepQueueBusy(admin, over)
    const began = performance.now()
    const load = openLoad(requests, { rate, isOver: (millis) => millis >= 24_000 })

    await pause(6_000)
    const endLock = await hold(file, 'write')
    const lockedAt = performance.now() - began
    await pause(10_000)
    await endLock()
    const freeAt = performance.now() - began

    const asked = await load
    isOver = true
    const [ended, changed] = await Promise.all([commands, changes])
    const largest = statSync(`${file}-wal`).size
    await endReading()

    const writes = asked.filter(({ kind }) => kind === 'write')
    const reads = asked.filter(({ kind }) => kind === 'read')
    const told = (some: Asked[]) => [...new Set(some.map(({ reply }) => reply.status))].sort()
    // What anybody waits for the machine, lock or no lock.
    const delay = Math.max(...reads.map(({ took }) => took))
    assert.deepEqual(told(reads), [200])
    assert.deepEqual(told(writes), [201, 503])
    for (const { reply, took, at } of writes) {
      assert.isBelow(took, 2 * 5_000 + delay + 1_000, `waited too long at ${at}`)
      if (reply.status === 201) continue
      assert.isAbove(took, 4_900, `gave up too soon at ${at}`)
      assert.isBelow(took, 5_000 + delay + 1_000, `gave up too late at ${at}`)
      assert.equal(reply.headers.get('retry-after'), '1')
      assert.equal(reply.json.errors[0].code, 'E_DATABASE_BUSY')
      assert.notMatch(reply.text, /locked|SQLITE/i)
      assert.isAbove(at + took, lockedAt)
      assert.isBelow(at, freeAt)
    }
    assert.deepEqual(told(writes.filter(({ at }) => at > freeAt)), [201])
    const during = reads.filter(({ at }) => at > lockedAt && at < freeAt)
    const others = reads.filter((one) => !during.includes(one))
    assert.isBelow(percentile(during, 0.5), 2 * percentile(others, 0.5) + 100)

    assert.isAbove(changed, 1)
    assert.isAbove(ended.filter(({ code }) => code === 0).length, 0)
    for (const { code, output } of ended) {
      assert.isTrue(code === 0 || code === 1, output)
      assert.notMatch(output, /locked|SQLITE/i)
      if (code === 1) assert.include(output, 'E_DATABASE_BUSY')
    }
    assert.isBelow(largest, 256 * 1024 * 1024)
    assert.notMatch(server.output(), /locked|SQLITE/i)
  })
    .skip(!onSqlite, oneWriter)
    .timeout(90_000)

  test('T108 afterwards the queue comes to its end and the journal is short again', async ({
    assert,
  }) => {
    const factor = (await admin.get(`${rates}/${rateId}`)).json.data.factor
    const filter = encodeURIComponent(JSON.stringify({ cost: { ne: String(factor * 3) } }))
    const wrong = () => admin.get(`/api/v1/records/load.item?limit=1&filter=${filter}`)
    for (let n = 0; n < 450 && (await wrong()).json.data.length > 0; n++) await pause(100)
    assert.deepEqual((await wrong()).json.data, [])
    // The write behind the one whose turn it was to copy the journal cuts it.
    const journal = join(server.place.dataFolder, 'guiju.sqlite3-wal')
    const isLong = () => statSync(journal).size >= 80 * 1024 * 1024
    for (let n = 0; n < 30 && isLong(); n++) {
      await admin.post(books, { title: 'last' })
      await pause(300)
    }
    assert.isFalse(isLong())
  })
    .skip(!onSqlite, oneWriter)
    .timeout(60_000)
})
