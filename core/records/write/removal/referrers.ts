import type {
  CompiledApplication,
  CompiledEntity,
  CompiledField,
} from '#engine/compile/compiled.ts'
import type { Values } from '#engine/values.ts'
import { rowsOf } from '../../history/changes.ts'
import { rowCodec } from '../../storage/row_codec.ts'
import type { WriteContext } from '../write_context.ts'

/** Records that point to some that are to be removed, through one field. */
export interface Referrer {
  /** Entity of the records; where the field lies in a sub-table, the entity at its root. */
  readonly holder: CompiledEntity
  readonly field: CompiledField
  readonly policy: 'restrict' | 'empty' | 'cascade'
  /** Records not deleted themselves, each once. */
  readonly ids: readonly string[]
  /** The ids pointed to: those of the records, or of their rows. */
  readonly targets: ReadonlySet<string>
}

/** What of the context is needed to look for them. */
export type Looking = Pick<WriteContext, 't' | 'application' | 'entityOf'>

/** Records of one entity with the rows of their sub-tables. */
export interface Going {
  readonly entity: CompiledEntity
  readonly records: readonly Values[]
}

/**
 * Everything undeleted that points to the records or to rows of their sub-tables. One statement for
 * each field that can, whatever the number of records.
 */
export async function referrers(looking: Looking, going: readonly Going[]): Promise<Referrer[]> {
  const found: Referrer[] = []
  for (const [target, ids] of idsByEntity(looking, going)) {
    for (const { holder, field } of fieldsThatPointTo(looking.application, target)) {
      const held = await recordsThatHold(looking, { holder, field }, target, ids)
      if (held.length === 0) continue
      const policy = field.onDelete ?? 'restrict'
      const root = rootOf(looking, holder)
      found.push({ holder: root, field, policy, ids: held, targets: new Set(ids) })
    }
  }
  return found
}

function idsByEntity(looking: Looking, going: readonly Going[]): Map<CompiledEntity, string[]> {
  const found = new Map<CompiledEntity, string[]>()
  const collect = (entity: CompiledEntity, record: Values): void => {
    const ids = found.get(entity)
    if (ids) ids.push(String(record.id))
    else found.set(entity, [String(record.id)])
    for (const field of entity.children) {
      const child = looking.entityOf(field.childEntity!)
      for (const row of rowsOf(record, field)) collect(child, row)
    }
  }
  for (const { entity, records } of going) for (const record of records) collect(entity, record)
  return found
}

function fieldsThatPointTo({ entities }: CompiledApplication, { key }: CompiledEntity) {
  const points = (field: CompiledField) =>
    field.target === key || field.targets.some((target) => target.key === key)
  return [...entities.values()].flatMap((holder) =>
    [...holder.stored, ...holder.links].filter(points).map((field) => ({ holder, field }))
  )
}

function rootOf(looking: Looking, entity: CompiledEntity): CompiledEntity {
  return entity.parent === null ? entity : rootOf(looking, looking.entityOf(entity.parent))
}

/** Ids of the undeleted records whose field, or whose rows' field, holds one of the ids. */
async function recordsThatHold(
  { t, entityOf }: Looking,
  { holder, field }: { holder: CompiledEntity; field: CompiledField },
  target: CompiledEntity,
  ids: readonly string[]
): Promise<string[]> {
  const { dialect } = t
  let from = `${dialect.quote(holder.table)} h0`
  let level = 0
  for (let at = holder; at.parent !== null; level++) {
    at = entityOf(at.parent)
    from += ` JOIN ${dialect.quote(at.table)} h${level + 1} ON h${level + 1}."id" = h${level}."parent_id"`
  }
  const bindings: unknown[] = [dialect.listBinding(ids)]
  let points: string
  if (field.linkTable !== null) {
    from += ` JOIN ${dialect.quote(field.linkTable)} l ON l."owner" = h0."id"`
    points = dialect.inList('l."target"')
  } else {
    points = dialect.inList(`h0.${rowCodec(holder, dialect).column(field.key)}`)
    if (field.entityColumn !== null) {
      points += ` AND h0.${dialect.quote(field.entityColumn)} = ?`
      bindings.push(target.uid)
    }
  }
  const rows = await t.all<{ id: string }>(
    `SELECT DISTINCT h${level}."id" AS id FROM ${from} ` +
      `WHERE ${points} AND h${level}."deleted_at" IS NULL ORDER BY id`,
    bindings
  )
  return rows.map((row) => row.id)
}
