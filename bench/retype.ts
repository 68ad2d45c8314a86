/**
 * A retype of many rows, text to money, one per cent of them no numbers:
 *
 *   node bench/retype.ts [--rows 1000000]
 *
 * On SQLite, or on the PostgreSQL cluster that TEST_DATABASE_URL names. Tells whether the plan's
 * figures are the outcome, whether quarantine holds exactly the bad values, and how long writers and
 * readers waited meanwhile. Goal: no write waits above 200 ms.
 */
import { parseArgs } from 'node:util'
import { libraryModules } from '../core/http/tests/support/library.ts'
import { openDatabase } from '../tests/harness/databases.ts'
import { startServer } from '../tests/harness/server.ts'
import type { Client } from '../tests/harness/server.ts'

const { values } = parseArgs({ options: { rows: { type: 'string', default: '1000000' } } })
const rows = Number(values.rows)
const bad = rows / 100

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
      properties: { name: text('名称', 'massname0'), price: text('价格', 'massprice') },
    },
  },
]
const slips = '/api/v1/records/mass.slip'

const server = await startServer({ modules: [...libraryModules, ...definitions] })
const admin = await server.signIn('admin')
await fill()
const definition = (await admin.get('/api/v1/definitions/entity/mass.slip')).json.data
Object.assign(definition.schema.properties.price, { 'x-type': 'money', 'x-scale': 2 })
await admin.put('/api/v1/drafts/entity/mass.slip', definition)
let started = performance.now()
const plan = (await admin.post('/api/v1/releases/plan', {})).json.data
const { converts, seconds } = plan.migrations.find((one: { converts?: object }) => one.converts)
console.log(
  `dry run ${took()} s: ${converts.ok} ok, ${converts.rounded} rounded, ${converts.failing} failing; ${seconds} s expected`
)

started = performance.now()
const { id, state } = (await admin.post('/api/v1/releases', { plan: plan.hash, note: '' })).json
  .data
console.log(`publish answered ${state} after ${took()} s`)
const waits = { writes: [] as number[], reads: [] as number[], errors: 0 }
let isMoving = true
const load = Promise.all([writeOnAndOn(admin), readOnAndOn(admin)])
for (;;) {
  await new Promise((resolve) => setTimeout(resolve, 500))
  const release = (await admin.get(`/api/v1/releases/${id}`)).json.data
  if (release.state !== 'migrating') break
}
isMoving = false
await load
console.log(`moved in ${took()} s`)
const { page } = (await admin.get(`/api/v1/releases/${id}/quarantine?limit=1`)).json
console.log(`quarantine ${page.count}, ${page.count === bad ? 'exactly' : 'NOT'} the bad values`)
console.log(`dry run ${converts.failing === bad ? 'is' : 'is NOT'} the outcome`)
for (const [name, list] of Object.entries({ writes: waits.writes, reads: waits.reads })) {
  const sorted = list.sort((a, b) => a - b)
  const at = (share: number) => Math.round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0)
  console.log(
    `${sorted.length} ${name}: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms`
  )
}
console.log(`${waits.errors} errors`)
await server.close()
process.exit(0)

function took(): string {
  return ((performance.now() - started) / 1000).toFixed(1)
}

async function fill(): Promise<void> {
  const { databaseUrl, dataFolder } = server.place
  const database = await openDatabase(databaseUrl ? { url: databaseUrl } : { folder: dataFolder })
  const [names] = await database.read.all<{ names: string }>(
    `SELECT names FROM physical_names WHERE entity_uid = 'massslip0'`
  )
  const { table, columns } = JSON.parse(names!.names) as {
    table: string
    columns: Record<string, { name: string }>
  }
  const now = new Date().toISOString()
  const each = 2_000
  for (let from = 0; from < rows; from += each) {
    const some = Array.from({ length: Math.min(each, rows - from) }, (_, i) => from + i)
    const groups = some.map(() => '(?, 1, ?, ?, ?, ?)').join(', ')
    const bound = some.flatMap((n) => [
      idOf(n),
      now,
      now,
      `n${n}`,
      n % 100 === 0 ? `约 ${n}` : `${n}.50`,
    ])
    await database.tx((t) =>
      t.run(
        `INSERT INTO "${table}" (id, rev, created_at, updated_at, "${columns.massname0!.name}", ` +
          `"${columns.massprice!.name}") VALUES ${groups}`,
        bound
      )
    )
  }
  await database.close()
  console.log(`${rows} rows on ${database.dialect.name}`)
}

function idOf(n: number): string {
  return `01900000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`
}

async function writeOnAndOn(client: Client): Promise<void> {
  for (let n = 0; isMoving; n += 1) {
    const began = performance.now()
    const made = await client.post(slips, { name: `w${n}`, price: `${n}.25` })
    waits.writes.push(performance.now() - began)
    if (made.status !== 201) waits.errors += 1
  }
}

async function readOnAndOn(client: Client): Promise<void> {
  while (isMoving) {
    const began = performance.now()
    const list = await client.get(`${slips}?limit=20`)
    waits.reads.push(performance.now() - began)
    if (list.status !== 200) waits.errors += 1
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
