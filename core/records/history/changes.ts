/**
 * What one revision changed, as `record_history.changes` keeps it: by uid, so that renaming a field
 * or entity leaves history as it is. Walking it backwards from the current row gives any earlier
 * revision; walking it forwards from nothing gives the current row.
 */
import type { CompiledEntity, CompiledField } from '#engine/compile/compiled.ts'
import type { Value, Values } from '#engine/values.ts'

export type FieldChange = readonly [before: Value, after: Value]

/** A child row that was added or removed, with the values it had, by field uid (and `row_no`). */
export type RowAdded = { readonly '+': Values }
export type RowRemoved = { readonly '-': Values }
export type RowChanged = Readonly<Record<string, FieldChange>>
/** By id of the child row. */
export type RowChanges = Readonly<Record<string, RowAdded | RowRemoved | RowChanged>>

/**
 * `"<field uid>": [before, after]`, `"<children uid>": {"<child id>": …}`; system fields that a
 * command can change (deleted_at, owner_id, dept_id, org_id) stand under their own name.
 */
export type RecordChanges = Readonly<Record<string, FieldChange | RowChanges>>

export const trackedSystemFields = ['deleted_at', 'owner_id', 'dept_id', 'org_id'] as const

export type EntityOf = (key: string) => CompiledEntity

export function isFieldChange(change: FieldChange | RowChanges): change is FieldChange {
  return Array.isArray(change)
}
export function isRowAdded(change: RowAdded | RowRemoved | RowChanged): change is RowAdded {
  return '+' in change
}
export function isRowRemoved(change: RowAdded | RowRemoved | RowChanged): change is RowRemoved {
  return '-' in change
}

/** The difference of two revisions of a record with its children; `before` null for a new record. */
export function changesBetween(
  entity: CompiledEntity,
  entityOf: EntityOf,
  before: Values | null,
  after: Values
): RecordChanges {
  const changes: Record<string, FieldChange | RowChanges> = {}
  for (const name of trackedSystemFields) {
    addChange(changes, name, before?.[name] ?? null, after[name] ?? null)
  }
  for (const field of entity.stored) {
    addChange(changes, field.uid, before?.[field.key] ?? null, after[field.key] ?? null)
  }
  for (const field of entity.children) {
    const rows = rowChanges(childOf(field, entityOf), rowsOf(before, field), rowsOf(after, field))
    if (Object.keys(rows).length > 0) changes[field.uid] = rows
  }
  return changes
}

/** One step along history: `backwards` undoes the changes, `forwards` repeats them. */
export function stepThrough(
  entity: CompiledEntity,
  entityOf: EntityOf,
  record: Values,
  changes: RecordChanges,
  direction: 'backwards' | 'forwards'
): Values {
  const side = direction === 'backwards' ? 0 : 1
  const stepped: Record<string, Value> = { ...record }
  for (const [uid, change] of Object.entries(changes)) {
    const field = entity.byUid.get(uid)
    if (isFieldChange(change)) {
      const key = field?.key ?? (isTracked(uid) ? uid : null)
      if (key !== null) stepped[key] = change[side]
    } else if (field) {
      stepped[field.key] = stepRows(childOf(field, entityOf), rowsOf(record, field), change, side)
    }
  }
  return stepped
}

/** Child rows of a record in memory, in order. */
export function rowsOf(record: Values | null, field: CompiledField): readonly Values[] {
  const rows = record?.[field.key]
  return Array.isArray(rows) ? (rows as readonly Values[]) : []
}

function childOf(field: CompiledField, entityOf: EntityOf): CompiledEntity {
  return entityOf(field.childEntity!)
}

function isTracked(name: string): boolean {
  return (trackedSystemFields as readonly string[]).includes(name)
}

function addChange(to: Record<string, unknown>, key: string, before: Value, after: Value): void {
  if (before !== after) to[key] = [before, after]
}

function rowChanges(child: CompiledEntity, before: readonly Values[], after: readonly Values[]) {
  const changes: Record<string, RowAdded | RowRemoved | RowChanged> = {}
  const earlier = new Map(before.map((row) => [String(row.id), row]))
  for (const row of after) {
    const id = String(row.id)
    const old = earlier.get(id)
    earlier.delete(id)
    const change = old ? changedRow(child, old, row) : { '+': keptRow(child, row) }
    if (Object.keys(change).length > 0) changes[id] = change
  }
  for (const [id, row] of earlier) changes[id] = { '-': keptRow(child, row) }
  return changes
}

function changedRow(child: CompiledEntity, before: Values, after: Values): RowChanged {
  const changes: Record<string, FieldChange> = {}
  addChange(changes, 'row_no', before.row_no ?? null, after.row_no ?? null)
  for (const field of child.stored) {
    addChange(changes, field.uid, before[field.key] ?? null, after[field.key] ?? null)
  }
  return changes
}

function keptRow(child: CompiledEntity, row: Values): Values {
  const kept: Record<string, Value> = { row_no: row.row_no ?? null }
  for (const field of child.stored) {
    const value = row[field.key] ?? null
    if (value !== null) kept[field.uid] = value
  }
  return kept
}

function stepRows(
  child: CompiledEntity,
  rows: readonly Values[],
  changes: RowChanges,
  side: 0 | 1
): Values[] {
  const byId = new Map(rows.map((row) => [String(row.id), row]))
  for (const [id, change] of Object.entries(changes)) {
    const appears = isRowAdded(change) ? side === 1 : isRowRemoved(change) ? side === 0 : null
    if (appears === false) byId.delete(id)
    else if (appears === true) byId.set(id, rebuiltRow(child, id, change as RowAdded & RowRemoved))
    else byId.set(id, steppedRow(child, byId.get(id) ?? { id }, change as RowChanged, side))
  }
  return [...byId.values()].sort((a, b) => Number(a.row_no) - Number(b.row_no))
}

function rebuiltRow(child: CompiledEntity, id: string, change: RowAdded | RowRemoved): Values {
  const kept = isRowAdded(change) ? change['+'] : change['-']
  const row: Record<string, Value> = { id, row_no: kept.row_no ?? null }
  for (const field of child.stored) row[field.key] = kept[field.uid] ?? null
  return row
}

function steppedRow(child: CompiledEntity, row: Values, change: RowChanged, side: 0 | 1): Values {
  const stepped: Record<string, Value> = { ...row }
  for (const [uid, pair] of Object.entries(change)) {
    const key = uid === 'row_no' ? uid : child.byUid.get(uid)?.key
    if (key !== undefined) stepped[key] = pair[side]
  }
  return stepped
}
