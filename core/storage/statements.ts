import type { Dialect, Row } from './dialect.ts'

export type StatementListener = (statement: { sql: string; bindings: readonly unknown[] }) => void

export interface StatementRunner {
  all<T = Row>(sql: string, bindings?: readonly unknown[]): Promise<T[]>
  run(sql: string, bindings?: readonly unknown[]): Promise<number>
}

/** How a statement gets to the database: through the pool, or on the connection of a transaction. */
export type Send = (sql: string, bindings: readonly unknown[]) => Promise<unknown>

/** Tells listeners of each statement and gives both drivers' answers one shape. */
export function statementRunner(
  sendOn: Send,
  dialect: Dialect,
  listeners: ReadonlySet<StatementListener>
): StatementRunner {
  const send: Send = (sql, bindings) => {
    for (const listener of listeners) listener({ sql, bindings })
    return sendOn(sql, bindings)
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
