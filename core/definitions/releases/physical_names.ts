import type {
  CompiledApplication,
  CompiledEntity,
  CompiledField,
} from '#engine/compile/compiled.ts'
import { defaultNames } from '#engine/compile/index.ts'
import type { PhysicalNames } from '#engine/compile/index.ts'
import { pointerTo } from '#engine/problems.ts'
import type { Problem } from '#engine/problems.ts'
import type { Executor, Transaction } from '#core/storage/index.ts'

/** How an entity came to lie in the database, by uid: what was once given and never changes. */
export interface RecordedEntity {
  table: string
  isChild: boolean
  columns: Record<string, RecordedColumn>
}
export interface RecordedColumn {
  name: string
  /** Column type on both databases and digits after the point. */
  layout: string
}

/** Everything recorded so far, by entity uid; retired entities and fields among it. */
export type RecordedNames = ReadonlyMap<string, RecordedEntity>

/** Reads what was recorded. */
export async function readNames(read: Executor): Promise<RecordedNames> {
  const rows = await read.all<{ uid: string; names: string }>(
    'SELECT entity_uid AS uid, names FROM physical_names'
  )
  return new Map(rows.map((row) => [row.uid, JSON.parse(row.names) as RecordedEntity]))
}

/**
 * Physical names never change (architecture.md "Storage"): an entity or field keeps the name it was
 * given at first, whatever its key becomes; a new one gets the default.
 */
export function namesFrom(recorded: RecordedNames): PhysicalNames {
  return {
    table: (uid, key) => recorded.get(uid)?.table ?? defaultNames.table(uid, key),
    column: (entityUid, fieldUid, key) =>
      recordedColumn(recorded, entityUid, fieldUid)?.name ??
      defaultNames.column(entityUid, fieldUid, key),
  }
}

/** Records the names an application uses; inside the transaction that publishes it. */
export async function recordNames(
  t: Transaction,
  application: CompiledApplication,
  recorded: RecordedNames
): Promise<void> {
  for (const entity of application.entities.values()) {
    const before = recorded.get(entity.uid)
    const columns = { ...before?.columns, ...columnsOf(entity) }
    const now: RecordedEntity = { table: entity.table, isChild: entity.parent !== null, columns }
    const names = JSON.stringify(now)
    if (before && names === JSON.stringify(before)) continue
    await t.run(
      `INSERT INTO physical_names (entity_uid, names) VALUES (?, ?)
       ON CONFLICT (entity_uid) DO UPDATE SET names = excluded.names`,
      [entity.uid, names]
    )
  }
}

/** A stored element whose values would need another form. */
export interface DestructiveChange {
  entity: CompiledEntity
  /** Null where the whole table would have to change. */
  field: CompiledField | null
  text: string
}

/**
 * What of an application would need stored values to be converted; empty when tables only grow. A
 * removed field or entity is not among them: its column or table is kept.
 */
export function destructiveChanges(
  application: CompiledApplication,
  recorded: RecordedNames
): DestructiveChange[] {
  const changes: DestructiveChange[] = []
  for (const entity of application.entities.values()) {
    const before = recorded.get(entity.uid)
    if (!before) continue
    if (before.isChild !== (entity.parent !== null)) {
      const text = `实体“${entity.title}”（${entity.key}）在主表与子表之间变更`
      changes.push({ entity, field: null, text })
    }
    for (const field of entity.stored) {
      const column = recordedColumn(recorded, entity.uid, field.uid)
      if (!column || column.layout === layoutOf(field)) continue
      const types = `${column.layout} → ${layoutOf(field)}`
      const text = `字段“${field.title}”（${entity.key}.${field.key}）的存储类型变更：${types}`
      changes.push({ entity, field, text })
    }
  }
  return changes
}

/** The same as problems, for a plan: nothing that would need values converted is published. */
export function movingProblems(changes: readonly DestructiveChange[]): Problem[] {
  return changes.map(({ entity, field, text }) => ({
    ...{ code: 'E_DEFINITION_DATA_MOVE', severity: 'error', kind: 'entity', key: entity.key },
    pointer: field ? pointerTo('/schema/properties', field.key) : '/parent',
    message: text,
    fix: '改回原来的类型，或另加一个新字段（新的 x-uid）',
  }))
}

function columnsOf(entity: CompiledEntity): Record<string, RecordedColumn> {
  return Object.fromEntries(
    entity.stored
      .filter((field) => field.column !== null)
      .map((field) => [field.uid, { name: field.column as string, layout: layoutOf(field) }])
  )
}

/** Both databases at once, so that a change is destructive on both or on none. */
function layoutOf(field: CompiledField): string {
  const types = `${field.type.column('sqlite')} | ${field.type.column('postgres')}`
  return field.scale > 0 ? `${types}, ${field.scale} 位小数` : types
}

function recordedColumn(
  recorded: RecordedNames,
  entityUid: string,
  fieldUid: string
): RecordedColumn | undefined {
  const columns = recorded.get(entityUid)?.columns
  return columns && Object.hasOwn(columns, fieldUid) ? columns[fieldUid] : undefined
}
