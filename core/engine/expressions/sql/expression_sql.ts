import { Decimal } from 'decimal.js'
import { settledOf } from '../compile_expression.ts'
import { dateParts } from '../evaluate/calendar.ts'
import { coerce } from '../evaluate/coerce.ts'
import { closureOf } from '../evaluate/closure_of.ts'
import { elementOf } from '../type_rules.ts'
import { join } from './fragment.ts'
import { functionSql } from './function_sql.ts'
import { negated, operatorSql } from './operator_sql.ts'
import { largest, literalNumber, numberPart, orZero, partOf } from './sql_part.ts'
import type { DialectName } from '#engine/values.ts'
import type { CompiledExpression, ExpressionResult } from '../compiled_expression.ts'
import type { SettledExpression, TypedName, TypedTree } from '../check/typed_tree.ts'
import type { Fragment } from './fragment.ts'
import type { SqlArgument } from './function_sql.ts'
import type { SqlPart } from './sql_part.ts'

/** A column as SQL, qualified by the alias of its table. */
export interface SqlColumn {
  readonly sql: string
  /** Digits behind the point of a number, kept as a whole number of these units; an integer has 0. */
  readonly scale?: number
}

/** What the names of an expression are in the statement it becomes part of. */
export interface SqlTarget {
  readonly dialect: DialectName
  /**
   * Column of a dotted name for the record the statement is about; for a name behind a sub-table, that
   * of its row inside `rows`. Null when the name is no column there.
   */
  column(path: readonly string[]): SqlColumn | null
  /** FROM and WHERE of the rows of a sub-table of the record, `e_item AS c WHERE c.parent_id = t.id`, or null. */
  rows?(path: readonly string[]): string | null
  /** What `$now`, `$today` and `$me` are; an expression that reads one left out has no SQL. */
  readonly now?: string
  readonly today?: string
  readonly me?: string
}

export interface ExpressionSql {
  readonly sql: string
  readonly bindings: unknown[]
  /** Digits behind the point of a number, which comes as a whole number of these units; null for other values. */
  readonly scale: number | null
}

/** Longer statements cost more to plan than the rows they would save. */
const longest = 20_000

/**
 * An expression as SQL for filters, sorts and sums in the database, or null when it has none: SQL is
 * there for `+ -`, comparisons, AND, OR, NOT, ISBLANK, SUM, MIN, MAX and COUNT, over columns that are
 * whole numbers of units, dates, datetimes, texts, booleans and links. What it gives equals the closure,
 * NULL standing for blank and for an error alike. Where numbers might leave 64 bits there is no SQL;
 * sums over rows are taken to stay below 10^17 units.
 *
 * Pure; names of columns come from the target, values only as bound parameters.
 *
 * @example
 * expressionSql(expression, { dialect: 'sqlite', column: ([name]) => columns.get(name) ?? null })
 * // =price + fee > 100  ->  ((COALESCE(t."price", 0) + COALESCE(t."fee", 0)) > 10000)
 */
export function expressionSql(
  expression: CompiledExpression,
  target: SqlTarget
): ExpressionSql | null {
  const settled = settledOf(expression)
  if (!settled) return null
  const part = emit(settled.tree, { target, settled, rows: null })
  if (!part || part.kind === 'blank') return null
  const { sql, bindings } = result(part, target.dialect)
  return { sql, bindings: [...bindings], scale: part.kind === 'number' ? part.scale : null }
}

interface Emitting {
  readonly target: SqlTarget
  readonly settled: SettledExpression
  /** The sub-table whose row is in turn. */
  readonly rows: string | null
}

function emit(tree: TypedTree, emitting: Emitting): SqlPart | null {
  const part = emitKind(tree, emitting)
  const length = part ? part.sql.length + (part.fails?.sql.length ?? 0) : 0
  return length > longest ? null : part
}

function emitKind(tree: TypedTree, emitting: Emitting): SqlPart | null {
  switch (tree.kind) {
    case 'literal':
      return literalPart(tree.value, emitting.target.dialect)
    case 'name':
      return namePart(tree, emitting)
    case 'unary': {
      const operand = emit(tree.operand, emitting)
      if (!operand || (operand.kind !== 'number' && operand.kind !== 'blank')) return null
      if (tree.operator === 'negate') return negated(operand)
      return { ...orZero(operand), scale: operand.scale + 2, units: undefined }
    }
    case 'binary': {
      const left = emit(tree.left, emitting)
      const right = left && emit(tree.right, emitting)
      const { dialect } = emitting.target
      return right && operatorSql(tree.operator, { left, right, dialect })
    }
    case 'call':
      return callPart(tree, emitting)
  }
}

function callPart(tree: TypedTree & { kind: 'call' }, emitting: Emitting): SqlPart | null {
  const { entry } = tree
  const { dialect } = emitting.target
  if (entry.reads) return contextPart(entry.reads, emitting.target)
  if (entry.name === 'DATE') return constantDate(tree, emitting)
  const args: SqlArgument[] = []
  for (const arg of tree.args) {
    const emitted = argumentPart(arg, emitting)
    if (!emitted) return null
    args.push(emitted)
  }
  return functionSql(entry.name, args, dialect)
}

