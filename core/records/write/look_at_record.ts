/** The steps of a command without the command: what a preview or an explanation stands on. */
import type { Actor } from '#engine/access/index.ts'
import type { CompiledEntity } from '#engine/compile/compiled.ts'
import { Refusal } from '#engine/errors.ts'
import { readOnly } from '#core/storage/index.ts'
import type { RecordEnvironment } from '../environment.ts'
import { recordNotFound } from '../errors.ts'
import { isId } from '../storage/ids.ts'
import type { StoredRecord } from '../storage/row_codec.ts'
import { loadRows, withChildren } from './load_rows.ts'
import { openContext } from './write_context.ts'
import type { WriteContext } from './write_context.ts'

/** The context of a command, on the connection that only reads. */
export function lookingContext(environment: RecordEnvironment, actor: Actor): WriteContext {
  const { database, registry } = environment
  return openContext(environment, registry.current(), readOnly(database), actor)
}

/**
 * An undeleted record with its children, whoever asks.
 *
 * @throws E_RECORD_NOT_FOUND
 */
export async function lookAtRecord(
  context: WriteContext,
  entity: CompiledEntity,
  id: string
): Promise<StoredRecord> {
  const rows = isId(id) ? await loadRows(context.t, entity, [id], false) : []
  const there = rows.filter((row) => (row.deleted_at ?? null) === null)
  const [record] = await withChildren(context.t, entity, context.entityOf, there)
  if (record) return record
  throw new Refusal(recordNotFound({ entity: entity.key, id: id.slice(0, 100) }))
}
