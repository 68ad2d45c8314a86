/**
 * Looking at masked values (查看脱敏内容): by whoever a grant gives `reveal` on that field of that
 * record, with a reason, so many in ten minutes, and never without a trace: the audit entry stands in
 * the same transaction that reads the values. The answer is given once and kept nowhere.
 */
import type { Actor } from '#engine/access/index.ts'
import type { CompiledEntity, CompiledField } from '#engine/compile/compiled.ts'
import { Refusal } from '#engine/errors.ts'
import type { Fault } from '#engine/errors.ts'
import type { Value, Values } from '#engine/values.ts'
import type { RecordEnvironment } from '../environment.ts'
import { accessDenied, recordNotFound, revealInvalid } from '../errors.ts'
import { appendAudit } from '../history/audit.ts'
import { isInScope } from '../write/authorize.ts'
import { lookAtRecord } from '../write/look_at_record.ts'
import { openContext } from '../write/write_context.ts'
import type { WriteContext } from '../write/write_context.ts'
import { writableEntity } from '../write/write_record.ts'
import { spendReveals } from './spend_reveals.ts'

export interface RevealRequest {
  readonly entity: string
  readonly id: string
  readonly fields: readonly unknown[]
  readonly reason: string
  readonly requestId: string | null
}

const mostFields = 20
const longestReason = 500

/**
 * Values by field.
 *
 * @throws E_RECORD_NOT_FOUND, E_REVEAL_INVALID (422), E_ACCESS_DENIED with the fields it is about,
 *   E_REVEAL_TOO_MANY (429), E_RECORD_CHILD
 */
export async function revealFields(
  environment: RecordEnvironment,
  actor: Actor,
  request: RevealRequest
): Promise<Record<string, Value>> {
  const application = environment.registry.current()
  const entity = writableEntity(environment, request.entity)
  return environment.database.tx(async (t) => {
    const context = openContext(environment, application, t, actor)
    const record = await lookAtRecord(context, entity, request.id)
    if (!(await isInScope(context, entity, record, context.access.scope(entity, 'read')))) {
      throw new Refusal(recordNotFound({ entity: entity.key, id: request.id }))
    }
    const fields = askedFields(context, entity, request)
    await refuseUngranted(context, entity, record, fields)
    await spendReveals(context, fields.length)
    await appendAudit(t, {
      ...{ at: context.at, actor: actor.userId, command: 'reveal', entityUid: entity.uid },
      ...{ recordId: request.id, rev: record.rev, requestId: request.requestId },
      details: { fields: fields.map(({ uid }) => uid), reason: request.reason.trim() },
    })
    return Object.fromEntries(fields.map(({ key }) => [key, record[key] ?? null]))
  })
}

/** A field one may not read is as unknown as one that does not exist. */
function askedFields(
  { access }: WriteContext,
  entity: CompiledEntity,
  { fields, reason }: RevealRequest
): CompiledField[] {
  const faults: Fault[] = []
  const wrong = (path: string, zh: string, en: string) =>
    void faults.push(revealInvalid({ zh, en }, path))
  const length = reason.trim().length
  if (length === 0) wrong('/reason', '请填写查看的原因', 'A reason is required')
  if (length > longestReason) {
    wrong('/reason', `原因最长 ${longestReason} 字`, `At most ${longestReason} characters`)
  }
  if (fields.length === 0 || fields.length > mostFields) {
    wrong('/fields', `应为 1 到 ${mostFields} 个字段`, `Must be 1 to ${mostFields} fields`)
  }
  const found = fields.slice(0, mostFields).flatMap((name, index) => {
    const field = typeof name === 'string' ? entity.fields.get(name) : undefined
    if (field && access.readable(entity, field.key) && isPlain(field)) return [field]
    wrong(`/fields/${index}`, '没有这个字段', 'There is no such field')
    return []
  })
  if (new Set(found).size < found.length) wrong('/fields', '有重复的字段', 'A field is named twice')
  if (faults.length > 0) throw new Refusal(faults)
  return found
}

/** What is shown masked: values in the record's own row that are no links. */
function isPlain({ column, target, entityColumn }: CompiledField): boolean {
  return column !== null && target === null && entityColumn === null
}

async function refuseUngranted(
  context: WriteContext,
  entity: CompiledEntity,
  record: Values,
  fields: readonly CompiledField[]
): Promise<void> {
  const denied: string[] = []
  for (const { key } of fields) {
    const { access } = context
    const shown = access.shownScope(entity, key) ?? { op: 'true' }
    const isGiven =
      (await isInScope(context, entity, record, shown)) &&
      (await isInScope(context, entity, record, access.revealScope(entity, key)))
    if (!isGiven) denied.push(key)
  }
  if (denied.length > 0) throw new Refusal(accessDenied({ action: 'reveal', fields: denied }))
}
