import { Decimal } from 'decimal.js'
import { systemActor } from '#engine/access/index.ts'
import type {
  CompiledApplication,
  CompiledEntity,
  CompiledField,
} from '#engine/compile/compiled.ts'
import { fromScaledInteger } from '#engine/fields/index.ts'
import type { Value } from '#engine/values.ts'
import type { Dialect, Executor, Row } from '#core/storage/index.ts'
import { filterSql } from '../../read/filter_sql.ts'
import { inParts } from '#core/storage/index.ts'
import { boundParameters } from '../../write/load_rows.ts'
import { averageOf, joined, mostJoined, numberOf, valueOfNothing } from './gather_values.ts'

/** A connection or transaction, and which database it is. */
export interface Reader {
  readonly executor: Executor
  readonly dialect: Dialect
}

/**
 * What a rollup is worth for each of the given records, read from the rows that are there: those of
 * deleted records are not. One statement for each part of the ids.
 */
export async function gatherRows(
  { executor, dialect }: Reader,
  application: Pick<CompiledApplication, 'entities'>,
  of: { entity: CompiledEntity; field: CompiledField },
  ids: readonly string[]
): Promise<Map<string, Value>> {
  const { field } = of
  const nothing = valueOfNothing(field)
  const found = new Map<string, Value>(ids.map((id) => [id, nothing]))
  for (const part of inParts(ids, boundParameters)) {
    const { sql, bindings } = statementOf(application, of, dialect)
    const rows = await executor.all(sql, [...bindings, dialect.listBinding(part)])
    if (field.rollup!.do === 'join') readJoined(rows, found)
    else for (const row of rows) found.set(String(row.id), valueOf(field, row, dialect))
  }
  return found
}

interface Statement {
  sql: string
  bindings: unknown[]
}

function statementOf(
  application: Pick<CompiledApplication, 'entities'>,
  { entity, field }: { entity: CompiledEntity; field: CompiledField },
  dialect: Dialect
): Statement {
  const rollup = field.rollup!
  const source = application.entities.get(rollup.from)!
  const { from, target, conditions } = rowsGathered(application, source, entity, field, dialect)
  const where = rollup.where
    ? filterSql(rollup.where, {
        ...{ dialect, actor: systemActor, alias: 's' },
        entityOf: (key) => application.entities.get(key),
      })
    : { sql: '1 = 1', bindings: [] }
  const all = [...conditions, `(${where.sql})`, dialect.inList(target)].join(' AND ')
  const column = rollup.of ? `s.${dialect.quote(rollup.of.column!)}` : ''
  if (rollup.do !== 'join') {
    const sql = `SELECT ${target} AS id, ${measure(field, column, dialect)}
      FROM ${from} WHERE ${all} GROUP BY ${target}`
    return { sql, bindings: where.bindings }
  }
  const distinct = `SELECT DISTINCT ${target} AS id, ${column} AS v FROM ${from}
    WHERE ${column} IS NOT NULL AND ${all}`
  const numbered = `SELECT id, v, ROW_NUMBER() OVER (PARTITION BY id ORDER BY v) AS n
    FROM (${distinct}) AS d`
  const sql = `SELECT id, v FROM (${numbered}) AS o WHERE n <= ${mostJoined + 1} ORDER BY id, v`
  return { sql, bindings: where.bindings }
}

/** Where the records gathered lie (as `s`), which record each counts for, and that it is not deleted. */
function rowsGathered(
  application: Pick<CompiledApplication, 'entities'>,
  source: CompiledEntity,
  holder: CompiledEntity,
  field: CompiledField,
  { quote }: Dialect
) {
  const by = field.rollup!.by!
  let from = `${quote(source.table)} AS s`
  let target = by.column === null ? '' : `s.${quote(by.column)}`
  const conditions: string[] = []
  if (by.linkTable !== null) {
    from += ` JOIN ${quote(by.linkTable)} AS l ON l."owner" = s."id"`
    target = 'l."target"'
  }
  // A uid has no character that ends a text.
  if (by.entityColumn !== null) {
    conditions.push(`s.${quote(by.entityColumn)} = '${holder.uid}'`)
  }
  let root: CompiledEntity = source
  let alias = 's'
  for (let level = 1; root.parent !== null; level++) {
    const parent = application.entities.get(root.parent)!
    from += ` JOIN ${quote(parent.table)} AS p${level} ON p${level}."id" = ${alias}."parent_id"`
    alias = `p${level}`
    root = parent
  }
  conditions.push(`${alias}."deleted_at" IS NULL`)
  return { from, target, conditions }
}

function measure(field: CompiledField, column: string, dialect: Dialect): string {
  switch (field.rollup!.do) {
    case 'count':
      return 'COUNT(*) AS v'
    case 'countDistinct':
      return `COUNT(DISTINCT ${column}) AS v`
    case 'sum':
      return `${dialect.sumAsText(column)} AS v`
    case 'avg':
      return `${dialect.sumAsText(column)} AS v, COUNT(${column}) AS n`
    default:
      return `${field.rollup!.do.toUpperCase()}(${column}) AS v`
  }
}

function valueOf(field: CompiledField, row: Row, dialect: Dialect): Value {
  const { do: action, of } = field.rollup!
  if (action === 'count' || action === 'countDistinct') return Number(row.v)
  if (action === 'min' || action === 'max') {
    return row.v === null ? null : of!.type.fromColumn(row.v, dialect.name, of!)
  }
  const sum = new Decimal(fromScaledInteger(row.v ?? 0, of!.scale)!)
  return action === 'sum' ? numberOf(field, sum).value : averageOf(field, sum, Number(row.n)).value
}

function readJoined(rows: readonly Row[], into: Map<string, Value>): void {
  for (const [id, list] of Map.groupBy(rows, (row) => String(row.id))) {
    into.set(id, joined(list.map((row) => String(row.v))))
  }
}
