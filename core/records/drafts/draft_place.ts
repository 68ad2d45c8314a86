import { accessOf } from '#engine/access/index.ts'
import type { Actor } from '#engine/access/index.ts'
import type { CompiledEntity } from '#engine/compile/compiled.ts'
import { Refusal } from '#engine/errors.ts'
import type { RecordEnvironment } from '../environment.ts'
import { accessDenied, recordChild } from '../errors.ts'
import { getRecord } from '../read/index.ts'

/** The form a draft is of. */
export interface DraftKey {
  readonly entity: string
  /** Key of the form, '' for the entity's own. */
  readonly form: string
  /** Id of the record that is changed, `new` for one that is made. */
  readonly record: string
}

/** The place of a draft, and what the actor may write there. */
export interface DraftPlace {
  readonly entity: CompiledEntity
  readonly form: string
  /** As stored: '' for a new record. */
  readonly record: string
  mayGive(field: string): boolean
}

/**
 * Whether the actor may fill in this form at all; rights that were lost since count too.
 *
 * @throws E_DEFINITION_UNKNOWN, E_RECORD_CHILD, E_RECORD_NOT_FOUND, E_ACCESS_DENIED
 */
export async function draftPlace(
  env: RecordEnvironment,
  actor: Actor,
  key: DraftKey
): Promise<DraftPlace> {
  const entity = env.registry.entity(key.entity)
  if (entity.parent !== null) {
    const { title, parent } = entity
    throw new Refusal(recordChild({ entity: entity.key, title, parent }))
  }
  const access = accessOf(env.registry.current(), actor)
  const { form } = key
  if (key.record === 'new') {
    if (!access.may(entity, 'create')) throw new Refusal(accessDenied({ action: 'create' }))
    const mayGive = (field: string) => access.writable(entity, 'create', field)
    return { entity, form, record: '', mayGive }
  }
  const { can } = await getRecord(env, actor, entity.key, key.record, { fields: 'id' })
  if (!can.update) throw new Refusal(accessDenied({ action: 'update' }))
  const fields = new Set(can.fields)
  return { entity, form, record: key.record, mayGive: (field) => fields.has(field) }
}
