import type { Knex } from 'knex'
import type { Dialect, Row } from './dialect.ts'

export type StatementListener = (statement: { sql: string; bindings: readonly unknown[] }) => void

export interface StatementRunner {
  all<T = Row>(sql: string, bindings?: readonly unknown[]): Promise<T[]>
  run(sql: string, bindings?: readonly unknown[]): Promise<number>
}

/** Sends statements through one Knex client and gives both drivers' answers one shape. */
export function statementRunner(
  client: Knex | Knex.Transaction,
  dialect: Dialect,
  listeners: ReadonlySet<StatementListener>
): StatementRunner {
  const send = async (sql: string, bindings: readonly unknown[]): Promise<unknown> => {
    for (const listener of listeners) listener({ sql, bindings })
    return client.raw(sql, bindings as Knex.RawBinding[])
  }
  return {
    async all<T>(sql: string, bindings: readonly unknown[] = []) {
      const answer = await send(sql, bindings)
      return (dialect.name === 'postgres' ? (answer as { rows: T[] }).rows : answer) as T[]
    },
    async run(sql, bindings = []) {
      const answer = (await send(sql, bindings)) as { rowCount?: number | null; changes?: number }
      return answer.rowCount ?? answer.changes ?? 0
    },
  }
}
