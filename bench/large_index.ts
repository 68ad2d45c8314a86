/**
 * A release that brings an index on a table of many rows, while somebody writes and somebody reads:
 *
 *   node bench/large_index.ts [--rows 1000000]
 *
 * On SQLite, or on the PostgreSQL cluster that TEST_DATABASE_URL names. Tells how long publishing took,
 * how long the job behind it, and how long writers and readers waited until it was done.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { libraryModules } from '../core/http/tests/support/library.ts'
import { openDatabase } from '../tests/harness/databases.ts'
import { startServer } from '../tests/harness/server.ts'

const { values } = parseArgs({ options: { rows: { type: 'string', default: '1000000' } } })
const rows = Number(values.rows)
const text = (title: string, uid: string) => ({ 'type': 'string', title, 'x-uid': uid })
const definitions = [
  {
    ...{ kind: 'module', key: 'mass', uid: 'massmodul', schemaVersion: 1, title: '大量' },
    ...{ version: '1.0.0', dependsOn: ['system'] },
  },
  {
    ...{ kind: 'entity', key: 'mass.slip', uid: 'massslip0', schemaVersion: 1, title: '单据' },
    titleField: 'name',
    schema: {
      type: 'object',
      properties: { name: text('名称', 'massname0'), code: text('编码', 'masscode0') },
    },
  },
]
const slips = '/api/v1/records/mass.slip'

const server = await startServer({ modules: [...libraryModules, ...definitions] })
const { databaseUrl, dataFolder } = server.place
const database = await openDatabase(databaseUrl ? { url: databaseUrl } : { folder: dataFolder })
const admin = await server.signIn('admin')
await fill()
const definition = (await admin.get('/api/v1/definitions/entity/mass.slip')).json.data
definition.indexes = [{ uid: 'massbycod', fields: ['code'] }]
await admin.put('/api/v1/drafts/entity/mass.slip', definition)

/** When each was sent, and how long it took. */
type Waits = [began: number, took: number][]
const waits = { writes: [] as Waits, reads: [] as Waits, errors: 0 }
let isOver = false
const write = (n: number) => admin.post(slips, { name: `w${n}`, code: `w${n}` })
const load = Promise.all([
  onAndOn(waits.writes, write),
  onAndOn(waits.reads, () => admin.get(`${slips}?limit=20`)),
])
await pause(3_000)
const { hash, migrations } = (await admin.post('/api/v1/releases/plan', {})).json.data
for (const { statement, lock, seconds, behind } of migrations) {
  console.log(`${behind ? 'behind' : 'at once'}, lock ${lock}, ${seconds} s: ${statement}`)
}
const released = performance.now()
let started = released
const published = await admin.post('/api/v1/releases', { plan: hash, note: '' })
console.log(`publish answered ${published.status} after ${took()} s`)
started = performance.now()
for (let isBuilt = false; !isBuilt; await pause(50)) {
  const jobs = await database.read.all<{ state: string }>(
    `SELECT state FROM jobs WHERE kind = 'records.build'`
  )
  isBuilt = jobs.length > 0 && jobs.every(({ state }) => state === 'done')
}
console.log(`built after ${took()} s`)
isOver = true
await load
for (const [name, list] of Object.entries({ writes: waits.writes, reads: waits.reads })) {
  const [before, since] = [true, false].map((is) => list.filter(([at]) => at < released === is))
  console.log(`${name} before: ${told(before!)}; from the release on: ${told(since!)}`)
}
console.log(`${waits.errors} errors`)
await database.close()
await server.close()
process.exit(0)

function told(list: Waits): string {
  const sorted = list.map(([, millis]) => millis).sort((a, b) => a - b)
  const at = (share: number) => Math.round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0)
  return `${list.length}, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms`
}

function took(): string {
  return ((performance.now() - started) / 1000).toFixed(2)
}

async function fill(): Promise<void> {
  const [names] = await database.read.all<{ names: string }>(
    `SELECT names FROM physical_names WHERE entity_uid = 'massslip0'`
  )
  const { table, columns } = JSON.parse(names!.names) as {
    table: string
    columns: Record<string, { name: string }>
  }
  const [name, code] = [columns.massname0!.name, columns.masscode0!.name]
  const id =
    database.dialect.name === 'postgres'
      ? `('01900000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid`
      : `'01900000-0000-7000-8000-' || printf('%012x', i)`
  await database.tx((t) =>
    t.run(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows})
       INSERT INTO "${table}" (id, rev, created_at, updated_at, "${name}", "${code}")
       SELECT ${id}, 1, '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z', 'n' || i,
         'c' || (CAST(i AS bigint) * 7919 % ${rows}) FROM n`
    )
  )
  console.log(`${rows} rows on ${database.dialect.name}`)
}

async function onAndOn(
  list: Waits,
  send: (n: number) => Promise<{ status: number }>
): Promise<void> {
  for (let n = 0; !isOver; n += 1) {
    const began = performance.now()
    const { status } = await send(n)
    list.push([began, performance.now() - began])
    if (status >= 300) waits.errors += 1
    await pause(5)
  }
}
