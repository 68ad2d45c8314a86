/**
 * Brings the tables of entities to what a compiled application asks for. Additive: what a
 * definition no longer names keeps its table or column; a column whose type changed is refused.
 * One query tells what exists; nothing else is sent when nothing is missing.
 */
import type { CompiledApplication, CompiledEntity } from '#engine/compile/compiled.ts'
import { DefinitionsInvalid } from '#core/definitions/index.ts'
import type { FieldFill, SchemaWork } from '#core/definitions/index.ts'
import { letOthersIn, stopBeside } from '#core/storage/index.ts'
import type { Dialect, Transaction } from '#core/storage/index.ts'
import { readCatalogue, tableDialects } from './catalogue.ts'
import type { Catalogue } from './catalogue.ts'
import { fillValues } from './moves/fill_values.ts'
import { undoFills } from './moves/undo_fills.ts'
import { moveAll } from './moves/move_values.ts'
import { largeTables } from './behind/large_tables.ts'
import { duplicatesUnderLock } from './duplicate_values.ts'
import { keepWritersOut } from './keep_writers_out.ts'
import { SchemaRefused } from './schema_refused.ts'
import { scopeIndexes } from './scope_indexes.ts'
import { planLinkTables, planTable, uniquePrefix } from './table_plan.ts'
import type { ColumnPlan, TablePlan } from './table_plan.ts'

export const nothingToMove: SchemaWork = { moves: [], fills: [], backTo: null, release: '' }

type With = Pick<Transaction, 'dialect'>
/** Indexes of large tables, and what their rows say to a new foreign key, are left to a job. */
type WithLarge = With & { readonly large: ReadonlySet<string> }

/** What a release needs of tables, and from how many rows on indexes are left to a job. */
export interface TablesWork extends SchemaWork {
  /** All are made at once where it is left out. */
  readonly mostIndexedRows?: number
}

export interface AppliedSchema {
  /** Tables that were made: nothing is in them. */
  readonly made: ReadonlySet<string>
  /** Whether anything is left to be built behind the release (`behind/build_behind.ts`). */
  readonly isLeft: boolean
}

/**
 * Runs inside the caller's transaction, so a release and its tables appear together.
 *
 * @throws SchemaRefused when a stored column has another type than its field
 * @throws DefinitionsInvalid when values that are there break a new `unique`
 */
export async function applySchema(
  t: Transaction,
  application: CompiledApplication,
  work: TablesWork = nothingToMove
): Promise<AppliedSchema> {
  const catalogue = await readCatalogue(t, t.dialect.name)
  const plans = await planTables(application, t.dialect)
  const most = work.mostIndexedRows ?? Infinity
  const large = await largeTables(t, t.dialect, { plans, catalogue, most })
  const run = async (statementsOf: (plan: TablePlan) => string[]) => {
    const changes = plans
      .map((plan) => ({ plan, statements: statementsOf(plan) }))
      .filter(({ statements }) => statements.length > 0)
    const locked = new Set(changes.flatMap(({ plan }) => lockedTables(plan)))
    await stopBeside(
      t,
      [...locked].filter((table) => catalogue.tables.has(table))
    )
    await t.runEach(changes.flatMap(({ statements }) => statements))
  }
  await run((plan) => tableStatements(plan, catalogue, t))
  const { release, backTo } = work
  const rewritten = [...work.moves, ...work.fills].map(({ entity }) => entity.table)
  await keepWritersOut(t, rewritten)
  for (const move of work.moves) await moveAll(t, move, { application, release })
  if (backTo !== null) await undoFills(t, { application, backTo, release })
  for (const fill of work.fills) await fillValues(t, fill, release)
  await run((plan) => foreignKeyStatements(plan, catalogue, { ...t, large }))
  const problems = await duplicatesUnderLock(t, { application, catalogue })
  if (problems.length > 0) throw new DefinitionsInvalid(problems)
  await run((plan) => indexStatements(plan, catalogue, { ...t, large }))
  const made = plans.map(({ table }) => table).filter((table) => !catalogue.tables.has(table))
  return { made: new Set(made), isLeft: large.size > 0 }
}

/** Whatever statements on a table may lock. */
function lockedTables({ table, columns }: TablePlan): string[] {
  return [table, ...columns.flatMap(({ references }) => references?.table ?? [])]
}

/** Adds the columns of fields that are going to be filled; the rest of a release follows with it. */
export async function expandSchema(
  t: Transaction,
  application: CompiledApplication,
  fields: readonly Pick<FieldFill, 'entity' | 'field'>[]
): Promise<void> {
  const catalogue = await readCatalogue(t, t.dialect.name)
  const coming = new Set(fields.map(({ entity, field }) => `${entity.table} ${field.column}`))
  for (const plan of await planTables(application, t.dialect)) {
    const columns = plan.columns.filter(({ name }) => coming.has(`${plan.table} ${name}`))
    if (columns.length > 0) {
      await stopBeside(t, [plan.table])
      await t.runEach(tableStatements({ ...plan, columns }, catalogue, t))
    }
  }
}

/**
 * Every table an application needs, link tables behind the tables of their entities. Lets requests in
 * between: there may be hundreds.
 */
