import { isSystemActor } from '#engine/access/index.ts'
import type { CompiledEntity } from '#engine/compile/compiled.ts'
import type { Fault } from '#engine/errors.ts'
import { fileMisfit, holdsFiles } from '#engine/fields/index.ts'
import type { Values } from '#engine/values.ts'
import { fieldReference, recordInvalid } from '../errors.ts'
import { referencesIn } from './references.ts'
import type { Reference } from './references.ts'
import type { WriteContext } from './write_context.ts'

/** Ids of the files that a record and the rows of its sub-tables hold. */
export function heldFiles(
  entity: CompiledEntity,
  entityOf: (key: string) => CompiledEntity,
  record: Values
): ReadonlySet<string> {
  const references = referencesIn(entity, entityOf, record)
  return new Set(references.filter(({ field }) => holdsFiles(field)).map(({ id }) => id))
}

/**
 * Whether a field may take a file: one that the actor uploaded, or that the record holds already.
 * Any other is, to him, not there, whoever tells him its id (T047); what fits is told of one that is.
 * Pure, given the related records.
 */
export function fileFaults(
  context: WriteContext,
  { field, target, id, path }: Reference,
  held: ReadonlySet<string>
): Fault[] {
  const file = context.related.find(target, id)
  const isThere = file !== null && (file.deleted_at ?? null) === null
  const isOwn = isSystemActor(context.actor) || file?.created_by === context.actor.userId
  if (!isThere || !(held.has(id) || isOwn)) {
    return [fieldReference({ field: field.key, title: field.title, id }, path)]
  }
  if (held.has(id)) return []
  const misfit = fileMisfit(field, { type: String(file.type), size: Number(file.size) })
  if (!misfit) return []
  const { keyword, params, zh, en } = misfit
  const texts = { zh: `“${field.title}”${zh}`, en: `"${field.title}" ${en}` }
  return [recordInvalid({ ...params, keyword, ...texts }, path)]
}
