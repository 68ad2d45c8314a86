import { systemActor } from '#engine/access/index.ts'
import type { CompiledEntity } from '#engine/compile/compiled.ts'
import type { JobHandler, Json } from '#core/jobs/index.ts'
import type { RecordEnvironment } from '../../environment.ts'
import { changesBetween } from '../../history/changes.ts'
import { RelatedRecords } from '../../write/related_records.ts'
import { closeUnaudited, underHead } from '../../write/under_head.ts'
import { openContext } from '../../write/write_context.ts'
import type { WriteContext } from '../../write/write_context.ts'
import { workOff } from '../change/follow_dependents.ts'
import { PendingRecords } from '../change/pending_records.ts'
import { computeAgain, loadPending } from '../change/recompute.ts'
import { noteWholeRecords } from './whole_records.ts'

/** Kind of the job that compares what is stored with what it should be. */
export const driftJob = 'records.drift'

/** What a check found. */
export interface Drift {
  readonly checked: number
  readonly drifted: number
  /** By entity and field, `shop.order total`: how many records. */
  readonly fields: Readonly<Record<string, number>>
  /** The first few, `shop.order <id>`. */
  readonly examples: readonly string[]
  readonly repaired: boolean
}

interface Place extends Drift {
  readonly entity: string
  readonly after: string
}

const shown = 20

/**
 * Computes every record anew and tells where the stored value is another one: written past the
 * engine, or by a fault of ours. Differences are looked at a second time under the lock. With
 * `repair` in its payload they are put right.
 */
export function checkDrift(
  environment: RecordEnvironment,
  log: (line: string) => void
): JobHandler {
  return {
    async run(job) {
      const repair = (job.payload as { repair?: boolean } | null)?.repair === true
      let place = job.place as unknown as Place | null
      for (let isMore = true; isMore;) {
        const step = (inside: RecordEnvironment) =>
          job.step(async (t, size) => {
            const context = openContext(inside, inside.registry.current(), t, systemActor)
            const found = await oneBatch(context, place ?? begin(repair), size)
            await closeUnaudited(context)
            isMore = found.entity !== ''
            return { place: found as unknown as Json, done: found.checked }
          })
        const { place: kept } = await underHead(environment, step)
        place = kept as unknown as Place
      }
      const { entity: _entity, after: _after, ...drift } = place!
      if (drift.drifted > 0) {
        log(`计算字段有偏差 computed fields drifted: ${JSON.stringify(drift.fields)}`)
      }
      return drift as unknown as Json
    },
  }
}

function begin(repaired: boolean): Place {
  return { entity: 'first', after: '', checked: 0, drifted: 0, fields: {}, examples: [], repaired }
}

async function oneBatch(context: WriteContext, place: Place, size: number): Promise<Place> {
  const all = computedEntities(context)
  const at = place.entity === 'first' ? 0 : all.findIndex(({ uid }) => uid === place.entity)
  const entity = all[at]
  if (!entity) return { ...place, entity: '', after: '' }
  const { t } = context
  const after = place.after === '' ? '' : ' WHERE "id" > ?'
  const rows = await t.all<{ id: string }>(
    `SELECT "id" AS id FROM ${t.dialect.quote(entity.table)}${after} ORDER BY "id" LIMIT ${size}`,
    place.after === '' ? [] : [place.after]
  )
  const ids = rows.map(({ id }) => id)
  const suspects = (await driftIn(context, entity, ids, false)).map(({ id }) => id)
  const drifted = await driftIn(context, entity, suspects, true)
  if (place.repaired && drifted.length > 0) {
    const pending = new PendingRecords(context.application)
    await noteWholeRecords(
      context,
      entity,
      drifted.map(({ id }) => id),
      pending
    )
    await workOff(context, pending, { isJob: true })
  }
  const next = ids.length < size ? (all[at + 1]?.uid ?? '') : entity.uid
  return {
    ...counted(place, entity, drifted),
    checked: place.checked + ids.length,
    entity: next,
    after: ids.length < size ? '' : ids.at(-1)!,
  }
}

function counted(
  place: Place,
  entity: CompiledEntity,
  drifted: readonly { id: string; fields: readonly string[] }[]
): Place {
  const fields: Record<string, number> = { ...place.fields }
  for (const field of drifted.flatMap((one) => one.fields)) {
    const name = `${entity.key} ${field}`
    fields[name] = (fields[name] ?? 0) + 1
  }
  const examples = drifted.map(({ id }) => `${entity.key} ${id}`)
  return {
    ...{ ...place, fields, drifted: place.drifted + drifted.length },
    examples: [...place.examples, ...examples].slice(0, shown),
  }
}

/** Records with a stored value that is not what it should be, and the fields. */
export async function driftIn(
  given: WriteContext,
  entity: CompiledEntity,
  ids: readonly string[],
  lock: boolean
): Promise<{ id: string; fields: string[] }[]> {
  if (ids.length === 0) return []
  // A second look must not compute from what the first one read of others.
  const context = { ...given, related: new RelatedRecords(given.t, given.entityOf) }
  const pending = new PendingRecords(context.application)
  await noteWholeRecords(context, entity, ids, pending)
  const next = pending.take()
  if (!next) return []
  const before = await loadPending(context, entity, next.records, lock)
  const { drafts } = await computeAgain(context, entity, before, next.records)
  return before.flatMap((record, n) => {
    const changes = Object.keys(changesBetween(entity, context.entityOf, record, drafts[n]!))
    const fields = changes.map((uid) => entity.byUid.get(uid)?.key ?? uid)
    return fields.length > 0 ? [{ id: record.id, fields }] : []
  })
}

/** Entities with computed fields, their own or in their sub-tables. */
export function computedEntities({
  application,
}: Pick<WriteContext, 'application'>): CompiledEntity[] {
  const hasAny = (entity: CompiledEntity): boolean =>
    entity.stored.some((field) => field.formula !== null || field.rollup !== null) ||
    entity.children.some((field) => hasAny(application.entities.get(field.childEntity!)!))
  return [...application.entities.values()]
    .filter((entity) => entity.parent === null && hasAny(entity))
    .sort((a, b) => (a.uid < b.uid ? -1 : 1))
}
