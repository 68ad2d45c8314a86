/**
 * What one revision changed, as `record_history.changes` keeps it: by uid, so that renaming a field
 * or entity leaves history as it is. Walking it backwards from the current row gives any earlier
 * revision; walking it forwards from nothing gives the current row.
 */
import type { CompiledEntity, CompiledField } from '#engine/compile/compiled.ts'
import type { Value, Values } from '#engine/values.ts'
import { sameValue } from './same_value.ts'

export type FieldChange = readonly [before: Value, after: Value]

/** A child row that was added or removed, with the values it had, by field uid (and `row_no`). */
export type RowAdded = { readonly '+': Values }
export type RowRemoved = { readonly '-': Values }
export interface RowChanged {
  readonly [uid: string]: FieldChange | RowChanges
}
/** By id of the child row. */
export interface RowChanges {
  readonly [id: string]: RowAdded | RowRemoved | RowChanged
}

/**
 * `"<field uid>": [before, after]`, `"<children uid>": {"<child id>": …}`; system fields that a
 * command can change (deleted_at, owner_id, dept_id, org_id) stand under their own name.
 */
export type RecordChanges = Readonly<Record<string, FieldChange | RowChanges>>

export const trackedSystemFields = ['deleted_at', 'owner_id', 'dept_id', 'org_id'] as const

export type EntityOf = (key: string) => CompiledEntity

/** The entity a record is of, and where those of its sub-tables are found. */
export interface RecordKind {
  readonly entity: CompiledEntity
  readonly entityOf: EntityOf
}

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
  const tracked = entity.parent === null ? trackedSystemFields : ['row_no']
  for (const name of tracked) addChange(changes, name, before?.[name], after[name])
  for (const { uid, key } of ownFields(entity)) addChange(changes, uid, before?.[key], after[key])
  for (const field of entity.children) {
    const child = entityOf(field.childEntity!)
    const rows = rowChanges(child, entityOf, rowsOf(before, field), rowsOf(after, field))
    if (Object.keys(rows).length > 0) changes[field.uid] = rows
  }
  return changes
}

/** What a record itself has: columns, and links of to-many relations. */
function ownFields({ stored, links }: CompiledEntity): readonly CompiledField[] {
  return links.length > 0 ? [...stored, ...links] : stored
}

/** One step along history: `backwards` undoes the changes, `forwards` repeats them. */
export function stepThrough(
  { entity, entityOf }: RecordKind,
  record: Values,
  changes: RecordChanges,
  direction: 'backwards' | 'forwards'
): Values {
  const side = direction === 'backwards' ? 0 : 1
  const stepped: Record<string, Value> = { ...record }
  for (const [uid, change] of Object.entries(changes)) {
    const field = entity.byUid.get(uid)
    if (isFieldChange(change)) {
      const key = field?.key ?? (systemNames.has(uid) ? uid : null)
      if (key !== null) stepped[key] = change[side]
    } else if (field?.childEntity) {
      const child = { entity: entityOf(field.childEntity), entityOf }
      stepped[field.key] = stepRows(child, rowsOf(record, field), change, direction)
    }
  }
  return stepped
}

const systemNames: ReadonlySet<string> = new Set([...trackedSystemFields, 'row_no'])

/** Child rows of a record in memory, in order. */
export function rowsOf(record: Values | null, field: CompiledField): readonly Values[] {
  const rows = record?.[field.key]
  return Array.isArray(rows) ? (rows as readonly Values[]) : []
}

function addChange(
  to: Record<string, unknown>,
  key: string,
  before: Value | undefined,
  after: Value | undefined
): void {
  if (!sameValue(before, after)) to[key] = [before ?? null, after ?? null]
}

function rowChanges(
  child: CompiledEntity,
  entityOf: EntityOf,
  before: readonly Values[],
  after: readonly Values[]
): RowChanges {
  const changes: Record<string, RowAdded | RowRemoved | RowChanged> = {}
  const earlier = new Map(before.map((row) => [String(row.id), row]))
  for (const row of after) {
    const id = String(row.id)
    const old = earlier.get(id)
    earlier.delete(id)
    const change = old
      ? changesBetween(child, entityOf, old, row)
      : { '+': keptRow(child, entityOf, row) }
    if (Object.keys(change).length > 0) changes[id] = change
  }
  for (const [id, row] of earlier) changes[id] = { '-': keptRow(child, entityOf, row) }
  return changes
}

/** A whole row by uid; rows of its own sub-tables keep their id beside. */
function keptRow(child: CompiledEntity, entityOf: EntityOf, row: Values): Values {
  const kept: Record<string, Value> = { row_no: row.row_no ?? null }
  for (const { uid, key } of ownFields(child)) {
    const value = row[key] ?? null
    if (value !== null) kept[uid] = value
  }
  for (const field of child.children) {
    const inner = entityOf(field.childEntity!)
    const rows = rowsOf(row, field).map((r) => ({
      id: r.id ?? null,
      ...keptRow(inner, entityOf, r),
    }))
    if (rows.length > 0) kept[field.uid] = rows
  }
  return kept
}

function rebuiltRow(child: CompiledEntity, entityOf: EntityOf, id: Value, kept: Values): Values {
  const row: Record<string, Value> = { id, row_no: kept.row_no ?? null }
  for (const { uid, key } of ownFields(child)) row[key] = kept[uid] ?? null
  for (const field of child.children) {
    const inner = entityOf(field.childEntity!)
    const rows = kept[field.uid]
    row[field.key] = Array.isArray(rows)
      ? rows.map((r: Values) => rebuiltRow(inner, entityOf, r.id ?? null, r))
      : []
  }
  return row
}

function stepRows(
  child: RecordKind,
  rows: readonly Values[],
  changes: RowChanges,
  direction: 'backwards' | 'forwards'
): Values[] {
  const byId = new Map(rows.map((row) => [String(row.id), row]))
  for (const [id, change] of Object.entries(changes)) {
    if (isRowAdded(change) || isRowRemoved(change)) {
      const appears = isRowAdded(change) === (direction === 'forwards')
      const kept = isRowAdded(change) ? change['+'] : change['-']
      if (appears) byId.set(id, rebuiltRow(child.entity, child.entityOf, id, kept))
      else byId.delete(id)
    } else {
      const row = byId.get(id) ?? { id }
      byId.set(id, stepThrough(child, row, change, direction))
    }
  }
  return [...byId.values()].sort((a, b) => Number(a.row_no) - Number(b.row_no))
}
