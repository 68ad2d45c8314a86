import type { CompiledEntity } from '#engine/compile/compiled.ts'
import { Refusal } from '#engine/errors.ts'
import type { Fault } from '#engine/errors.ts'
import { matches } from '#engine/filters/index.ts'
import { fieldReference, recordNotFound } from '../errors.ts'
import { isId } from '../storage/ids.ts'
import type { StoredRecord } from '../storage/row_codec.ts'
import { holdsFiles } from '#engine/fields/index.ts'
import { constraintOwners, hasOwners } from './constraints/constraint_owners.ts'
import { filterEnvironment } from './expression_context.ts'
import { fileFaults, heldFiles } from './file_faults.ts'
import { loadRows, withChildren } from './load_rows.ts'
import type { Reference } from './references.ts'
import type { WriteContext } from './write_context.ts'

export interface Locked {
  /** The record as it stands, with its children; null for a new one. */
  readonly before: StoredRecord | null
  /** Links of the body to records that are not there, were deleted, or may not be seen. */
  readonly faults: readonly Fault[]
}

/**
 * Takes every lock of the command in the one order of law 6, (entity uid, id): the own row and the
 * records the body links to. What is read under the lock is what everything later decides on.
 *
 * @throws E_RECORD_NOT_FOUND
 */
export async function lockForWrite(
  context: WriteContext,
  entity: CompiledEntity,
  target: { id: string | null; references: readonly Reference[] }
): Promise<Locked> {
  const { id, references } = target
  if (id !== null && !isId(id)) throw new Refusal(recordNotFound({ entity: entity.key, id }))
  const owners = id === null ? [] : await ownersAsTheyStand(context, entity, id)
  const own = await lockRecords(
    context,
    [...references, ...owners],
    id === null ? null : { entity, id }
  )
  if (id !== null && (own === null || own.deleted_at !== null)) {
    throw new Refusal(recordNotFound({ entity: entity.key, id }))
  }
  const [before = null] = own ? await withChildren(context.t, entity, context.entityOf, [own]) : []
  return { before, faults: await badReferences(context, references, before && { entity, before }) }
}

/**
 * What the record's constraints are decided by, read without a lock so that all can be locked in
 * one order; should it be another a moment later, that one is locked when it is needed.
 */
async function ownersAsTheyStand(
  context: WriteContext,
  entity: CompiledEntity,
  id: string
): Promise<Reference[]> {
  if (!hasOwners(context.application, entity)) return []
  const [row] = await loadRows(context.t, entity, [id], false)
  return row ? constraintOwners(context.application, entity, row) : []
}

/**
 * Locks records that are pointed to, and the own one, in the order of law 6; what is read is kept
 * for the steps that ask for related records. Returns the own record.
 */
export async function lockRecords(
  context: WriteContext,
  references: readonly Pick<Reference, 'target' | 'id'>[],
  own: { entity: CompiledEntity; id: string } | null = null
): Promise<StoredRecord | null> {
  const wanted = new Map<string, { entity: CompiledEntity; ids: Set<string> }>()
  const want = (of: CompiledEntity, one: string) => {
    const known = wanted.get(of.uid)
    if (known) known.ids.add(one)
    else wanted.set(of.uid, { entity: of, ids: new Set([one]) })
  }
  if (own) want(own.entity, own.id)
  for (const { target, id } of references) want(context.entityOf(target), id)
  let found: StoredRecord | null = null
  for (const [uid, group] of [...wanted].sort(([a], [b]) => (a < b ? -1 : 1))) {
    for (const row of await loadRows(context.t, group.entity, [...group.ids], true)) {
      if (uid === own?.entity.uid && row.id === own.id) found = row
      context.related.remember(group.entity, row)
    }
    for (const id of group.ids) context.related.rememberMissing(group.entity, id)
  }
  return found
}

/** Links of a body to records that are not there, were deleted, or that the actor may not see. */
export async function badReferences(
  context: WriteContext,
  references: readonly Reference[],
  own: { entity: CompiledEntity; before: StoredRecord } | null
): Promise<Fault[]> {
  if (references.length === 0) return []
  const held = own ? heldFiles(own.entity, context.entityOf, own.before) : noFiles
  return context.related.gather(() =>
    references.flatMap((reference) => {
      const { field, target, id, path } = reference
      if (holdsFiles(field)) return fileFaults(context, reference, held)
      if (canPointTo(context, context.entityOf(target), id)) return []
      return [fieldReference({ field: field.key, title: field.title, id }, path)]
    })
  )
}

const noFiles: ReadonlySet<string> = new Set()

/** A record the actor may not read is, to him, not there: otherwise a link would tell that it is. */
export function canPointTo(context: WriteContext, target: CompiledEntity, id: string): boolean {
  const record = context.related.find(target.key, id)
  if (record === null) return false
  if (target.parent !== null) {
    return canPointTo(context, context.entityOf(target.parent), String(record.parent_id))
  }
  if ((record.deleted_at ?? null) !== null) return false
  const scope = context.access.scope(target, 'read')
  return matches(scope, record, filterEnvironment(context, { entity: target, record }))
}
