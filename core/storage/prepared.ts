/**
 * Sends statements on one connection of the pool, prepared once and used again. Knex prepares each
 * statement anew, which cost a quarter of the CPU of a short list; the engine's statements come
 * from few texts, so keeping them prepared pays.
 */
import { createHash } from 'node:crypto'
import type { DialectName } from '#engine/values.ts'
import { letOthersIn } from './event_loop.ts'

/** Sends one statement on a connection and answers in the driver's own shape. */
export type SendOn = (
  connection: object,
  sql: string,
  bindings: readonly unknown[]
) => Promise<unknown>

/** Sends statements without parameters one after the other; nothing of them is kept. */
export type SendEach = (connection: object, statements: readonly string[]) => Promise<void>

/** Statements kept prepared per connection; the oldest goes when there are more. */
const keptStatements = 400
/** A PostgreSQL statement is prepared on the server from this use on: a plan kept costs memory there. */
const usesBeforePreparing = 3

/** Statements that PostgreSQL is sent at once: a round trip costs as much as a small table. */
const statementsAtOnce = 50

export const sendOn: Record<DialectName, SendOn> = {
  sqlite: sendToSqlite,
  postgres: sendToPostgres,
}

export const sendEach: Record<DialectName, SendEach> = {
  async sqlite(connection, statements) {
    for (const sql of statements) {
      const pause = letOthersIn()
      if (pause) await pause
      ;(connection as SqliteConnection).prepare(sql).run()
    }
  },
  async postgres(connection, statements) {
    for (let from = 0; from < statements.length; from += statementsAtOnce) {
      const text = statements.slice(from, from + statementsAtOnce).join(';\n')
      await (connection as PostgresConnection).query({ text, values: [] })
    }
  },
}

interface SqliteStatement {
  reader: boolean
  all(...bindings: unknown[]): unknown[]
  run(...bindings: unknown[]): { changes: number }
}
interface SqliteConnection {
  prepare(sql: string): SqliteStatement
}

const sqliteStatements = new WeakMap<object, Map<string, SqliteStatement>>()

async function sendToSqlite(
  connection: object,
  sql: string,
  bindings: readonly unknown[]
): Promise<unknown> {
  const pause = letOthersIn()
  if (pause) await pause
  let statements = sqliteStatements.get(connection)
  if (!statements) sqliteStatements.set(connection, (statements = new Map()))
  const statement = kept(statements, sql, () => (connection as SqliteConnection).prepare(sql))
  // The driver takes no booleans; the engine's columns hold 0 and 1.
  const values = bindings.map((b) => (typeof b === 'boolean' ? Number(b) : b))
  return statement.reader ? statement.all(...values) : statement.run(...values)
}

interface PostgresConnection {
  query(query: { text: string; values: unknown[]; name?: string }): Promise<unknown>
}
interface PostgresText {
  text: string
  name: string
  uses: number
}

const postgresTexts = new Map<string, PostgresText>()

async function sendToPostgres(
  connection: object,
  sql: string,
  bindings: readonly unknown[]
): Promise<unknown> {
  const known = kept(postgresTexts, sql, () => ({
    text: numberBindings(sql),
    name: createHash('sha256').update(sql).digest('base64url').slice(0, 32),
    uses: 0,
  }))
  known.uses++
  const { text, name } = known
  const isPrepared = known.uses >= usesBeforePreparing && bindings.length > 0
  const values = [...bindings]
  return (connection as PostgresConnection).query(
    isPrepared ? { text, values, name } : { text, values }
  )
}

/** `?` to `$1`, `$2` …, leaving quoted text alone. */
export function numberBindings(sql: string): string {
  let n = 0
  return sql.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|\?/g, (found) =>
    found === '?' ? `$${++n}` : found
  )
}

/** The value of a key, made on first use; a bounded map that forgets what was made first. */
function kept<T>(map: Map<string, T>, key: string, make: () => T): T {
  const known = map.get(key)
  if (known !== undefined) return known
  if (map.size >= keptStatements) map.delete(map.keys().next().value as string)
  const made = make()
  map.set(key, made)
  return made
}
