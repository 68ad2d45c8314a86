import type { CompiledApplication, CompiledEntity } from '#engine/compile/compiled.ts'
import { defaultNames } from '#engine/compile/index.ts'
import type { PhysicalNames } from '#engine/compile/index.ts'
import type { Executor, Transaction } from '#core/storage/index.ts'

/** Names once given to the table of an entity and to the columns of its fields, by uid. */
export interface RecordedNames {
  table: string
  columns: Record<string, string>
}

/** Every name ever given, by entity uid. */
export async function readNames(read: Executor): Promise<ReadonlyMap<string, RecordedNames>> {
  const rows = await read.all<{ uid: string; names: string }>(
    'SELECT entity_uid AS uid, names FROM physical_names'
  )
  return new Map(rows.map((row) => [row.uid, JSON.parse(row.names) as RecordedNames]))
}

/**
 * Physical names never change (architecture.md "Storage"): an entity or field keeps the name it was
 * given at first, whatever its key becomes; a new one gets the default.
 */
export function namesFrom(recorded: ReadonlyMap<string, RecordedNames>): PhysicalNames {
  return {
    table: (uid, key) => recorded.get(uid)?.table ?? defaultNames.table(uid, key),
    column(entityUid, fieldUid, key) {
      const columns = recorded.get(entityUid)?.columns
      const known = columns && Object.hasOwn(columns, fieldUid) ? columns[fieldUid] : undefined
      return known ?? defaultNames.column(entityUid, fieldUid, key)
    },
  }
}

/** Keeps the names an application uses; those of retired entities and fields stay kept. */
export async function recordNames(
  t: Transaction,
  application: CompiledApplication,
  recorded: ReadonlyMap<string, RecordedNames>
): Promise<void> {
  for (const entity of application.entities.values()) {
    const before = recorded.get(entity.uid)
    const columns = { ...before?.columns, ...columnsOf(entity) }
    const names = JSON.stringify({ table: entity.table, columns })
    if (before && names === JSON.stringify(before)) continue
    await t.run(
      `INSERT INTO physical_names (entity_uid, names) VALUES (?, ?)
       ON CONFLICT (entity_uid) DO UPDATE SET names = excluded.names`,
      [entity.uid, names]
    )
  }
}

function columnsOf(entity: CompiledEntity): Record<string, string> {
  return Object.fromEntries(
    entity.stored.flatMap((field) => (field.column === null ? [] : [[field.uid, field.column]]))
  )
}
