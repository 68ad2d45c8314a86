import type { CompiledEntity, CompiledField } from '#engine/compile/compiled.ts'
import { Refusal } from '#engine/errors.ts'
import type { Value, Values } from '#engine/values.ts'
import { recordRevRequired, recordStale } from '../errors.ts'
import type { StaleField } from '../errors.ts'
import { isFieldChange } from '../history/changes.ts'
import { changesSince } from '../history/read_changes.ts'
import type { StoredRecord } from '../storage/row_codec.ts'
import { isInScope } from './authorize.ts'
import type { RecordCommand } from './commands.ts'
import type { GivenValues } from './normalise.ts'
import type { WriteContext } from './write_context.ts'

/**
 * Never last-write-wins (law 8). A write made on an older revision goes on when nobody has changed
 * the fields it names since; a removal names them all.
 *
 * @throws E_RECORD_REV_REQUIRED (428), E_RECORD_STALE (409) with the difference, field by field
 */
export async function refuseStale(
  context: WriteContext,
  command: RecordCommand,
  entity: CompiledEntity,
  { before, given }: { before: StoredRecord; given: GivenValues }
): Promise<void> {
  if (command.rev === null) {
    if (command.kind === 'transition') return
    throw new Refusal(recordRevRequired({}))
  }
  if (command.rev === before.rev) return
  const isNamed = (field: CompiledField) =>
    command.kind === 'delete' || given.values.has(field.key) || given.rows.has(field.key)
  const diff: Record<string, StaleField> = {}
  const changed = await firstValues(context, entity, before, command.rev)
  for (const field of entity.fields.values()) {
    if (!isNamed(field) || !changed.has(field.uid)) continue
    diff[field.key] = await staleField(context, { entity, field, before, given }, changed)
  }
  // A revision that never was cannot be the one the sender saw.
  if (Object.keys(diff).length > 0 || command.rev > before.rev || command.rev < 1) {
    throw new Refusal(recordStale({ rev: before.rev, diff }))
  }
}

/** Fields changed after a revision, by uid, with the value they had at it (null for sub-tables). */
async function firstValues(
  { t }: WriteContext,
  entity: CompiledEntity,
  { id }: StoredRecord,
  rev: number
): Promise<Map<string, Value>> {
  const values = new Map<string, Value>()
  for (const changes of await changesSince(t, entity, id, rev)) {
    for (const [uid, change] of Object.entries(changes)) {
      if (!values.has(uid)) values.set(uid, isFieldChange(change) ? change[0] : null)
    }
  }
  return values
}

/** What the sender may know of the conflict: values of a field he may not read stay out. */
async function staleField(
  context: WriteContext,
  of: { entity: CompiledEntity; field: CompiledField; before: Values; given: GivenValues },
  changed: ReadonlyMap<string, Value>
): Promise<StaleField> {
  const { entity, field, before, given } = of
  const { access } = context
  const yours = given.values.has(field.key) ? { yours: given.values.get(field.key) } : {}
  const scope = access.fieldScope(entity, field.key)
  const isShown =
    access.readable(entity, field.key) &&
    !access.masked(entity, field.key) &&
    (scope === null || (await isInScope(context, entity, before, scope)))
  if (!isShown) return { theirs: null, ...yours }
  const base = field.childEntity === null ? { base: changed.get(field.uid) ?? null } : {}
  return { ...base, theirs: before[field.key] ?? null, ...yours }
}
