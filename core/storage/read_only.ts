import type { Database } from './database.ts'
import type { Transaction } from './transaction.ts'

/**
 * What the steps of a command may be given to look without the command: it reads what is committed,
 * holds nothing, and writes nothing.
 */
export function readOnly({ read, dialect }: Pick<Database, 'read' | 'dialect'>): Transaction {
  const refuse = () => {
    throw new TypeError('whoever only looks writes nothing')
  }
  return {
    dialect,
    all: (sql, bindings) => read.all(sql, bindings),
    run: refuse,
    runEach: refuse,
    afterCommit: refuse,
  }
}
