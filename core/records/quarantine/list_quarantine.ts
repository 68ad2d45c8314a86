import { accessOf, readsWholly } from '#engine/access/index.ts'
import type { Actor } from '#engine/access/index.ts'
import type {
  CompiledApplication,
  CompiledEntity,
  CompiledField,
} from '#engine/compile/compiled.ts'
import { Refusal } from '#engine/errors.ts'
import type { Fault } from '#engine/errors.ts'
import { parseLimit, singleParameters } from '../read/query/parameters.ts'
import type { Query } from '../read/query/parameters.ts'
import type { Value } from '#engine/values.ts'
import type { Row } from '#core/storage/index.ts'
import type { RecordEnvironment } from '../environment.ts'

/** A value that did not convert when a release changed the form of its field. */
export interface QuarantinedValue {
  /** Key of the entity, and of the field, as they are now. */
  readonly entity: string
  readonly field: string
  readonly fieldTitle: string
  /** Id of the record, or of the row of a sub-table. */
  readonly record: string
  readonly title: string | null
  /** Revision of the record; null for a row, which has that of its parent. */
  readonly rev: number | null
  /** The record that a row belongs to, for a row of a sub-table. */
  readonly parent: string | null
  readonly value: Value
  readonly reason: { readonly 'zh-CN': string; readonly 'en': string }
  /** `corrected`: the field has a value again; `discarded`: somebody decided that it stays blank. */
  readonly state: 'open' | 'corrected' | 'discarded'
}

export interface QuarantinePage {
  readonly data: QuarantinedValue[]
  readonly page: { readonly next: string | null; readonly open: number; readonly count: number }
}

/**
 * The values a release put into quarantine, by field and record. What has been corrected since is
 * seen from the records themselves: whichever way a value came back, it is no longer open. Fields
 * that the actor does not read everywhere are left out.
 *
 * @param parameters `limit`, and `after`: the `next` of the page before
 * @throws E_QUERY_* (400)
 */
export async function listQuarantine(
  { database, registry }: RecordEnvironment,
  actor: Actor,
  release: string,
  parameters: Query
): Promise<QuarantinePage> {
  const faults: Fault[] = []
  const { after = '', limit: most } = singleParameters(parameters, ['after', 'limit'], faults)
  const limit = parseLimit(most, faults, 100)
  if (faults.length > 0) throw new Refusal(faults)
  const { dialect, read } = database
  const application = registry.current()
  const access = accessOf(application, actor)
  const fields = await read.all<{ entity_uid: string; field_uid: string }>(
    'SELECT DISTINCT entity_uid, field_uid FROM field_quarantine WHERE release_id = ? ORDER BY field_uid',
    [Number(release)]
  )
  const data: QuarantinedValue[] = []
  let [open, count] = [0, 0]
  const [fieldAfter = '', recordAfter = ''] = after.split(' ')
  for (const { entity_uid, field_uid } of fields) {
    const place = placeOf(application, entity_uid, field_uid)
    if (!place || !readsWholly(access, application, place.entity, place.field.key)) continue
    const { entity, field } = place
    const from =
      `FROM field_quarantine q JOIN ${dialect.quote(entity.table)} t ON t."id" = q.record_id ` +
      'WHERE q.release_id = ? AND q.field_uid = ?'
    const given = [Number(release), field_uid]
    const isOpen = `q.discarded_at IS NULL AND t.${dialect.quote(field.column!)} IS NULL`
    const [counts] = await read.all<{ n: number; open: number }>(
      `SELECT COUNT(*) AS n, COUNT(CASE WHEN ${isOpen} THEN 1 END) AS open ${from}`,
      given
    )
    count += Number(counts?.n ?? 0)
    open += Number(counts?.open ?? 0)
    if (field_uid < fieldAfter || data.length > limit) continue
    const beyond = field_uid === fieldAfter && recordAfter !== '' ? ' AND q.record_id > ?' : ''
    const rows = await read.all(
      `SELECT q.record_id, q.value, q.reason, q.discarded_at, ${columnsOf(entity, dialect.quote)}, ` +
        `t.${dialect.quote(field.column!)} IS NULL AS blank ${from}${beyond} ` +
        `ORDER BY q.record_id LIMIT ${limit + 1 - data.length}`,
      beyond === '' ? given : [...given, recordAfter]
    )
    data.push(...rows.map((row) => shown(entity, field, row)))
  }
  const last = data.length > limit ? data[limit - 1] : undefined
  const next = last ? `${uidOf(application, last)} ${last.record}` : null
  return { data: data.slice(0, limit), page: { next, open, count } }
}

function placeOf(
  { entities }: CompiledApplication,
  entityUid: string,
  fieldUid: string
): { entity: CompiledEntity; field: CompiledField } | null {
  const entity = [...entities.values()].find(({ uid }) => uid === entityUid)
  const field = entity?.byUid.get(fieldUid)
  return entity && field && field.column !== null ? { entity, field } : null
}

function uidOf({ entities }: CompiledApplication, { entity, field }: QuarantinedValue): string {
  return entities.get(entity)!.fields.get(field)!.uid
}

function columnsOf(entity: CompiledEntity, quote: (name: string) => string): string {
  const title = entity.fields.get(entity.titleField)?.column
  return [
    title ? `t.${quote(title)} AS title` : 'NULL AS title',
    entity.parent === null ? 't."rev" AS rev, NULL AS parent_id' : 'NULL AS rev, t."parent_id"',
  ].join(', ')
}

function shown(entity: CompiledEntity, field: CompiledField, row: Row): QuarantinedValue {
  const isBlank = row.blank === true || Number(row.blank) === 1
  const isDiscarded = (row.discarded_at ?? null) !== null
  return {
    ...{ entity: entity.key, field: field.key, fieldTitle: field.title },
    record: String(row.record_id),
    title: (row.title ?? null) === null ? null : String(row.title),
    rev: (row.rev ?? null) === null ? null : Number(row.rev),
    parent: (row.parent_id ?? null) === null ? null : String(row.parent_id),
    value: JSON.parse(String(row.value)) as Value,
    reason: JSON.parse(String(row.reason)) as QuarantinedValue['reason'],
    state: !isBlank ? 'corrected' : isDiscarded ? 'discarded' : 'open',
  }
}
