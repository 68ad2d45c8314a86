/** One entity with long texts in very many rows: what no index helps to look through. */
import SqliteDatabase from 'better-sqlite3'
import pg from 'pg'
import type { Place } from '../../../../tests/harness/server.ts'
import { libraryModules } from './library.ts'

const base = { schemaVersion: 1 }

/** Beside the library, whose people and administrator sign in. */
export const wideModules: readonly object[] = [
  ...libraryModules,
  {
    ...{ ...base, kind: 'module', key: 'wide', uid: 'uwidemodule1', title: '宽' },
    ...{ version: '1.0.0', dependsOn: ['system'], menu: [] },
  },
  {
    ...{ ...base, kind: 'entity', key: 'wide.note', uid: 'uwidenote001', title: '笔记' },
    titleField: 'name',
    schema: {
      type: 'object',
      properties: {
        name: { 'type': 'string', 'title': '名称', 'x-uid': 'uwidename001' },
        text: { 'type': 'string', 'title': '正文', 'x-uid': 'uwidetext001' },
        more: { 'title': '其他', 'x-type': 'json', 'x-uid': 'uwidemore001' },
      },
    },
  },
]

/** Alternatives that look into each text and each JSON value, and find nothing. */
export const costlyFilter = {
  any: Array.from({ length: 40 }, (_, n) =>
    n % 4 === 3 ? { more: { eq: { n } } } : { text: { contains: `zz${n}` } }
  ),
}

const rows = 60_000
/** 1,800 characters each: short enough to lie in the row itself. */
const pieces = 56

/** Fills the table by SQL of its database; the server need not know. */
export async function fillWideTable({ databaseUrl, dataFolder }: Place): Promise<void> {
  if (databaseUrl === null) return fillSqlite(dataFolder)
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query(
      insertOf({
        id: `lpad(to_hex(n), 32, '0')::uuid`,
        text: `(SELECT string_agg(md5(n::text || m), '') FROM generate_series(1, ${pieces}) m)`,
        numbers: `generate_series(1, ${rows}) n`,
      })
    )
    await client.query('ANALYZE')
  } finally {
    await client.end()
  }
}

function fillSqlite(folder: string): void {
  const database = new SqliteDatabase(`${folder}/guiju.sqlite3`, { timeout: 10_000 })
  database.exec(
    insertOf({
      id: `printf('%08x-0000-7000-8000-000000000000', n)`,
      text: `hex(randomblob(${pieces * 16}))`,
      numbers: `(WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < ${rows}) SELECT n FROM c)`,
    })
  )
  database.close()
}

function insertOf(values: { id: string; text: string; numbers: string }): string {
  const at = `'2026-11-01T00:00:00.000Z'`
  return `INSERT INTO "e_wide_note_uwidenote001" ("id", "rev", "created_at", "updated_at",
      "name_uwidename001", "text_uwidetext001", "more_uwidemore001")
    SELECT ${values.id}, 1, ${at}, ${at}, 'a' || n, ${values.text}, '{"a":1}' FROM ${values.numbers}`
}
