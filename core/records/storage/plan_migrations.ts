import type { CompiledApplication } from '#engine/compile/compiled.ts'
import { mostRowsAtOnce } from '#core/definitions/index.ts'
import { planFilling } from './moves/plan_filling.ts'
import type {
  Conversion,
  FieldMove,
  Migration,
  PlanSchema,
  SchemaPlan,
} from '#core/definitions/index.ts'
import { letOthersIn } from '#core/storage/index.ts'
import type { Dialect, Executor } from '#core/storage/index.ts'
import { behindStatements } from './behind/behind_statements.ts'
import { largeTables, mostRowsIndexedAtOnce } from './behind/large_tables.ts'
import { readCatalogue, tableDialects } from './catalogue.ts'
import type { Catalogue } from './catalogue.ts'
import { duplicateValues } from './duplicate_values.ts'
import { dryRun } from './moves/dry_run.ts'
import { countFills } from './moves/undo_fills.ts'
import { moveStatement } from './moves/move_values.ts'
import type { TablePlan } from './table_plan.ts'
import { foreignKeyStatements, indexStatements, planTables, tableStatements } from './tables.ts'

/** Rows a second that indexes are built at, about; said as an estimate. */
const indexedRows = 500_000

type Asked = Parameters<PlanSchema>[2] & {
  /** As `releaseTables` has it. */
  mostIndexedRows?: number | undefined
  /** For statements that go through whole tables; otherwise as everything else is read. */
  scanning?: Executor
}

/**
 * The statements a release would send, with the rows of their tables counted now, and what would
 * become of values that are converted. The same functions make them as when it is published, so what
 * is shown is what is done. Writes nothing.
 */
export async function planMigrations(
  read: Executor,
  dialect: Dialect,
  application: CompiledApplication,
  { mostIndexedRows: most = mostRowsIndexedAtOnce, scanning = read, ...asked }: Asked
): Promise<SchemaPlan> {
  const { moves, fills, backTo, counts } = asked
  const catalogue = await readCatalogue(read, dialect.name)
  const plans = await planTables(application, dialect)
  const titles = titlesOf(application)
  const rowsOf = rowCounter(scanning, dialect, catalogue)
  const large = await largeTables(read, dialect, { plans, catalogue, most })
  const migrations: Migration[] = []
  for (const plan of plans) {
    await letOthersIn()
    const statements = statementsOf(plan, catalogue, { dialect, large })
    if (statements.length === 0) continue
    const rows = await rowsOf(plan.table)
    const title = titles.get(plan.table) ?? plan.table
    migrations.push(...statements.map((one) => described(one, { title, rows, dialect })))
  }
  const filled = await planFilling(scanning, dialect, { fills, catalogue })
  let movingRows = filled.migrations.reduce((sum, { rows }) => sum + rows, 0)
  if (backTo !== null) movingRows += await countFills(scanning, backTo)
  for (const move of moves) movingRows += await rowsOf(move.entity.table)
  // Piece by piece nobody waits for more than one of them.
  const lock = movingRows > mostRowsAtOnce ? ('none' as const) : ('write' as const)
  for (const move of moves) {
    const rows = await rowsOf(move.entity.table)
    const found = counts ? await dryRun(read, dialect, move, application) : null
    migrations.push({ ...describedMove(move, { dialect, rows, found }), lock })
  }
  migrations.push(...filled.migrations.map((migration) => ({ ...migration, lock })))
  const duplicates = await duplicateValues(scanning, dialect, { application, catalogue })
  const problems = [...duplicates, ...filled.problems]
  return { migrations, problems, movingRows }
}

/** A conversion writes as many rows as it reads, and about as fast as three times reading them. */
const writingFactor = 3

function describedMove(
  move: FieldMove,
  given: {
    dialect: Dialect
    rows: number
    found: { converts: Conversion; rate: number } | null
  }
): Omit<Migration, 'lock'> {
  const { dialect, rows, found } = given
  const { entity, field, from, to } = move
  return {
    statement: moveStatement(move, { dialect }),
    about: `“${entity.title}”：字段“${field.title}”的值由 ${from.form.type} 换算为 ${to.form.type}`,
    rows,
    seconds: found ? Math.round((rows / found.rate) * writingFactor * 100) / 100 : 0,
    ...(found ? { converts: found.converts } : {}),
  }
}

type What = 'table' | 'column' | 'reference' | 'index' | 'unique' | 'drop' | 'validate'

interface Told {
  readonly sql: string
  readonly what: What
  readonly behind?: true
}

function statementsOf(
  plan: TablePlan,
  catalogue: Catalogue,
  t: { dialect: Dialect; large: ReadonlySet<string> }
): Told[] {
  const atOnce = [
    ...tableStatements(plan, catalogue, t),
    ...foreignKeyStatements(plan, catalogue, t),
    ...indexStatements(plan, catalogue, t),
  ].map((sql) => ({ sql, what: whatOf(sql) }))
  if (!t.large.has(plan.table)) return atOnce
  const behind = behindStatements(plan, catalogue, t).map(({ sql, what }): Told => ({
    sql,
    what: what === 'clear' ? 'drop' : what,
    behind: true,
  }))
  return [...atOnce, ...behind]
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
  validate: '核对外键',
}

function described(
  { sql, what, behind }: Told,
  { title, rows, dialect }: { title: string; rows: number; dialect: Dialect }
): Migration {
  const isChecked = what === 'reference' && !sql.endsWith(' NOT VALID')
  const scans = what === 'index' || what === 'unique' || what === 'validate' || isChecked
  return {
    statement: sql,
    about: `“${title}”：${words[what]}`,
    rows,
    lock: behind ? lockBehind(what, dialect) : lockOf(what),
    seconds: scans ? Math.round((rows / indexedRows) * 100) / 100 : 0,
    ...(behind ? { behind } : {}),
  }
}

function lockOf(what: What): Migration['lock'] {
  if (what === 'table') return 'none'
  return what === 'column' || what === 'drop' ? 'all' : 'write'
}

function lockBehind(what: What, dialect: Dialect): Migration['lock'] {
  return what === 'index' ? tableDialects[dialect.name].lockBeside : 'none'
}

function titlesOf(application: CompiledApplication): Map<string, string> {
  return new Map([...application.entities.values()].map((entity) => [entity.table, entity.title]))
}

/** Counts a table once; 0 for one that is not there yet. */
function rowCounter(read: Executor, dialect: Dialect, { tables }: Catalogue) {
  const known = new Map<string, number>()
  return async (table: string): Promise<number> => {
    let rows = known.get(table)
    if (rows === undefined) {
      rows = tables.has(table) ? await countRows(read, dialect, table) : 0
      known.set(table, rows)
    }
    return rows
  }
}

async function countRows(read: Executor, dialect: Dialect, table: string): Promise<number> {
  const [row] = await read.all<{ n: number }>(`SELECT COUNT(*) AS n FROM ${dialect.quote(table)}`)
  return Number(row?.n ?? 0)
}
