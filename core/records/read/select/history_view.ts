import type { CompiledEntity, CompiledField } from '#engine/compile/compiled.ts'
import type { Language } from '#engine/errors.ts'
import { systemFieldOf, titleIn } from '#engine/filters/index.ts'
import type { Value, Values } from '#engine/values.ts'
import type { Row } from '#core/storage/index.ts'
import { isFieldChange, isRowAdded, isRowRemoved } from '../../history/changes.ts'
import type { RecordChanges, RowChanges } from '../../history/changes.ts'
import type { ReadContext } from '../read_context.ts'
import type { Fragment } from '../sql/fragment.ts'
import { maskedValue } from './mask.ts'
import { RowFlags } from './row_flags.ts'
import type { ScopeFlags } from './row_flags.ts'

/** One field of a revision, before and after, under its key and title of today. */
export interface FieldHistory {
  field: string
  title: string
  before: unknown
  after: unknown
}

/** The rows of a sub-table that a revision touched. */
export interface RowsHistory {
  field: string
  title: string
  rows: { id: string; change: 'added' | 'removed' | 'changed'; changes: HistoryChange[] }[]
}
export type HistoryChange = FieldHistory | RowsHistory

/** What of the changes of one record an actor sees: flags beside the record, then field by field. */
export interface HistoryView {
  /** Columns that the statement reading the record must have. */
  readonly columns: readonly Fragment[]
  /** Changes the actor may read, of the record that `row` was read of. */
  changes(changes: RecordChanges, row: Row): HistoryChange[]
  /** Whether he may read the field of that record, in clear or masked. */
  shows(uid: string, row: Row): boolean
}

type Show = (value: Value) => Value

/** Fields are found by uid: a renamed one appears under its name of today, a removed one no more. */
export function historyView(
  context: ReadContext,
  flags: ScopeFlags = new RowFlags(context.scope)
): HistoryView {
  const { entity, access, application } = context
  const rights = new Map(
    [...entity.fields.values()]
      .filter((field) => access.readable(entity, field.key))
      .map((field) => {
        const shown = flags.of(access.shownScope(entity, field.key))
        const isMasked = access.masked(entity, field.key)
        const clear = isMasked ? () => false : flags.of(access.fieldScope(entity, field.key))
        return [field.uid, { field, shown, clear }]
      })
  )
  return {
    columns: flags.columns,
    shows: (uid, row) => rights.get(uid)?.shown(row) ?? false,
    changes: (changes, row) =>
      Object.entries(changes).flatMap(([uid, change]): HistoryChange[] => {
        const right = rights.get(uid)
        if (!right) return systemChange({ entity, language: application.language }, uid, change)
        const { field, shown, clear } = right
        if (!shown(row)) return []
        const show: Show = clear(row) ? (value) => value : (value) => maskedValue(value, field)
        if (isFieldChange(change)) return [fieldHistory(field, change, show)]
        const child = application.entities.get(field.childEntity ?? '')
        return child ? [rowsHistory(field, child, change, application.entities)] : []
      }),
  }
}

/** The engine's own columns stand under their names and go with the record. */
function systemChange(
  { entity, language }: { entity: CompiledEntity; language: Language },
  name: string,
  change: RecordChanges[string]
): FieldHistory[] {
  if (!isFieldChange(change)) return []
  const [before, after] = change
  if (name === 'deleted_at') {
    return [{ field: name, title: language === 'en' ? 'Deleted at' : '删除时间', before, after }]
  }
  const field = systemFieldOf(entity, name)
  return field ? [{ field: name, title: titleIn(language, field), before, after }] : []
}

function fieldHistory(
  { key, title }: CompiledField,
  [before, after]: readonly [Value, Value],
  show: Show
): FieldHistory {
  return { field: key, title, before: show(before), after: show(after) }
}

function rowsHistory(
  { key, title }: CompiledField,
  child: CompiledEntity,
  changes: RowChanges,
  entities: ReadonlyMap<string, CompiledEntity>
): RowsHistory {
  const rows = Object.entries(changes).map(([id, change]) => {
    if (isRowAdded(change)) return wholeRow({ entity: child, entities }, id, change['+'], 1)
    if (isRowRemoved(change)) return wholeRow({ entity: child, entities }, id, change['-'], 0)
    const inside = Object.entries(change).flatMap(([uid, item]): HistoryChange[] => {
      const field = child.byUid.get(uid)
      if (!field) return []
      if (isFieldChange(item)) return [fieldHistory(field, item, (value) => value)]
      const grandchild = entities.get(field.childEntity ?? '')
      return grandchild ? [rowsHistory(field, grandchild, item, entities)] : []
    })
    return { id, change: 'changed' as const, changes: inside }
  })
  return { field: key, title, rows }
}

/** A row that came or went, with the rows of its own: their values are all after, or all before. */

function wholeRow(
  kind: { entity: CompiledEntity; entities: ReadonlyMap<string, CompiledEntity> },
  id: string,
  values: Values,
  side: 0 | 1
): RowsHistory['rows'][number] {
  const changes = Object.entries(values).flatMap(([uid, value]): HistoryChange[] => {
    const field = kind.entity.byUid.get(uid)
    const grandchild = kind.entities.get(field?.childEntity ?? '')
    if (field && grandchild && Array.isArray(value)) {
      const rows = (value as readonly Values[]).map(({ id: own, ...kept }) =>
        wholeRow({ ...kind, entity: grandchild }, String(own), kept, side)
      )
      return [{ field: field.key, title: field.title, rows }]
    }
    if (!field || (field.column === null && field.linkTable === null)) return []
    const pair: [Value, Value] = side === 1 ? [null, value] : [value, null]
    return [fieldHistory(field, pair, (one) => one)]
  })
  return { id, change: side === 1 ? 'added' : 'removed', changes }
}
