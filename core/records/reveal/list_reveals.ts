import type { Actor } from '#engine/access/index.ts'
import { isInScope } from '../write/authorize.ts'
import { Refusal } from '#engine/errors.ts'
import type { RecordEnvironment } from '../environment.ts'
import { recordNotFound } from '../errors.ts'
import { namesOf } from '../read/index.ts'
import { readContext } from '../read/read_context.ts'
import { lookAtRecord, lookingContext } from '../write/look_at_record.ts'
import { writableEntity } from '../write/write_record.ts'

/** Somebody looked at masked values of a record. */
export interface RevealEntry {
  at: string
  actor: { id: string; name: string | null }
  fields: { field: string; title: string }[]
  reason: string
}

/** Entries told at once, the newest first. */
const most = 100

/**
 * Who looked at masked values of a record, when and why, for whoever may read it: fields he may not
 * read himself are left out, and entries about nothing else with them.
 *
 * @throws E_RECORD_NOT_FOUND, E_RECORD_CHILD
 */
export async function listReveals(
  environment: RecordEnvironment,
  actor: Actor,
  asked: { entity: string; id: string }
): Promise<RevealEntry[]> {
  const entity = writableEntity(environment, asked.entity)
  const looking = lookingContext(environment, actor)
  const record = await lookAtRecord(looking, entity, asked.id)
  if (!(await isInScope(looking, entity, record, looking.access.scope(entity, 'read')))) {
    throw new Refusal(recordNotFound({ entity: entity.key, id: asked.id }))
  }
  const rows = await environment.database.read.all<{ at: string; actor: string; details: string }>(
    `SELECT at, actor, details FROM audit_entries
     WHERE command = 'reveal' AND entity_uid = ? AND record_id = ? ORDER BY seq DESC LIMIT ${most}`,
    [entity.uid, asked.id]
  )
  const names = await namesOf(readContext(environment, actor, entity.key), rows)
  return rows.flatMap((row): RevealEntry[] => {
    const { fields, reason } = JSON.parse(row.details) as { fields: string[]; reason: string }
    const known = fields.flatMap((uid) => {
      const field = entity.byUid.get(uid)
      const isShown = field && looking.access.readable(entity, field.key)
      return isShown ? [{ field: field.key, title: field.title }] : []
    })
    if (known.length === 0) return []
    const person = { id: row.actor, name: names.get(row.actor) ?? null }
    return [{ at: String(row.at), actor: person, fields: known, reason }]
  })
}
