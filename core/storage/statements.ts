import type { Dialect, Row } from './dialect.ts'

export type StatementListener = (statement: { sql: string; bindings: readonly unknown[] }) => void

export interface StatementRunner {
  all<T = Row>(sql: string, bindings?: readonly unknown[]): Promise<T[]>
  run(sql: string, bindings?: readonly unknown[]): Promise<number>
  runEach(statements: readonly string[]): Promise<void>
}

/** How statements get to the database: through the pool, or on the connection of a transaction. */
export interface Send {
  one(sql: string, bindings: readonly unknown[]): Promise<unknown>
  /** Statements without parameters whose answers nobody wants; a transaction alone sends them. */
  each?(statements: readonly string[]): Promise<void>
}

/** Tells listeners of each statement and gives both drivers' answers one shape. */
export function statementRunner(
  sending: Send,
  dialect: Dialect,
  listeners: ReadonlySet<StatementListener>
): StatementRunner {
  const tell = (sql: string, bindings: readonly unknown[]) => {
    for (const listener of listeners) listener({ sql, bindings })
  }
  const send: Send['one'] = (sql, bindings) => {
    tell(sql, bindings)
    return sending.one(sql, bindings)
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
    async runEach(statements) {
      if (!sending.each) throw new TypeError('statements without answers need a transaction')
      for (const sql of statements) tell(sql, [])
      await sending.each(statements)
    },
  }
}
