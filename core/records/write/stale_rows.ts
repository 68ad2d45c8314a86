import type { CompiledEntity } from '#engine/compile/compiled.ts'
import type { Value, Values } from '#engine/values.ts'
import type { StaleField, StaleRow } from '../errors.ts'
import { isFieldChange, isRowAdded, isRowRemoved, rowsOf } from '../history/changes.ts'
import type { RowChanges } from '../history/changes.ts'
import type { GivenRow } from './normalise.ts'

/** One sub-table as a stale write finds it. */
export interface StaleTable {
  readonly child: CompiledEntity
  entityOf(key: string): CompiledEntity
  /** Its rows as they stand. */
  readonly now: readonly Values[]
  /** What each revision since the one the sender saw did to it, oldest first. */
  readonly changes: readonly RowChanges[]
}

/**
 * Where a write and what others did since meet in one row: the same field of it, or one side
 * removed what the other changed. Different rows, and different fields of a row, are no conflict;
 * nor is it when both removed the row. By row id. Pure.
 */
export function staleRows(table: StaleTable, given: readonly GivenRow[]): Record<string, StaleRow> {
  const conflicts: Record<string, StaleRow> = {}
  const theirs = theirRows(table.changes)
  const now = new Map(table.now.map((row) => [String(row.id), row]))
  for (const row of given) {
    const change = row.isNew ? undefined : theirs.get(row.id)
    if (!change || (change.isRemoved && row.isRemoved)) continue
    const no = Number(now.get(row.id)?.row_no ?? change.no)
    if (change.isRemoved) {
      conflicts[row.id] = { no, theirs: 'removed', yours: 'changed', fields: {} }
      continue
    }
    const fields = fieldsOf(table, change, { row: now.get(row.id) ?? {}, given: row })
    const isMet = Object.keys(fields).length > 0 || (row.isRemoved && change.inner.size > 0)
    const yours = row.isRemoved ? 'removed' : 'changed'
    if (isMet) conflicts[row.id] = { no, theirs: 'changed', yours, fields }
  }
  return conflicts
}

/** Rows that others have removed since, and the write removes too: nothing is left to do. Pure. */
export function goneRows(changes: readonly RowChanges[]): ReadonlySet<string> {
  const rows = [...theirRows(changes)]
  return new Set(rows.flatMap(([id, { isRemoved }]) => (isRemoved ? [id] : [])))
}

interface TheirRow {
  isRemoved: boolean
  no: Value
  /** Changed fields by uid: the value they had first. */
  readonly first: Map<string, Value>
  /** Changes of its own sub-tables by uid. */
  readonly inner: Map<string, RowChanges[]>
}

function theirRows(changes: readonly RowChanges[]): Map<string, TheirRow> {
  const rows = new Map<string, TheirRow>()
  for (const [id, change] of changes.flatMap((each) => Object.entries(each))) {
    const row = rows.get(id) ?? { isRemoved: false, no: null, first: new Map(), inner: new Map() }
    rows.set(id, row)
    if (isRowRemoved(change))
      Object.assign(row, { isRemoved: true, no: change['-'].row_no ?? null })
    else if (!isRowAdded(change)) {
      for (const [uid, one] of Object.entries(change)) {
        if (!isFieldChange(one)) row.inner.set(uid, [...(row.inner.get(uid) ?? []), one])
        else if (!row.first.has(uid)) row.first.set(uid, one[0])
      }
    }
  }
  return rows
}

/** Fields of one row that others changed and the write names; where it removes the row, all they entered. */
function fieldsOf(
  { child, entityOf }: StaleTable,
  theirs: TheirRow,
  { row, given }: { row: Values; given: GivenRow }
): Record<string, StaleField> {
  const fields: Record<string, StaleField> = {}
  for (const field of child.fields.values()) {
    const { key, uid, childEntity } = field
    if (childEntity !== null) {
      const inner = theirs.inner.get(uid)
      const table = { child: entityOf(childEntity), entityOf, now: rowsOf(row, field) }
      const named = given.given.rows.get(key)
      if (!inner || !named) continue
      const rows = staleRows({ ...table, changes: inner }, named)
      if (Object.keys(rows).length > 0) fields[key] = { rows }
    } else if (theirs.first.has(uid)) {
      const isNamed = given.isRemoved ? !field.readOnly : given.given.values.has(key)
      if (!isNamed) continue
      const yours = given.isRemoved ? {} : { yours: given.given.values.get(key) }
      fields[key] = { base: theirs.first.get(uid), theirs: row[key] ?? null, ...yours }
    }
  }
  return fields
}
