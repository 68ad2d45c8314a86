import { AsyncLocalStorage } from 'node:async_hooks'
import type { Database } from '#core/storage/index.ts'

/** SQL of the last request that was not about the log itself; for tests only. */
export interface StatementLog {
  /** Runs a request; its statements become the last ones when it ends. */
  follow<T>(work: () => Promise<T>): Promise<T>
  last(): readonly { sql: string; bindings: readonly unknown[] }[]
}

/** Listens to a database. Only made with GUIJU_TEST=1: bindings hold personal data. */
export function statementLog(database: Database): StatementLog {
  const current = new AsyncLocalStorage<{ sql: string; bindings: readonly unknown[] }[]>()
  let last: { sql: string; bindings: readonly unknown[] }[] = []
  database.onStatement((statement) => current.getStore()?.push(statement))
  return {
    async follow(work) {
      const mine: typeof last = []
      try {
        return await current.run(mine, work)
      } finally {
        last = mine
      }
    },
    last: () => last,
  }
}
