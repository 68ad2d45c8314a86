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
  /** Indexes that serve nobody: they are being built, or what was to build them has ended. */
  readonly invalid: ReadonlySet<string>
  /** Names of indexes, by table; of those that are invalid too. */
  readonly indexesOf: ReadonlyMap<string, readonly string[]>
  readonly foreignKeys: ReadonlySet<string>
  /** Those that every row is known to meet. */
  readonly validated: ReadonlySet<string>
}

/** Reads the catalogue in one statement. */
export async function readCatalogue(executor: Executor, dialect: DialectName): Promise<Catalogue> {
  type CatalogueRow = { kind: string; relation: string; name: string }
  const rows = await executor.all<CatalogueRow>(tableDialects[dialect].catalogue)
  const tables = new Map<string, Map<string, string>>()
  const [indexes, invalid] = [new Set<string>(), new Set<string>()]
  const indexesOf = new Map<string, string[]>()
  const [foreignKeys, validated] = [new Set<string>(), new Set<string>()]
  for (const { kind, relation, name } of rows) {
    if (kind === 'index' || kind === 'invalid') {
      if (kind === 'index') indexes.add(name)
      else invalid.add(name)
      indexesOf.set(relation, [...(indexesOf.get(relation) ?? []), name])
    } else if (kind === 'foreign' || kind === 'validated') {
      foreignKeys.add(name)
      if (kind === 'validated') validated.add(name)
    } else tables.set(relation, columnsIn(name))
  }
  return { tables, indexes, invalid, indexesOf, foreignKeys, validated }
}

function columnsIn(lines: string): Map<string, string> {
  return new Map(
    lines.split('\n').map((line) => {
      const end = line.indexOf(' ')
      return [line.slice(0, end), line.slice(end + 1)]
    })
  )
}
