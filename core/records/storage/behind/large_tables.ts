import type { Dialect, Executor } from '#core/storage/index.ts'
import type { Catalogue } from '../catalogue.ts'
import type { TablePlan } from '../table_plan.ts'
import { behindStatements } from './behind_statements.ts'

/** Rows that indexes are built over within a release, some 20 ms; over more a job builds them. */
export const mostRowsIndexedAtOnce = 10_000

/** Tables with something to be done that is left to a job, for they have more than `most` rows. */
export async function largeTables(
  read: Executor,
  dialect: Dialect,
  given: { plans: readonly TablePlan[]; catalogue: Catalogue; most: number }
): Promise<ReadonlySet<string>> {
  const { plans, catalogue, most } = given
  const large = new Set<string>()
  if (most === Infinity) return large
  for (const plan of plans) {
    if (behindStatements(plan, catalogue, { dialect }).length === 0) continue
    // Goes through so many rows at most, where counting would go through all.
    const rows = await read.all(
      `SELECT 1 AS n FROM ${dialect.quote(plan.table)} LIMIT 1 OFFSET ${Math.trunc(most)}`
    )
    if (rows.length > 0) large.add(plan.table)
  }
  return large
}
