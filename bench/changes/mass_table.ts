/** A table of many rows behind a server: one in a hundred prices is no number, two levels of three are blank. */
import { libraryModules } from '../../core/http/tests/support/library.ts'
import { openDatabase } from '../../tests/harness/databases.ts'
import type { Database } from '../../core/storage/index.ts'
import { startServer } from '../../tests/harness/server.ts'
import type { Client } from '../../tests/harness/server.ts'

export const slips = '/api/v1/records/mass.slip'

export interface MassTable {
  readonly rows: number
  readonly admin: Client
  readonly database: Database
  /** How many records meet a filter. */
  count(filter: object): Promise<number>
  close(): Promise<void>
}

const text = (title: string, uid: string) => ({ 'type': 'string', title, 'x-uid': uid })
const modules = [
  ...libraryModules,
  {
    ...{ kind: 'module', key: 'mass', uid: 'massmodul', schemaVersion: 1, title: '大量' },
    ...{ version: '1.0.0', dependsOn: ['system'] },
  },
  {
    ...{ kind: 'entity', key: 'mass.slip', uid: 'massslip0', schemaVersion: 1, title: '单据' },
    titleField: 'name',
    schema: {
      type: 'object',
      properties: {
        name: text('名称', 'massname0'),
        code: text('编码', 'masscode0'),
        price: text('价格', 'massprice'),
        level: text('级别', 'masslevel'),
        note: text('备注', 'massnote0'),
      },
    },
  },
]

export async function openMassTable(rows: number): Promise<MassTable> {
  const server = await startServer({ modules })
  const { databaseUrl, dataFolder } = server.place
  const database = await openDatabase(databaseUrl ? { url: databaseUrl } : { folder: dataFolder })
  const admin = await server.signIn('admin')
  await fill(database, rows)
  return {
    ...{ rows, admin, database },
    async count(filter) {
      const body = { measures: [{ do: 'count', as: 'n' }], filter }
      const { json } = await admin.post(`${slips}/aggregate`, body)
      return json.data[0].n
    },
    async close() {
      await database.close()
      await server.close()
    },
  }
}

async function fill(database: Database, rows: number): Promise<void> {
  const [names] = await database.read.all<{ names: string }>(
    `SELECT names FROM physical_names WHERE entity_uid = 'massslip0'`
  )
  const { table, columns } = JSON.parse(names!.names) as {
    table: string
    columns: Record<string, { name: string }>
  }
  const own = ['massname0', 'masscode0', 'massprice', 'masslevel', 'massnote0']
  const listed = own.map((uid) => `"${columns[uid]!.name}"`).join(', ')
  const id =
    database.dialect.name === 'postgres'
      ? `('01900000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid`
      : `'01900000-0000-7000-8000-' || printf('%012x', i)`
  const at = `'2026-01-01T00:00:00.000Z'`
  await database.tx((t) =>
    t.run(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows})
       INSERT INTO "${table}" (id, rev, created_at, updated_at, ${listed})
       SELECT ${id}, 1, ${at}, ${at}, 'n' || i, 'c' || (CAST(i AS bigint) * 7919 % ${rows}),
         CASE WHEN i % 100 = 0 THEN '约 ' || i ELSE i || '.50' END,
         CASE WHEN i % 3 = 0 THEN 'top' END, 'x' FROM n`
    )
  )
  console.log(`${rows} rows on ${database.dialect.name}`)
}
