import type { DialectName } from '#engine/values.ts'
import type { Executor } from '#core/storage/index.ts'
import { postgresTables } from './dialects/postgres.ts'
import { sqliteTables } from './dialects/sqlite.ts'
import type { TableDialect } from './dialects/table_dialect.ts'

export const tableDialects: Readonly<Record<DialectName, TableDialect>> = {
  sqlite: sqliteTables,
  postgres: postgresTables,
}

/** What the database holds for entities before a release is applied to it. */
export interface Catalogue {
  /** Type of each column, by table. */
  readonly tables: ReadonlyMap<string, ReadonlyMap<string, string>>
  readonly indexes: ReadonlySet<string>
  /** Names of indexes, by table. */
  readonly indexesOf: ReadonlyMap<string, readonly string[]>
  readonly foreignKeys: ReadonlySet<string>
}

/** Reads the catalogue in one statement. */
export async function readCatalogue(executor: Executor, dialect: DialectName): Promise<Catalogue> {
  type CatalogueRow = { kind: string; relation: string; name: string }
  const rows = await executor.all<CatalogueRow>(tableDialects[dialect].catalogue)
  const tables = new Map<string, Map<string, string>>()
  const indexes = new Set<string>()
  const indexesOf = new Map<string, string[]>()
  const foreignKeys = new Set<string>()
  for (const { kind, relation, name } of rows) {
    if (kind === 'index') {
      indexes.add(name)
      indexesOf.set(relation, [...(indexesOf.get(relation) ?? []), name])
    } else if (kind === 'foreign') foreignKeys.add(name)
    else tables.set(relation, columnsIn(name))
  }
  return { tables, indexes, indexesOf, foreignKeys }
}

function columnsIn(lines: string): Map<string, string> {
  return new Map(
    lines.split('\n').map((line) => {
      const end = line.indexOf(' ')
      return [line.slice(0, end), line.slice(end + 1)]
    })
  )
}
