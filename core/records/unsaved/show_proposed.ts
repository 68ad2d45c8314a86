import type { FilterNode } from '#engine/filters/index.ts'
import { filterKey } from '#engine/filters/index.ts'
import type { Value, Values } from '#engine/values.ts'
import { presentAsOf } from '../as_of/present_as_of.ts'
import type { RecordEnvironment } from '../environment.ts'
import { changesBetween } from '../history/changes.ts'
import type { RecordJson } from '../read/index.ts'
import type { ReadContext } from '../read/read_context.ts'
import { historyView } from '../read/select/history_view.ts'
import { linkHistory } from '../read/select/link_history.ts'
import type { StoredRecord } from '../storage/row_codec.ts'
import { isInScope } from '../write/authorize.ts'
import type { GivenValues } from '../write/normalise.ts'
import type { WriteContext } from '../write/write_context.ts'
import { showLookups } from './lookup_values.ts'

export interface Proposed {
  readonly before: Values | null
  readonly after: StoredRecord
  readonly given: GivenValues
  /** Whether the actor might save it and read what he saved. */
  readonly isReadable: boolean
}

/** In which row scopes a proposed record lies, as it stands and as it would be. */
export type ProposedScopes = (scope: FilterNode | null) => boolean

/**
 * Beyond what he gave himself, the actor sees a field only where he may read it on the record as it
 * stands and as it would be: trying values shows no more than saving them does.
 */
export async function proposedScopes(
  context: WriteContext,
  { entity, access }: ReadContext,
  { before, after, isReadable }: Proposed
): Promise<ProposedScopes> {
  const verdicts = new Map<string, boolean>()
  for (const { key } of entity.fields.values()) {
    for (const scope of [access.shownScope(entity, key), access.fieldScope(entity, key)]) {
      if (scope === null || verdicts.has(filterKey(scope))) continue
      let isIn = isReadable
      for (const record of before ? [before, after] : [after]) {
        isIn &&= await isInScope(context, entity, record, scope)
      }
      verdicts.set(filterKey(scope), isIn)
    }
  }
  return (scope) =>
    scope === null ? isReadable || before !== null : verdicts.get(filterKey(scope)) === true
}

/** The record with what is blank to the actor left out: what conditions of his form may read. */
export function seenValues(
  { entity, access }: ReadContext,
  { after, given }: Proposed,
  isIn: ProposedScopes
): Values {
  const seen: Record<string, Value> = { ...after }
  for (const { key } of entity.fields.values()) {
    if (given.values.has(key)) continue
    const isClear =
      access.readable(entity, key) &&
      !access.masked(entity, key) &&
      isIn(access.fieldScope(entity, key))
    if (!isClear) seen[key] = given.rows.has(key) ? ownRows(after, given, key) : null
  }
  return seen
}

/** Of a list he may not read: the rows he adds, and none of those that are there. */
function ownRows(after: StoredRecord, given: GivenValues, key: string): Value {
  const added = new Set(given.rows.get(key)?.flatMap(({ id, isNew }) => (isNew ? [id] : [])))
  const rows = (after[key] ?? []) as readonly { readonly id: string }[]
  return rows.filter(({ id }) => added.has(id)) as unknown as Value
}

/** A record that is not saved, as its actor would read it. */
export async function showProposed(
  env: RecordEnvironment,
  context: ReadContext,
  proposed: Proposed & { readonly isIn: ProposedScopes }
): Promise<RecordJson> {
  const { entity, application } = context
  const { given, isIn } = proposed
  const own = new Set([...given.values.keys(), ...given.rows.keys()])
  const view = historyView(context, { columns: [], of: (scope) => () => isIn(scope) })
  const whole = historyView(context, { columns: [], of: () => () => true })
  const entityOf = (key: string) => application.entities.get(key)!
  const hidden = [...given.rows.keys()].filter(
    (key) => !view.shows(entity.fields.get(key)!.uid, {})
  )
  const added = hidden.map((key) => [key, ownRows(proposed.after, given, key)])
  const after: StoredRecord = { ...proposed.after, ...Object.fromEntries(added) }
  const all = changesBetween(entity, entityOf, null, after)
  const changes = [
    ...view.changes(all, {}).filter(({ field }) => !own.has(field)),
    ...whole.changes(all, {}).filter(({ field }) => own.has(field)),
  ]
  await linkHistory(context, changes)
  const shown = presentAsOf(context, after, changes, (name) => {
    const field = entity.fields.get(name)
    return field !== undefined && (own.has(name) || view.shows(field.uid, {}))
  })
  await showLookups(env, context, shown)
  return shown
}
