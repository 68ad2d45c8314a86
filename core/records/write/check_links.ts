/**
 * What a record points to beyond what its body says: links that defaults and formulas gave, and the
 * tree it moves in. Read under locks, so that two commands cannot each be right and wrong together.
 */
import type { CompiledEntity } from '#engine/compile/compiled.ts'
import type { Fault } from '#engine/errors.ts'
import { pointerTo } from '#engine/problems.ts'
import type { Values } from '#engine/values.ts'
import { fieldReference, treeCycle } from '../errors.ts'
import { rowCodec } from '../storage/row_codec.ts'
import { loadRows } from './load_rows.ts'
import { lockRecords } from './lock_for_write.ts'
import { referencesIn } from './references.ts'
import type { Reference } from './references.ts'
import type { WriteContext } from './write_context.ts'

interface Proposed {
  readonly before: Values | null
  readonly after: Values
  /** Links the body names: locked and checked already. */
  readonly given: readonly Reference[]
  readonly base: string
}

/** Faults of links to deleted records that the body does not name, and of circles in the tree. */
export async function linkFaults(
  context: WriteContext,
  entity: CompiledEntity,
  proposed: Proposed
): Promise<Fault[]> {
  const derived = derivedLinks(context, entity, proposed)
  await lockRecords(context, derived)
  return [...goneFaults(context, derived), ...(await treeFaults(context, entity, proposed))]
}

function derivedLinks(
  context: WriteContext,
  entity: CompiledEntity,
  { before, after, given, base }: Proposed
): Reference[] {
  const known = (list: readonly Reference[]) => list.map(({ target, id }) => `${target} ${id}`)
  const earlier = before ? referencesIn(entity, context.entityOf, before) : []
  const settled = new Set([...known(given), ...known(earlier)])
  return referencesIn(entity, context.entityOf, after, base).filter(
    // Who acts is there: his session was read from his record.
    ({ target, id }) => !settled.has(`${target} ${id}`) && id !== context.actor.userId
  )
}

function goneFaults(context: WriteContext, links: readonly Reference[]): Fault[] {
  return links.flatMap(({ field, target, id, path }) => {
    const record = context.related.find(target, id)
    const isThere = record !== null && (record.deleted_at ?? null) === null
    return isThere ? [] : [fieldReference({ field: field.key, title: field.title, id }, path)]
  })
}

/**
 * A record must not come to stand below itself. Every record above its new place is locked, so of
 * two moves that would close a circle together the second sees the first.
 */
async function treeFaults(
  context: WriteContext,
  entity: CompiledEntity,
  { before, after, base }: Proposed
): Promise<Fault[]> {
  const key = entity.treeParent
  const above = key === null ? null : (after[key] ?? null)
  if (key === null || above === null || before === null || above === before[key]) return []
  const ids = await lockAbove(context, entity, String(above))
  if (!ids.includes(String(after.id))) return []
  const { title } = entity.fields.get(key)!
  return [treeCycle({ field: key, title }, pointerTo(base, key))]
}

/** The record and all above it, locked; read again until nothing new turns up. */
async function lockAbove(
  context: WriteContext,
  entity: CompiledEntity,
  from: string
): Promise<string[]> {
  const locked = new Set<string>()
  for (;;) {
    const ids = await idsAbove(context, entity, from)
    const added = ids.filter((id) => !locked.has(id))
    if (added.length === 0) return ids
    await loadRows(context.t, entity, added, true)
    for (const id of added) locked.add(id)
  }
}

async function idsAbove(
  { t }: WriteContext,
  entity: CompiledEntity,
  from: string
): Promise<string[]> {
  const table = t.dialect.quote(entity.table)
  const column = rowCodec(entity, t.dialect).column(entity.treeParent!)
  const rows = await t.all<{ id: string }>(
    `WITH RECURSIVE up(id, above) AS (SELECT r."id", r.${column} FROM ${table} r WHERE r."id" = ? ` +
      `UNION SELECT r."id", r.${column} FROM ${table} r JOIN up ON r."id" = up.above) ` +
      `SELECT id FROM up`,
    [from]
  )
  return rows.map(({ id }) => id)
}

/** Circles among records that come in together; none of them can stand above one that was there. */
export function treeFaultsAmong(
  entity: CompiledEntity,
  records: readonly { record: Values; base: string }[]
): Fault[] {
  const key = entity.treeParent
  if (key === null) return []
  const aboveOf = new Map(records.map(({ record }) => [record.id ?? null, record[key] ?? null]))
  const { title } = entity.fields.get(key)!
  return records.flatMap(({ record, base }) => {
    const seen = new Set()
    let at = record[key] ?? null
    while (at !== null && at !== record.id && !seen.has(at)) {
      seen.add(at)
      at = aboveOf.get(at) ?? null
    }
    const isCircle = at !== null && at === record.id
    return isCircle ? [treeCycle({ field: key, title }, pointerTo(base, key))] : []
  })
}
