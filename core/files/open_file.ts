import type { Readable } from 'node:stream'
import type { Actor } from '#engine/access/index.ts'
import { Refusal } from '#engine/errors.ts'
import { isId } from '#core/records/index.ts'
import type { FilesEnvironment } from './environment.ts'
import { fileNotFound } from './errors.ts'
import { fileEntity } from './file_entity.ts'
import { holdersOf, rootOf } from './holders.ts'
import type { Holder } from './holders.ts'

/** A file that the actor may read. */
export interface OpenFile {
  readonly name: string
  readonly type: string
  readonly size: number
  /** SHA-256 of the content. */
  readonly hash: string
  /** @throws E_FILE_NOT_FOUND when the content is lost */
  read(range?: { from: number; to: number }): Promise<Readable>
}

/**
 * A file the actor may read: one that stands in a field of a record that he may read, as the
 * reading of records itself tells it; or one that he uploaded and nothing holds yet.
 *
 * @throws E_FILE_NOT_FOUND, the same for what is not there and what he may not see (T047)
 */
export async function openFile(
  environment: FilesEnvironment,
  actor: Actor,
  id: string
): Promise<OpenFile> {
  const missing = () => new Refusal(fileNotFound({}))
  const file = isId(id) ? await fileRow(environment, id) : null
  if (!file) throw missing()
  const holders = await holdersOf(environment, id)
  const isMine = actor.userId !== null && file.createdBy === actor.userId
  const mayRead = holders.length === 0 ? isMine : await readsSome(environment, actor, holders, id)
  if (!mayRead) throw missing()
  return {
    ...file,
    async read(range) {
      const content = await environment.store.read(id, range)
      if (!content) throw missing()
      return content
    },
  }
}

async function fileRow({ database, registry }: FilesEnvironment, id: string) {
  const entity = fileEntity(registry)
  const { quote } = database.dialect
  const column = (key: string) => `f.${quote(entity.fields.get(key)!.column!)} AS "${key}"`
  const columns = ['name', 'type', 'size', 'hash'].map(column).join(', ')
  const [row] = await database.read.all<Record<string, unknown>>(
    `SELECT ${columns}, f."created_by" AS "created_by" FROM ${quote(entity.table)} f ` +
      `WHERE f."id" = ? AND f."deleted_at" IS NULL`,
    [id]
  )
  if (!row) return null
  const text = (key: string) => String(row[key])
  return {
    ...{ name: text('name'), type: text('type'), hash: text('hash') },
    size: Number(row.size),
    createdBy: row.created_by,
  }
}

/** Records asked for one file; more hold it only where somebody makes them to. */
const mostAsked = 50

async function readsSome(
  environment: FilesEnvironment,
  actor: Actor,
  holders: readonly Holder[],
  id: string
): Promise<boolean> {
  for (const holder of holders.slice(0, mostAsked)) {
    if (await shows(environment, actor, holder, id)) return true
  }
  return false
}

/** Whether the record, read by the actor, shows the file where it is held. */
async function shows(
  { database, registry, records }: FilesEnvironment,
  actor: Actor,
  holder: Holder,
  id: string
): Promise<boolean> {
  const root = await rootOf(database, registry.current(), holder)
  if (!root) return false
  const path = [...root.path, holder.field.key]
  try {
    const query = { fields: path.join('.') }
    const { data } = await records.get(actor, root.entity.key, root.id, query)
    return holds(data, path, id)
  } catch (error) {
    // He may not read the record or the field.
    if (error instanceof Refusal && error.status < 500) return false
    throw error
  }
}

function holds(value: unknown, [key, ...rest]: readonly string[], id: string): boolean {
  const items = Array.isArray(value) ? value : [value]
  if (key === undefined) return items.some((item) => (item as { id?: unknown } | null)?.id === id)
  return items.some((item) => holds((item as Record<string, unknown> | null)?.[key], rest, id))
}