/** An argument over rows is computed inside a sub-select of its sub-table; there is none inside another. */
function argumentPart(
  { tree, isWhole }: { tree: TypedTree; isWhole: boolean },
  emitting: Emitting
): SqlArgument | null {
  if (!isWhole || tree.rows === null) {
    const part = emit(tree, emitting)
    return part && { part, rows: null }
  }
  const rows = emitting.rows === null ? emitting.target.rows?.(tree.rows.split('.')) : null
  const part = rows ? emit(tree, { ...emitting, rows: tree.rows }) : null
  return rows && part ? { part, rows } : null
}

function namePart(tree: TypedTree & { kind: 'name' }, emitting: Emitting): SqlPart | null {
  const { target, settled, rows } = emitting
  const name = settled.names[tree.name]!
  if (name.dotted.startsWith('$')) return contextPart(name.dotted, target)
  if (tree.rows !== rows && tree.rows !== null) return null
  const { kind } = elementOf(name.type)
  // The sub-table itself: every row of it is there.
  if (tree.rows === name.dotted && kind === 'record') return partOf('boolean', join`TRUE`)
  return columnPart(name, target)
}

function columnPart(name: TypedName, target: SqlTarget): SqlPart | null {
  const column = target.column(name.path)
  const { kind } = elementOf(name.type)
  if (!column) return null
  switch (kind) {
    case 'number': {
      const { scale } = column
      return scale === undefined
        ? null
        : numberPart(join`${column.sql}`, { scale, isNullable: true })
    }
    case 'text':
    case 'record':
    case 'boolean':
    case 'date':
    case 'datetime':
      return partOf(kind, join`${column.sql}`, { isNullable: true })
    default:
      return null
  }
}

/** `$now`, `$today` and `$me`, and the functions that read them. */
function contextPart(name: string, { dialect, now, today, me }: SqlTarget): SqlPart | null {
  switch (name) {
    case '$today':
      return today === undefined ? null : datePart(today, dialect)
    case '$now': {
      const instant = now === undefined ? null : coerce(now, 'datetime')
      if (typeof instant !== 'string') return null
      return partOf('datetime', bound(instant, dialect === 'sqlite' ? null : 'timestamptz'))
    }
    case '$me':
      return me === undefined ? null : textPart(me, dialect)
    default:
      return null
  }
}

/** DATE of constants is computed here and now. */
function constantDate(tree: TypedTree & { kind: 'call' }, { target }: Emitting): SqlPart | null {
  if (tree.args.some(({ tree: arg }) => arg.kind !== 'literal')) return null
  const evaluation = { names: [], memos: [], row: -1, stepsLeft: 1_000 }
  const context = { read: () => null, now: '', today: '', me: '' }
  const date = closureOf(tree, [])({ ...evaluation, context })
  return typeof date === 'string' ? datePart(date, target.dialect) : null
}

function literalPart(value: ExpressionResult, dialect: DialectName): SqlPart | null {
  if (value === null) return partOf('blank', join`NULL`, { isNullable: true })
  if (typeof value === 'boolean') return partOf('boolean', join`${value ? 'TRUE' : 'FALSE'}`)
  if (typeof value === 'string') return textPart(value, dialect)
  if (!(value instanceof Decimal)) return null
  const scale = value.decimalPlaces()
  const units = BigInt(value.times(new Decimal(10).pow(scale)).toFixed(0))
  return units > largest ? null : literalNumber(units, scale)
}

function datePart(date: string, dialect: DialectName): SqlPart | null {
  if (!dateParts(date)) return null
  return partOf('date', bound(date, dialect === 'sqlite' ? null : 'date'))
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

function textPart(text: string, dialect: DialectName): SqlPart {
  const isUuid = uuid.test(text)
  if (dialect === 'sqlite') return partOf('text', bound(text, null), { isUuid })
  return partOf('text', { sql: 'CAST(? AS text) COLLATE "C"', bindings: [text] }, { isUuid })
}

function bound(value: unknown, type: string | null): Fragment {
  return { sql: type === null ? '?' : `CAST(? AS ${type})`, bindings: [value] }
}

/** The value itself: a moved date is a date again, and nothing where the closure gives an error. */
function result(part: SqlPart, dialect: DialectName): Fragment {
  const value = part.kind === 'day' ? dateOfDay(part, dialect) : part
  return part.fails ? join`CASE WHEN ${part.fails} THEN NULL ELSE ${value} END` : value
}

function dateOfDay(part: SqlPart, dialect: DialectName): Fragment {
  if (dialect === 'sqlite') return join`date(${part} * 86400, 'unixepoch')`
  return join`(DATE '1970-01-01' + CAST(${part} AS integer))`
}
