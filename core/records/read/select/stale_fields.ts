import type { CompiledField } from '#engine/compile/compiled.ts'
import type { Row } from '#core/storage/index.ts'
import type { ReadContext } from '../read_context.ts'
import { fragment, join } from '../sql/fragment.ts'
import type { Fragment } from '../sql/fragment.ts'

/** Which computed fields are behind: a change reached too many records, and a job is computing them. */
export interface StaleSelection {
  /** Columns of the statement that reads the record, so that both are of one moment. */
  readonly columns: Fragment
  of(row: Row | undefined): string[]
}

/**
 * The computed fields of an entity that a mark names. Marks are of changes, not of the records behind
 * them, so a field is told as behind for every record as long as the job is not through.
 */
export function selectStale({ entity, access, scope }: ReadContext): StaleSelection {
  const readable = entity.stored.filter((field) => access.readable(entity, field.key))
  const marked = readable.filter(readsOthers)
  const names = scope.dialect.containsText('s."fields"')
  const columns = marked.map((field, n) =>
    fragment(
      `, CASE WHEN EXISTS (SELECT 1 FROM computed_stale s WHERE ${names}) THEN 1 ELSE 0 END AS "m${n}"`,
      `"${entity.uid} ${field.uid}"`
    )
  )
  return {
    columns: join(columns),
    of(row) {
      if (!row) return []
      const behind = marked.filter((_, n) => Number(row[`m${n}`]) === 1)
      return behind.length === 0 ? [] : withFollowers(behind, readable)
    },
  }
}

/** Only what reads other records can be behind; the rest is computed with its record. */
function readsOthers({ formula, rollup }: CompiledField): boolean {
  return rollup !== null || (formula?.dependencies.some((name) => name.includes('.')) ?? false)
}

/** Formulas over what is behind are behind too. */
function withFollowers(
  behind: readonly CompiledField[],
  readable: readonly CompiledField[]
): string[] {
  const keys = new Set(behind.map(({ key }) => key))
  for (let size = -1; size !== keys.size;) {
    size = keys.size
    for (const { key, formula } of readable) {
      if (formula?.dependencies.some((name) => keys.has(name))) keys.add(key)
    }
  }
  return [...keys]
}
