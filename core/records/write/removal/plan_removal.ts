import type { CompiledEntity } from '#engine/compile/compiled.ts'
import type { StoredRecord } from '../../storage/row_codec.ts'
import { loadRows, withChildren } from '../load_rows.ts'
import { referrers } from './referrers.ts'
import type { Looking, Referrer } from './referrers.ts'

/** Records of one entity that are removed, with their sub-tables. */
export interface Removed {
  readonly entity: CompiledEntity
  readonly records: readonly StoredRecord[]
}

export interface RemovalPlan {
  /** The record itself first, then those that go with it, level by level. */
  readonly remove: readonly Removed[]
  /** Links to blank, in records that stay. */
  readonly empty: readonly Referrer[]
  /** What points to a record that goes and lets it not go; only records that stay. */
  readonly restrict: readonly Referrer[]
}

/**
 * Follows the links to a record, and to what goes with it, until nobody is left. The records found
 * on one level are asked about together: the number of statements follows the depth of the cascade
 * and the number of fields that point, not the number of records.
 *
 * With `lock` every record that goes is held before it is asked what points to it.
 */
export async function planRemoval(
  looking: Looking,
  start: { entity: CompiledEntity; record: StoredRecord },
  lock: boolean
): Promise<RemovalPlan> {
  const going = new Set([start.record.id])
  const remove: Removed[] = []
  const [empty, restrict]: [Referrer[], Referrer[]] = [[], []]
  let level: Removed[] = [{ entity: start.entity, records: [start.record] }]
  while (level.length > 0) {
    remove.push(...level)
    const next = new Map<CompiledEntity, Set<string>>()
    for (const found of await referrers(looking, level)) {
      if (found.policy === 'restrict') restrict.push(found)
      else if (found.policy === 'empty') empty.push(found)
      else for (const id of found.ids) if (!going.has(id)) note(next, found.holder, id)
    }
    level = []
    for (const [entity, ids] of [...next].sort(([a], [b]) => (a.uid < b.uid ? -1 : 1))) {
      for (const id of ids) going.add(id)
      const rows = await loadRows(looking.t, entity, [...ids], lock)
      // One that somebody else removed before it was locked is gone already.
      const there = rows.filter((row) => (row.deleted_at ?? null) === null)
      const records = await withChildren(looking.t, entity, looking.entityOf, there)
      if (records.length > 0) level.push({ entity, records })
    }
  }
  return { remove, empty: staying(empty, going), restrict: staying(restrict, going) }
}

/** What goes along does not hold anything back, and needs no link blanked. */
function staying(found: readonly Referrer[], going: ReadonlySet<string>): Referrer[] {
  return found
    .map((referrer) => ({ ...referrer, ids: referrer.ids.filter((id) => !going.has(id)) }))
    .filter(({ ids }) => ids.length > 0)
}

function note(to: Map<CompiledEntity, Set<string>>, entity: CompiledEntity, id: string): void {
  const ids = to.get(entity)
  if (ids) ids.add(id)
  else to.set(entity, new Set([id]))
}
