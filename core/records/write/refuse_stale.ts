import type { CompiledEntity, CompiledField } from '#engine/compile/compiled.ts'
import { Refusal } from '#engine/errors.ts'
import type { Value, Values } from '#engine/values.ts'
import { recordRevRequired, recordStale } from '../errors.ts'
import type { StaleField } from '../errors.ts'
import { isFieldChange, rowsOf } from '../history/changes.ts'
import type { RecordChanges, RowChanges } from '../history/changes.ts'
import { changesSince } from '../history/read_changes.ts'
import type { StoredRecord } from '../storage/row_codec.ts'
import { isInScope } from './authorize.ts'
import type { RecordCommand } from './commands.ts'
import type { GivenValues } from './normalise.ts'
import { goneRows, staleRows } from './stale_rows.ts'
import type { WriteContext } from './write_context.ts'

/**
 * Never last-write-wins (law 8). A write made on an older revision goes on when nobody has changed
 * the fields it names since, of sub-tables the fields of the rows it names; a removal names them all.
 *
 * @returns what of the body is left to do: a row that both sides removed is not
 *
 * @throws E_RECORD_REV_REQUIRED (428), E_RECORD_STALE (409) with the difference, field by field
 */
export async function refuseStale(
  context: WriteContext,
  command: RecordCommand,
  entity: CompiledEntity,
  { before, given }: { before: StoredRecord; given: GivenValues }
): Promise<GivenValues> {
  if (command.rev === null) {
    if (command.kind === 'transition') return given
    throw new Refusal(recordRevRequired({}))
  }
  if (command.rev === before.rev) return given
  // What is computed follows others' writes: nobody decided it, so it is in nobody's way.
  const isNamed = (field: CompiledField) =>
    (command.kind === 'delete' && field.formula === null && field.rollup === null) ||
    given.values.has(field.key) ||
    given.rows.has(field.key)
  const diff: Record<string, StaleField> = {}
  const log = await changesSince(context.t, entity, before.id, command.rev)
  const changed = firstValues(log)
  for (const field of entity.fields.values()) {
    if (!isNamed(field) || !changed.has(field.uid)) continue
    const stale = await staleField(context, { entity, field, before, given }, { log, changed })
    if (stale) diff[field.key] = stale
  }
  // A revision that never was cannot be the one the sender saw.
  if (Object.keys(diff).length > 0 || command.rev > before.rev || command.rev < 1) {
    throw new Refusal(recordStale({ rev: before.rev, diff }))
  }
  return { values: given.values, rows: withoutGone(entity, given, log) }
}

/** What a sub-table went through since, oldest first. */
function changesOf(log: readonly RecordChanges[], field: CompiledField): RowChanges[] {
  return log.flatMap((changes) => {
    const change = changes[field.uid]
    return change === undefined || isFieldChange(change) ? [] : [change]
  })
}

function withoutGone(
  entity: CompiledEntity,
  { rows }: GivenValues,
  log: readonly RecordChanges[]
): GivenValues['rows'] {
  return new Map(
    [...rows].map(([key, given]) => {
      const gone = goneRows(changesOf(log, entity.fields.get(key)!))
      return [key, given.filter((row) => !(row.isRemoved && gone.has(row.id)))]
    })
  )
}

/** Fields changed after a revision, by uid, with the value they had at it (null for sub-tables). */
function firstValues(log: readonly RecordChanges[]): Map<string, Value> {
  const values = new Map<string, Value>()
  for (const [uid, change] of log.flatMap((changes) => Object.entries(changes))) {
    if (!values.has(uid)) values.set(uid, isFieldChange(change) ? change[0] : null)
  }
  return values
}

/**
 * What the sender may know of the conflict: values of a field he may not read stay out. Null when
 * both sides changed the same sub-table and meet in no row of it.
 */
async function staleField(
  context: WriteContext,
  of: { entity: CompiledEntity; field: CompiledField; before: Values; given: GivenValues },
  since: { log: readonly RecordChanges[]; changed: ReadonlyMap<string, Value> }
): Promise<StaleField | null> {
  const { entity, field, before, given } = of
  const { access } = context
  const yours = given.values.has(field.key) ? { yours: given.values.get(field.key) } : {}
  const scope = access.fieldScope(entity, field.key)
  const isShown =
    access.readable(entity, field.key) &&
    !access.masked(entity, field.key) &&
    (scope === null || (await isInScope(context, entity, before, scope)))
  const { childEntity } = field
  const child = childEntity === null ? null : context.entityOf(childEntity)
  const rows = given.rows.get(field.key)
  if (child && rows) {
    const changes = changesOf(since.log, field)
    const { entityOf } = context
    const conflicts = staleRows({ child, entityOf, changes, now: rowsOf(before, field) }, rows)
    if (Object.keys(conflicts).length === 0) return null
    return isShown ? { rows: conflicts } : { theirs: null }
  }
  if (!isShown) return { theirs: null, ...yours }
  const base = child === null ? { base: since.changed.get(field.uid) ?? null } : {}
  return { ...base, theirs: before[field.key] ?? null, ...yours }
}
