/** What removing a record would do: the same plan as the removal, read without locks. */
import type { Actor } from '#engine/access/index.ts'
import type { CompiledEntity } from '#engine/compile/compiled.ts'
import type { RecordEnvironment } from '../../environment.ts'
import { readContext, titlesOf } from '../../read/index.ts'
import { authorizeBefore } from '../authorize.ts'
import { lookAtRecord, lookingContext } from '../look_at_record.ts'
import { writableEntity } from '../write_record.ts'
import { planRemoval } from './plan_removal.ts'
import type { Referrer } from './referrers.ts'
import { refuseFrozen } from './remove_record.ts'

/** Records of one entity, some of them by name as far as the actor may read them. */
interface Affected {
  entity: string
  title: string
  count: number
  records: { id: string; title: string | null }[]
}

export interface RemovalPreview {
  /** Whether the removal would be carried out. */
  allowed: boolean
  /** What would be removed: the record itself, and what goes along. */
  removes: Affected[]
  /** Records that would stay and lose a link. */
  empties: (Affected & { field: string; fieldTitle: string })[]
  /** Records that hold it back. */
  restricts: (Affected & { field: string; fieldTitle: string })[]
}

/** Records told by name for each entity. */
const namedRecords = 5

/**
 * @throws E_RECORD_NOT_FOUND, E_ACCESS_DENIED, E_RECORD_FROZEN as the removal would
 */
export async function previewRemoval(
  environment: RecordEnvironment,
  actor: Actor,
  entityKey: string,
  id: string
): Promise<RemovalPreview> {
  const entity = writableEntity(environment, entityKey)
  const context = lookingContext(environment, actor)
  const record = await lookAtRecord(context, entity, id)
  await authorizeBefore(
    context,
    { ...asked, kind: 'delete', actor, entity: entityKey, id },
    entity,
    record
  )
  refuseFrozen(context, entity, record)
  const plan = await planRemoval(context, { entity, record }, false)
  const told = (of: CompiledEntity, ids: readonly string[]) => affected(environment, actor, of, ids)
  const removed = Map.groupBy(plan.remove, (group) => group.entity)
  const removes: Affected[] = []
  for (const [of, groups] of removed) {
    removes.push(
      await told(
        of,
        groups.flatMap(({ records }) => records.map((one) => one.id))
      )
    )
  }
  const links = async (found: readonly Referrer[]) => {
    const list: RemovalPreview['empties'] = []
    for (const { holder, field, ids } of found) {
      list.push({ ...(await told(holder, ids)), field: field.key, fieldTitle: field.title })
    }
    return list
  }
  const restricts = await links(plan.restrict)
  return { allowed: restricts.length === 0, removes, empties: await links(plan.empty), restricts }
}

const asked = {
  ...{ values: null, rev: null, transition: null, comment: null },
  ...{ idempotencyKey: null, requestId: null },
} as const

async function affected(
  environment: RecordEnvironment,
  actor: Actor,
  entity: CompiledEntity,
  ids: readonly string[]
): Promise<Affected> {
  const some = ids.slice(0, namedRecords)
  const titles = await titlesOf(readContext(environment, actor, entity.key), entity.key, some)
  const records = some.filter((id) => titles.has(id)).map((id) => ({ id, title: titles.get(id)! }))
  return { entity: entity.key, title: entity.title, count: ids.length, records }
}
