/** Which records hold a file: rows of the link tables of every field whose values are files. */
import type {
  CompiledApplication,
  CompiledEntity,
  CompiledField,
} from '#engine/compile/compiled.ts'
import { holdsFiles } from '#engine/fields/index.ts'
import type { Database } from '#core/storage/index.ts'
import type { FilesEnvironment } from './environment.ts'
import { fileEntity } from './file_entity.ts'

export interface Holder {
  readonly entity: CompiledEntity
  readonly field: CompiledField
  /** Id of the record, or of the row of a sub-table. */
  readonly owner: string
}

interface FileField {
  readonly entity: CompiledEntity
  readonly field: CompiledField
}

const known = new WeakMap<CompiledApplication, readonly FileField[]>()

function fileFieldsOf(application: CompiledApplication): readonly FileField[] {
  let fields = known.get(application)
  if (!fields) {
    fields = [...application.entities.values()].flatMap((entity) =>
      entity.links.filter(holdsFiles).map((field) => ({ entity, field }))
    )
    known.set(application, fields)
  }
  return fields
}

/** Holders of one file, 1,000 at most. One statement. */
export async function holdersOf(
  { database, registry }: FilesEnvironment,
  id: string
): Promise<Holder[]> {
  const fields = fileFieldsOf(registry.current())
  if (fields.length === 0) return []
  const { quote } = database.dialect
  const asked = fields.map(
    ({ field }, n) =>
      `SELECT ${n} AS "n", "owner" AS "owner" FROM ${quote(field.linkTable!)} WHERE "target" = ?`
  )
  const rows = await database.read.all<{ n: number; owner: string }>(
    `${asked.join(' UNION ALL ')} LIMIT 1000`,
    fields.map(() => id)
  )
  return rows.map(({ n, owner }) => ({ ...fields[Number(n)]!, owner }))
}

/** SQL that is true for a file, alias `f`, which nothing holds. */
export function unheldSql({ database, registry }: FilesEnvironment): string {
  const { quote } = database.dialect
  const none = fileFieldsOf(registry.current()).map(
    ({ field }) =>
      `NOT EXISTS (SELECT 1 FROM ${quote(field.linkTable!)} l WHERE l."target" = f."id")`
  )
  return none.length > 0 ? none.join(' AND ') : '1 = 1'
}

/** Bytes of files that a user uploaded and no record holds. One statement. */
export async function unheldBytes(
  environment: FilesEnvironment,
  user: string | null
): Promise<number> {
  const { database, registry } = environment
  const entity = fileEntity(registry)
  const { quote } = database.dialect
  const size = quote(entity.fields.get('size')!.column!)
  const [row] = await database.read.all<{ bytes: unknown }>(
    `SELECT SUM(f.${size}) AS "bytes" FROM ${quote(entity.table)} f ` +
      `WHERE f."created_by" = ? AND ${unheldSql(environment)}`,
    [user]
  )
  return Number(row?.bytes ?? 0)
}

/** The record that a row of a sub-table belongs to, up to the one that has rights of its own. */
export async function rootOf(
  { dialect, read }: Database,
  application: CompiledApplication,
  { entity, owner }: Pick<Holder, 'entity' | 'owner'>
): Promise<{ entity: CompiledEntity; id: string; path: string[] } | null> {
  const path: string[] = []
  let [at, id] = [entity, owner]
  while (at.parent !== null) {
    const above = application.entities.get(at.parent)
    const holder = above?.children.find(({ childEntity }) => childEntity === at.key)
    const [row] = await read.all<{ parent_id: string }>(
      `SELECT "parent_id" AS "parent_id" FROM ${dialect.quote(at.table)} WHERE "id" = ?`,
      [id]
    )
    if (!above || !holder || !row) return null
    path.unshift(holder.key)
    ;[at, id] = [above, row.parent_id]
  }
  return { entity: at, id, path }
}
