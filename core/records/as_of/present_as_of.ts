import type { CompiledEntity } from '#engine/compile/compiled.ts'
import { systemFieldOf } from '#engine/filters/index.ts'
import type { RecordJson } from '../read/index.ts'
import type { ReadContext } from '../read/read_context.ts'
import { wholeTree } from '../read/select/field_tree.ts'
import type { HistoryChange } from '../read/select/history_view.ts'
import type { StoredRecord } from '../storage/row_codec.ts'

/**
 * The record in the form of any other answer, from what history would tell of all its values.
 * Lookups are left out: they are values of other records, and of no time but now.
 */
export function presentAsOf(
  context: ReadContext,
  record: StoredRecord,
  changes: readonly HistoryChange[],
  isShown: (field: string) => boolean
): RecordJson {
  const { entity } = context
  const told = tellChanges(changes, entity, context)
  const shown: Record<string, unknown> = {}
  for (const name of wholeTree(entity, context, true).keys()) {
    const field = entity.fields.get(name)
    if (field?.lookup || !isShown(name)) continue
    const own = systemFieldOf(entity, name)
    if (!field && own) shown[name] = record[name] ?? null
    else shown[name] = told[name] ?? blankOf(entity, name)
  }
  return shown as RecordJson
}

function tellChanges(
  changes: readonly HistoryChange[],
  entity: CompiledEntity,
  context: ReadContext
): Record<string, unknown> {
  return Object.fromEntries(
    changes.map((change) => {
      if (!('rows' in change)) return [change.field, change.after]
      const child = context.application.entities.get(entity.fields.get(change.field)!.childEntity!)!
      const rows = change.rows.map((row) => ({
        ...blankRow(child),
        ...tellChanges(row.changes, child, context),
        id: row.id,
      }))
      return [change.field, rows]
    })
  )
}

function blankRow(child: CompiledEntity): Record<string, unknown> {
  const fields = [...child.fields.values()].filter((field) => !field.lookup)
  return { id: null, ...Object.fromEntries(fields.map(({ key }) => [key, blankOf(child, key)])) }
}

function blankOf(entity: CompiledEntity, key: string): unknown {
  const field = entity.fields.get(key)
  return field && (field.childEntity !== null || field.linkTable !== null) ? [] : null
}
