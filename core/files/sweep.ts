import type { JobHandler } from '#core/jobs/index.ts'
import { inParts } from '#core/storage/index.ts'
import type { FilesEnvironment } from './environment.ts'
import { fileEntity } from './file_entity.ts'
import { unheldSql } from './holders.ts'

export const sweepKind = 'files.sweep'

/** How long an upload waits for a record to hold it, and a file for its way back into one. */
const day = 24 * 3_600_000
const keptFor = { unused: day, letGo: 30 * day }

/**
 * Removes what nothing holds: uploads that no record took within a day, files that the last record
 * let go of 30 days ago, and contents that a crash left without a record.
 */
export function sweepFiles(environment: FilesEnvironment): JobHandler {
  return {
    async run(job) {
      if (!environment.registry.current().anchors.file) return { removed: 0 }
      await markHeld(environment)
      const ids = await unheldIds(environment)
      for (const id of ids) if (!job.signal.aborted) await removeFile(environment, id)
      await removeLeftovers(environment)
      return { removed: ids.length }
    },
  }
}

/** `unheld_at` is when a file was first seen without a record after it had one; blank before that. */
async function markHeld(environment: FilesEnvironment): Promise<void> {
  const { database, registry, clock } = environment
  const entity = fileEntity(registry)
  const { quote, name } = database.dialect
  const [held, letGo] = ['held', 'let_go_at'].map((key) => quote(entity.fields.get(key)!.column!))
  const isUnheld = unheldSql(environment)
  const table = quote(entity.table)
  const field = entity.fields.get('held')!
  const yes = field.type.toColumn(true, name, field)
  await database.tx(async (t) => {
    await t.run(
      `UPDATE ${table} AS f SET ${held} = ?, ${letGo} = NULL WHERE NOT (${isUnheld}) ` +
        `AND (f.${held} IS NULL OR f.${letGo} IS NOT NULL)`,
      [yes]
    )
    await t.run(
      `UPDATE ${table} AS f SET ${letGo} = ? WHERE f.${held} IS NOT NULL ` +
        `AND f.${letGo} IS NULL AND ${isUnheld}`,
      [clock().toISOString()]
    )
  })
}

async function unheldIds(environment: FilesEnvironment): Promise<string[]> {
  const { database, registry, clock } = environment
  const entity = fileEntity(registry)
  const { quote } = database.dialect
  const [held, letGo] = ['held', 'let_go_at'].map((key) => quote(entity.fields.get(key)!.column!))
  const before = (age: number) => new Date(clock().getTime() - age).toISOString()
  const rows = await database.read.all<{ id: string }>(
    `SELECT f."id" AS "id" FROM ${quote(entity.table)} f WHERE ${unheldSql(environment)} ` +
      `AND ((f.${held} IS NULL AND f."created_at" < ?) OR f.${letGo} < ?)`,
    [before(keptFor.unused), before(keptFor.letGo)]
  )
  return rows.map(({ id }) => id)
}

/** The row first: a content without one is found again, a row without content would be a lie. */
async function removeFile(environment: FilesEnvironment, id: string): Promise<void> {
  const { database, registry, store } = environment
  const { table } = fileEntity(registry)
  const removed = await database.tx(async (t) => {
    // Under the lock that a command takes which makes a record hold it.
    await t.run(`UPDATE ${t.dialect.quote(table)} SET "rev" = "rev" WHERE "id" = ?`, [id])
    const [row] = await t.all(
      `SELECT f."id" FROM ${t.dialect.quote(table)} f WHERE f."id" = ? AND ${unheldSql(environment)}`,
      [id]
    )
    if (row) await t.run(`DELETE FROM ${t.dialect.quote(table)} WHERE "id" = ?`, [id])
    return row !== undefined
  })
  if (removed) await store.remove(id)
}

async function removeLeftovers({
  database,
  registry,
  store,
  clock,
}: FilesEnvironment): Promise<void> {
  const ids: string[] = []
  for await (const id of store.leftovers(new Date(clock().getTime() - day))) ids.push(id)
  const { dialect, read } = database
  const table = dialect.quote(fileEntity(registry).table)
  for (const part of inParts(ids, 500)) {
    const rows = await read.all<{ id: string }>(
      `SELECT "id" AS "id" FROM ${table} WHERE ${dialect.inList('"id"')}`,
      [dialect.listBinding(part)]
    )
    const known = new Set(rows.map(({ id }) => id))
    for (const id of part) if (!known.has(id)) await store.remove(id)
  }
}
