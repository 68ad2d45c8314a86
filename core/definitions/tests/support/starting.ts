import type { CompiledApplication } from '#engine/compile/compiled.ts'
import type { Database, Transaction } from '#core/storage/index.ts'
import { startDefinitions } from '#core/definitions/index.ts'
import type { StartedRegistry, StartOptions } from '#core/definitions/index.ts'
import type { ModulesFolder } from './library.ts'

/** Makes the tables of entities in their plainest form; grows them, never drops. */
export async function applyTables(t: Transaction, application: CompiledApplication): Promise<void> {
  const { quote, columnsOf, name } = t.dialect
  for (const entity of application.entities.values()) {
    await t.run(`CREATE TABLE IF NOT EXISTS ${quote(entity.table)} (id ${t.dialect.types.text})`)
    const there = await t.all<{ name: string }>(columnsOf, [entity.table])
    const names = new Set(there.map((column) => column.name))
    for (const field of entity.stored) {
      if (field.column === null || names.has(field.column)) continue
      const type = field.type.column(name)
      await t.run(`ALTER TABLE ${quote(entity.table)} ADD COLUMN ${quote(field.column)} ${type}`)
    }
  }
}

export interface Started {
  registry: StartedRegistry
  lines: string[]
  applied: number
}

/** Starts definitions from a folder; counts how often tables were brought up to date. */
export async function start(
  database: Database,
  files: ModulesFolder,
  options: Partial<StartOptions> = {}
): Promise<Started> {
  const lines: string[] = []
  let applied = 0
  const registry = await startDefinitions({
    database,
    folders: [files.folder],
    production: false,
    keepRelease: false,
    cacheFolder: files.cacheFolder,
    planSchema: async () => ({ migrations: [], problems: [], movingRows: 0 }),
    applySchema: async (t, application) => {
      applied += 1
      await applyTables(t, application)
    },
    log: (line) => lines.push(line),
    ...options,
  })
  return { registry, lines, applied }
}

/** How many rows a table of this room has. */
export async function count(database: Database, table: string): Promise<number> {
  const [row] = await database.read.all<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)
  return row?.n ?? 0
}
