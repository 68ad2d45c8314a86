import type { CompiledApplication, CompiledEntity } from '#engine/compile/compiled.ts'
import { pointerTo } from '#engine/problems.ts'
import type { Problem } from '#engine/problems.ts'
import type { DialectName, Value } from '#engine/values.ts'
import type { Dialect, Executor, Row, Transaction } from '#core/storage/index.ts'
import type { Catalogue } from './catalogue.ts'
import { keepWritersOut } from './keep_writers_out.ts'
import { planUnique } from './table_plan.ts'
import type { UniquePlan } from './table_plan.ts'

/** How many of the values that stand more than once are told. */
const mostSamples = 5
const longestSample = 40

interface Given {
  readonly application: CompiledApplication
  readonly catalogue: Catalogue
}

/**
 * What keeps a new `unique` of a definition from holding: values that several records have already.
 * A blank equals nothing, not even another blank. Columns that are not there yet are passed over.
 */
export async function duplicateValues(
  read: Executor,
  dialect: Dialect,
  given: Given
): Promise<Problem[]> {
  const isThere = ({ entity, plan }: NewUnique) => {
    const columns = given.catalogue.tables.get(entity.table)!
    const missing = entity.stored.filter(({ column }) => column && !columns.has(column))
    const text = [...plan.columns, ...plan.conditions].join(' ')
    return !missing.some(({ column }) => text.includes(dialect.quote(column!)))
  }
  return lookedAt(newUniques(given, dialect).filter(isThere), read, dialect)
}

/**
 * The same inside the transaction that is going to make the indexes, when the columns are there: others
 * are kept from adding such values meanwhile.
 */
export async function duplicatesUnderLock(t: Transaction, given: Given): Promise<Problem[]> {
  const uniques = newUniques(given, t.dialect)
  await keepWritersOut(
    t,
    uniques.map(({ entity }) => entity.table)
  )
  return lookedAt(uniques, t, t.dialect)
}

interface NewUnique {
  readonly entity: CompiledEntity
  /** Place among the entity's. */
  readonly index: number
  readonly plan: UniquePlan
}

function newUniques({ application, catalogue }: Given, dialect: Dialect): NewUnique[] {
  return [...application.entities.values()].flatMap((entity) => {
    const columns = catalogue.tables.get(entity.table)
    if (!columns) return []
    return planUnique(entity, dialect)
      .map((plan, index) => ({ entity, index, plan }))
      .filter(({ plan }) => !catalogue.indexes.has(plan.name))
  })
}

async function lookedAt(
  uniques: readonly NewUnique[],
  read: Executor,
  dialect: Dialect
): Promise<Problem[]> {
  const problems: Problem[] = []
  for (const { entity, index, plan } of uniques) {
    const found = await read.all(duplicatesSql(plan, entity, dialect))
    if (found.length > 0) problems.push(problemOf(entity, index, found, dialect.name))
  }
  return problems
}

/** The values most records share, each with the number of records, and how many values there are. */
function duplicatesSql(plan: UniquePlan, entity: CompiledEntity, dialect: Dialect): string {
  const own = plan.columns.map((column, n) => `${column} AS v${n}`)
  const names = plan.columns.map((_, n) => `v${n}`)
  const conditions = [
    ...plan.conditions,
    ...plan.columns.map((column) => `${column} IS NOT NULL`),
  ].join(' AND ')
  return (
    `SELECT ${names.join(', ')}, n, COUNT(*) OVER () AS total FROM (` +
    `SELECT ${own.join(', ')}, COUNT(*) AS n FROM ${dialect.quote(entity.table)} ` +
    `WHERE ${conditions} GROUP BY ${plan.columns.join(', ')} HAVING COUNT(*) > 1) AS twice ` +
    `ORDER BY n DESC, ${names.join(', ')} LIMIT ${mostSamples}`
  )
}

function problemOf(
  entity: CompiledEntity,
  index: number,
  found: readonly Row[],
  dialect: DialectName
): Problem {
  const { fields } = entity.unique[index]!
  const titles = fields.map((key) => entity.fields.get(key)?.title ?? key)
  // Rows of a sub-table are unique within their parent, whose id comes first.
  const skipped = entity.parent === null ? 0 : 1
  const samples = found.map((row) => ({
    values: fields.map((key, n) => sampleText(entity, key, row[`v${n + skipped}`], dialect)),
    count: Number(row.n),
  }))
  const total = Number(found[0]!.total)
  const listed = samples.map(({ values, count }) => `“${values.join('、')}”${count} 条`)
  const more = total > samples.length ? '，等等' : ''
  return {
    code: 'E_DEFINITION_DUPLICATE_VALUES',
    severity: 'error',
    kind: 'entity',
    key: entity.key,
    pointer: pointerTo('', 'unique', index),
    message:
      `“${entity.title}”已有的数据在“${titles.join('、')}”上重复，不能唯一：` +
      `${total} 个值重复，${listed.join('，')}${more}`,
    fix: '先改正这些记录，或去掉、放宽这条 unique',
    params: { entity: entity.title, fields: [...fields], total, samples },
  }
}

function sampleText(
  entity: CompiledEntity,
  key: string,
  stored: unknown,
  dialect: DialectName
): string {
  const field = entity.fields.get(key)
  const value = field ? field.type.fromColumn(stored, dialect, field) : (stored as Value)
  const text = field ? field.type.format(value, field) : String(value)
  return text.length > longestSample ? `${text.slice(0, longestSample)}…` : text
}
