import type { CompiledEntity } from '#engine/compile/compiled.ts'
import { isBlank } from '#engine/values.ts'
import type { Values } from '#engine/values.ts'
import { rowsOf } from '../../history/changes.ts'
import { sameValue } from '../../history/same_value.ts'
import type { Change } from '../../write/persist.ts'

/** One row before and after: the record itself, or a row of its sub-tables. */
export interface RowPair {
  readonly entity: CompiledEntity
  readonly id: string
  readonly before: Values | null
  readonly after: Values | null
  /** Whether it was, and is, part of a record that is not deleted. */
  readonly wasThere: boolean
  readonly isThere: boolean
}

/** The record of a change and all its rows, side by side. */
export function rowPairs(
  entity: CompiledEntity,
  { before, after }: Change,
  entityOf: (key: string) => CompiledEntity
): RowPair[] {
  const wasThere = before !== null && isBlank(before.deleted_at)
  const isThere = isBlank(after.deleted_at)
  const pairs: RowPair[] = []
  const walk = (of: CompiledEntity, id: string, old: Values | null, now: Values | null) => {
    pairs.push({
      ...{ entity: of, id, before: old, after: now },
      wasThere: wasThere && old !== null,
      isThere: isThere && now !== null,
    })
    for (const field of of.children) {
      const child = entityOf(field.childEntity!)
      const [was, is] = [rowsById(old, field), rowsById(now, field)]
      for (const row of new Set([...was.keys(), ...is.keys()])) {
        walk(child, row, was.get(row) ?? null, is.get(row) ?? null)
      }
    }
  }
  walk(entity, after.id, before, after)
  return pairs
}

function rowsById(record: Values | null, field: Parameters<typeof rowsOf>[1]): Map<string, Values> {
  return new Map(rowsOf(record, field).map((row) => [String(row.id), row]))
}

/** Whether a field of the row has another value than before; of a sub-table, any row of it. */
export function hasChanged({ before, after }: RowPair, key: string): boolean {
  const [old, now] = [before?.[key] ?? null, after?.[key] ?? null]
  const isRows = (value: unknown) => Array.isArray(value) && typeof value[0] === 'object'
  if (isRows(old) || isRows(now)) return JSON.stringify(old) !== JSON.stringify(now)
  return !sameValue(old, now)
}
