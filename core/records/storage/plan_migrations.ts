import type { CompiledApplication } from '#engine/compile/compiled.ts'
import type { Migration } from '#core/definitions/index.ts'
import type { Dialect, Executor } from '#core/storage/index.ts'
import { readCatalogue } from './catalogue.ts'
import type { Catalogue } from './catalogue.ts'
import type { TablePlan } from './table_plan.ts'
import { foreignKeyStatements, indexStatements, planTables, tableStatements } from './tables.ts'

/** Rows a second that indexes are built at, about; said as an estimate. */
const indexedRows = 500_000

/**
 * The statements a release would send, with the rows of their tables counted now. The same functions
 * make them as when it is published, so what is shown is what is done. Writes nothing.
 */
export async function planMigrations(
  read: Executor,
  dialect: Dialect,
  application: CompiledApplication
): Promise<Migration[]> {
  const catalogue = await readCatalogue(read, dialect.name)
  const plans = planTables(application, dialect)
  const titles = titlesOf(application)
  const migrations: Migration[] = []
  for (const plan of plans) {
    const statements = statementsOf(plan, catalogue, dialect)
    if (statements.length === 0) continue
    const rows = catalogue.tables.has(plan.table) ? await countRows(read, dialect, plan.table) : 0
    const title = titles.get(plan.table) ?? plan.table
    migrations.push(...statements.map(({ sql, what }) => described(sql, what, title, rows)))
  }
  return migrations
}

type What = 'table' | 'column' | 'reference' | 'index' | 'unique' | 'drop'

function statementsOf(
  plan: TablePlan,
  catalogue: Catalogue,
  dialect: Dialect
): { sql: string; what: What }[] {
  const t = { dialect }
  return [
    ...tableStatements(plan, catalogue, t),
    ...foreignKeyStatements(plan, catalogue, t),
    ...indexStatements(plan, catalogue, t),
  ].map((sql) => ({ sql, what: whatOf(sql) }))
}

function whatOf(sql: string): What {
  if (sql.startsWith('CREATE TABLE')) return 'table'
  if (sql.startsWith('CREATE UNIQUE')) return 'unique'
  if (sql.startsWith('CREATE INDEX')) return 'index'
  if (sql.startsWith('DROP INDEX')) return 'drop'
  return sql.includes(' ADD CONSTRAINT ') ? 'reference' : 'column'
}

const words: Readonly<Record<What, string>> = {
  table: '建立数据表',
  column: '增加一列',
  reference: '增加外键',
  index: '建立索引',
  unique: '建立唯一索引',
  drop: '删除旧索引',
}

function described(statement: string, what: What, title: string, rows: number): Migration {
  const scans = what === 'index' || what === 'unique' || what === 'reference'
  return {
    statement,
    about: `“${title}”：${words[what]}`,
    rows,
    lock: what === 'table' ? 'none' : scans ? 'write' : 'all',
    seconds: scans ? Math.round((rows / indexedRows) * 100) / 100 : 0,
  }
}

function titlesOf(application: CompiledApplication): Map<string, string> {
  return new Map([...application.entities.values()].map((entity) => [entity.table, entity.title]))
}

async function countRows(read: Executor, dialect: Dialect, table: string): Promise<number> {
  const [row] = await read.all<{ n: number }>(`SELECT COUNT(*) AS n FROM ${dialect.quote(table)}`)
  return Number(row?.n ?? 0)
}
