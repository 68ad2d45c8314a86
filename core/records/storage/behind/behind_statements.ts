import type { Transaction } from '#core/storage/index.ts'
import { tableDialects } from '../catalogue.ts'
import type { Catalogue } from '../catalogue.ts'
import { uniquePrefix } from '../table_plan.ts'
import type { IndexPlan, TablePlan } from '../table_plan.ts'

type With = Pick<Transaction, 'dialect'>

/** What is done to a table behind a release, each statement by itself while everybody works. */
export interface BehindStatement {
  readonly sql: string
  readonly what: 'clear' | 'index' | 'validate'
}

/**
 * What a table that is there still lacks of what can be done behind a release: indexes that only make
 * reading faster, each behind the removal of what an earlier attempt left of it, and looking at the
 * rows that were there before their foreign key.
 */
export function behindStatements(
  plan: TablePlan,
  catalogue: Catalogue,
  t: With
): BehindStatement[] {
  if (!catalogue.tables.has(plan.table)) return []
  const { createBeside, dropBeside, inlineForeignKeys } = tableDialects[t.dialect.name]
  const indexes = plan.indexes.filter((index) => isLacking(index, catalogue))
  const built = indexes.flatMap(({ name, sql }): BehindStatement[] => [
    ...(catalogue.invalid.has(name)
      ? [{ sql: dropBeside(t.dialect.quote(name)), what: 'clear' as const }]
      : []),
    { sql: createBeside(sql), what: 'index' },
  ])
  const references = inlineForeignKeys ? [] : plan.columns.flatMap((one) => one.references ?? [])
  const validated = references
    .filter(({ constraint }) => !catalogue.validated.has(constraint))
    .map(({ constraint }): BehindStatement => {
      const [table, name] = [plan.table, constraint].map(t.dialect.quote)
      return { sql: `ALTER TABLE ${table} VALIDATE CONSTRAINT ${name}`, what: 'validate' }
    })
  return [...built, ...validated]
}

/** Whether an index is missing that a release can do without for a while. */
function isLacking({ name, family }: IndexPlan, { indexes }: Catalogue): boolean {
  return !family.startsWith(uniquePrefix) && !indexes.has(name)
}