export async function planTables(
  application: CompiledApplication,
  dialect: Dialect
): Promise<TablePlan[]> {
  const entityOf = (key: string): CompiledEntity => {
    const entity = application.entities.get(key)
    if (!entity) throw new SchemaRefused(`there is no entity ${key}`)
    return entity
  }
  const plans: TablePlan[] = []
  const earlier = new Set<string>()
  for (const entity of application.entities.values()) {
    await letOthersIn()
    const plan = planTable(entity, entityOf, dialect)
    const indexes = [...plan.indexes, ...scopeIndexes(application, entity, dialect)]
    for (const one of [{ ...plan, indexes }, ...planLinkTables(entity, entityOf, dialect)]) {
      earlier.add(one.table)
      plans.push({ ...one, columns: one.columns.map((column) => placed(column, earlier)) })
    }
  }
  return plans
}

function placed(column: ColumnPlan, earlier: ReadonlySet<string>): ColumnPlan {
  const { references } = column
  if (!references || !earlier.has(references.table)) return column
  return { ...column, references: { ...references, isEarlier: true } }
}

/** CREATE TABLE, or ADD COLUMN for what an existing table lacks. */
export function tableStatements(plan: TablePlan, catalogue: Catalogue, t: With): string[] {
  const table = t.dialect.quote(plan.table)
  const existing = catalogue.tables.get(plan.table)
  if (!existing) {
    const columns = plan.columns.map(
      (column) => columnSql(column, t) + newReferenceSql(column, catalogue, t)
    )
    return [`CREATE TABLE ${table} (${columns.join(', ')})`]
  }
  return plan.columns.flatMap((column) => {
    const told = existing.get(column.name)
    if (told === undefined) return [`ALTER TABLE ${table} ADD COLUMN ${columnSql(column, t)}`]
    const wanted = tableDialects[t.dialect.name].toldType(column.type)
    if (told === wanted) return []
    throw new SchemaRefused(
      `column ${plan.table}.${column.name} is ${told}, its field now needs ${wanted}: ` +
        'changing the type of a stored field needs a data move'
    )
  })
}

function columnSql(column: ColumnPlan, t: With): string {
  const parts = [t.dialect.quote(column.name), column.type]
  if (column.suffix) parts.push(column.suffix)
  if (column.references && tableDialects[t.dialect.name].inlineForeignKeys) {
    parts.push(`REFERENCES ${referenceSql(column.references.table, t)}`)
  }
  return parts.join(' ')
}

/**
 * A reference between two new tables is made with the table, which costs a third of adding it
 * afterwards. One to a table that is in use waits: it locks that table, and values may still be moved.
 */
function newReferenceSql(column: ColumnPlan, catalogue: Catalogue, t: With): string {
  if (!isMadeWithTable(column, catalogue, t)) return ''
  const { table, constraint } = column.references!
  return ` CONSTRAINT ${t.dialect.quote(constraint)} REFERENCES ${referenceSql(table, t)}`
}

function isMadeWithTable({ references }: ColumnPlan, { tables }: Catalogue, t: With): boolean {
  if (tableDialects[t.dialect.name].inlineForeignKeys) return false
  return references?.isEarlier === true && !tables.has(references.table)
}

/** Checked at commit, so records that refer to each other can be written in any order. */
function referenceSql(table: string, t: With): string {
  return `${t.dialect.quote(table)} ("id") DEFERRABLE INITIALLY DEFERRED`
}

/** Foreign keys where they are not part of the column. Rows of a large table are looked at later. */
export function foreignKeyStatements(
  plan: TablePlan,
  catalogue: Catalogue,
  t: WithLarge
): string[] {
  if (tableDialects[t.dialect.name].inlineForeignKeys) return []
  const isNew = !catalogue.tables.has(plan.table)
  return plan.columns.flatMap((column) => {
    const { name, references } = column
    if (isNew && isMadeWithTable(column, catalogue, t)) return []
    if (!references || catalogue.foreignKeys.has(references.constraint)) return []
    const constraint = t.dialect.quote(references.constraint)
    return [
      `ALTER TABLE ${t.dialect.quote(plan.table)} ADD CONSTRAINT ${constraint} ` +
        `FOREIGN KEY (${t.dialect.quote(name)}) REFERENCES ${referenceSql(references.table, t)}` +
        (t.large.has(plan.table) ? ' NOT VALID' : ''),
    ]
  })
}

/** Families of indexes that are made here; others on the same tables are left alone. */
const ownIndex = /^(ux|ix|fx|sx)_/

/**
 * Indexes that are missing, and those that no definition asks for any more: a `unique` that was taken
 * out would else go on being enforced. Those of a large table that are not unique are made later.
 */
export function indexStatements(plan: TablePlan, catalogue: Catalogue, t: WithLarge): string[] {
  const wanted = new Set(plan.indexes.map(({ name }) => name))
  const outdated = (catalogue.indexesOf.get(plan.table) ?? []).filter(
    (name) => ownIndex.test(name) && !wanted.has(name)
  )
  const missing = plan.indexes.filter(
    ({ name, family }) =>
      !catalogue.indexes.has(name) && (family.startsWith(uniquePrefix) || !t.large.has(plan.table))
  )
  const broken = missing.map(({ name }) => name).filter((name) => catalogue.invalid.has(name))
  return [
    ...[...outdated, ...broken].map((index) => `DROP INDEX ${t.dialect.quote(index)}`),
    ...missing.map(({ sql }) => sql),
  ]
}
