import { valueOfNothing } from '../computed/gather/gather_values.ts'
import type { CompiledEntity } from '#engine/compile/compiled.ts'
import type { Fault } from '#engine/errors.ts'
import { pointerTo } from '#engine/problems.ts'
import type { Value, Values } from '#engine/values.ts'
import { fieldReference } from '../errors.ts'
import { rowsOf } from '../history/changes.ts'
import type { GivenRow, GivenValues } from './normalise.ts'

/** A record in the making. */
export type Draft = Record<string, Value>

export interface Merged {
  readonly record: Draft
  /** Where the body spoke of each child row, by row id: faults found later point there. */
  readonly paths: ReadonlyMap<string, string>
  readonly faults: readonly Fault[]
}

/**
 * The record with the body laid over it: a named value replaces, sub-tables merge. A row without an
 * id is new and goes to the end, `$delete` removes one, rows the body does not name stay. Pure.
 */
export function mergeGiven(
  entity: CompiledEntity,
  entityOf: (key: string) => CompiledEntity,
  base: Values,
  given: GivenValues
): Merged {
  const paths = new Map<string, string>()
  const faults: Fault[] = []
  const merge = (of: CompiledEntity, record: Values, values: GivenValues): Draft => {
    const draft: Draft = { ...record, ...Object.fromEntries(values.values) }
    for (const field of of.children) {
      const child = entityOf(field.childEntity!)
      // Copies, also of rows the body does not name: formulas are written into them.
      const rows = new Map(
        rowsOf(record, field).map((row) => [String(row.id), merge(child, row, nothing)])
      )
      let last = Math.max(0, ...[...rows.values()].map((row) => Number(row.row_no)))
      for (const row of values.rows.get(field.key) ?? []) {
        paths.set(row.id, row.path)
        const known = rows.get(row.id)
        if (!row.isNew && !known) faults.push(unknownRow(child, row))
        else if (row.isRemoved) rows.delete(row.id)
        else rows.set(row.id, merge(child, known ?? blankRow(child, row.id, ++last), row.given))
      }
      draft[field.key] = [...rows.values()]
    }
    return draft
  }
  return { record: merge(entity, base, given), paths, faults }
}

const nothing: GivenValues = { values: new Map(), rows: new Map() }

function blankRow(child: CompiledEntity, id: string, rowNo: number): Draft {
  return { id, row_no: rowNo, ...blankFields(child) }
}

/** Every field of the record itself blank; nothing points to it yet. */
export function blankFields(entity: CompiledEntity): Draft {
  const fields = [...entity.stored, ...entity.links]
  return Object.fromEntries(
    fields.map((field) => [field.key, field.rollup ? valueOfNothing(field) : null])
  )
}

function unknownRow(child: CompiledEntity, row: GivenRow): Fault {
  return fieldReference({ field: 'id', title: child.title, id: row.id }, pointerTo(row.path, 'id'))
}
