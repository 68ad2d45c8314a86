import type {
  CompiledApplication,
  CompiledEntity,
  CompiledField,
} from '#engine/compile/compiled.ts'
import type { Values } from '#engine/values.ts'
import { rowsOf } from '../history/changes.ts'
import { rowCodec } from '../storage/row_codec.ts'
import { placeholders } from './load_rows.ts'
import type { WriteContext } from './write_context.ts'

/** Records that point to one that is to be removed, through one field. */
export interface Referrer {
  /** Entity of the records; where the field lies in a sub-table, the entity at its root. */
  readonly holder: CompiledEntity
  readonly field: CompiledField
  readonly policy: 'restrict' | 'empty' | 'cascade'
  /** Records not deleted themselves, each once. */
  readonly ids: readonly string[]
  /** The ids pointed to: the record's own, or those of its rows. */
  readonly targets: ReadonlySet<string>
}

/** Everything undeleted that points to a record or to a row of its sub-tables. One statement a field. */
export async function referrers(
  context: WriteContext,
  application: CompiledApplication,
  entity: CompiledEntity,
  record: Values
): Promise<Referrer[]> {
  const found: Referrer[] = []
  for (const [target, ids] of idsByEntity(context, entity, record)) {
    for (const { holder, field } of fieldsThatPointTo(application, target)) {
      const records = await recordsThatHold(context, holder, field, ids)
      const root = rootOf(context, holder)
      // A record may point to itself or to its own rows: that goes with it.
      const others = records.filter((id) => root !== entity || id !== record.id)
      if (others.length === 0) continue
      const policy = field.onDelete ?? 'restrict'
      found.push({ holder: root, field, policy, ids: others, targets: new Set(ids) })
    }
  }
  return found
}

function idsByEntity(
  context: WriteContext,
  entity: CompiledEntity,
  record: Values,
  found = new Map<string, string[]>()
): Map<string, string[]> {
  found.set(entity.key, [...(found.get(entity.key) ?? []), String(record.id)])
  for (const field of entity.children) {
    const child = context.entityOf(field.childEntity!)
    for (const row of rowsOf(record, field)) idsByEntity(context, child, row, found)
  }
  return found
}

function fieldsThatPointTo(application: CompiledApplication, target: string) {
  return [...application.entities.values()].flatMap((holder) =>
    holder.stored.filter((field) => field.target === target).map((field) => ({ holder, field }))
  )
}

function rootOf(context: WriteContext, entity: CompiledEntity): CompiledEntity {
  return entity.parent === null ? entity : rootOf(context, context.entityOf(entity.parent))
}

/** Ids of the undeleted records whose field, or whose rows' field, holds one of the ids. */
async function recordsThatHold(
  context: WriteContext,
  holder: CompiledEntity,
  field: CompiledField,
  ids: readonly string[]
): Promise<string[]> {
  const { dialect } = context.t
  const column = rowCodec(holder, dialect).column(field.key)
  let from = `${dialect.quote(holder.table)} h0`
  let level = 0
  for (let at = holder; at.parent !== null; level++) {
    at = context.entityOf(at.parent)
    from += ` JOIN ${dialect.quote(at.table)} h${level + 1} ON h${level + 1}."id" = h${level}."parent_id"`
  }
  const rows = await context.t.all<{ id: string }>(
    `SELECT DISTINCT h${level}."id" AS id FROM ${from} ` +
      `WHERE h0.${column} IN (${placeholders(ids.length)}) AND h${level}."deleted_at" IS NULL ` +
      `ORDER BY id`,
    ids
  )
  return rows.map((row) => row.id)
}
