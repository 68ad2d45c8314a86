import { expressionSql } from '#engine/expressions/index.ts'
import type { CompiledEntity, CompiledField } from '#engine/compile/compiled.ts'
import type { DialectName } from '#engine/values.ts'
import type { Operand } from './ast.ts'
import { fieldOfStep } from './system_fields.ts'
import { parsePath } from './parse_path.ts'

type ExpressionOperand = Extract<Operand, { kind: 'expression' }>

/** The record that names of the expression are read of, in the statement. */
export interface OperandPlace {
  readonly dialect: DialectName
  readonly alias: string
  quote(identifier: string): string
  entityOf(key: string): CompiledEntity | undefined
}

/** Whether the value of an operand follows from the record, and not from the actor and the time alone. */
export function readsRecord({ expression }: ExpressionOperand): boolean {
  return expression.dependencies.some((name) => !name.startsWith('$'))
}

/** Digits a number of a field may have in all (definitions.md, "What a field is"). */
const mostUnits = 999_999_999_999_999n
/** Whole numbers are exact up to 2^53. */
const mostInteger = 9_007_199_254_740_991n

/** Types whose texts are kept as they are given: two of them are equal when their columns are. */
const plainTexts = new Set(['text', 'longtext', 'select', 'state', 'serial'])

/**
 * An expression operand as SQL in the form of the field's column, blank where `operandValue` gives
 * blank; null where it has no SQL: it reads the actor or the time beside the record, rows of
 * sub-tables, another type, or is finer than the field. Sees every record, so it is for filters of
 * definitions only.
 */
export function operandSql(
  operand: ExpressionOperand,
  field: CompiledField,
  place: OperandPlace
): { sql: string; bindings: readonly unknown[] } | null {
  const { expression } = operand
  const entity = place.entityOf(operand.entity)
  const { kind } = field.type.valueType(field)
  if (!entity || expression.type.kind !== kind || kind === 'any' || kind === 'blank') return null
  if (kind === 'text' && !plainTexts.has(field.type.resultType)) return null
  const column = (path: readonly string[]) => columnOf(path, entity, place)
  const made = expressionSql(expression, { dialect: place.dialect, column })
  if (!made) return null
  const { sql, bindings, scale } = made
  if (kind !== 'number') return { sql: `(${sql})`, bindings }
  if (scale === null || scale > field.scale) return null
  const units = `(${sql}) * ${10n ** BigInt(field.scale - scale)}`
  const most = field.type.resultType === 'integer' ? mostInteger : mostUnits
  return {
    sql: `(CASE WHEN ${units} BETWEEN -${most} AND ${most} THEN ${units} END)`,
    bindings: [...bindings, ...bindings],
  }
}

/** The stored column at the end of a dotted name, relations followed by sub-selects. */
function columnOf(
  path: readonly string[],
  entity: CompiledEntity,
  { alias, quote, entityOf }: OperandPlace
): { sql: string; scale?: number } | null {
  const parsed = parsePath(path.join('.'), { entity, entityOf })
  if (!parsed.path) return null
  let sql = ''
  for (const [i, step] of parsed.path.steps.entries()) {
    const field = fieldOfStep(step)
    if (field.column === null || field.entityColumn !== null) return null
    const column = quote(field.column)
    const table = entityOf(step.entity)?.table
    if (i === 0) sql = `${alias}.${column}`
    else if (table === undefined) return null
    else sql = `(SELECT o${i}.${column} FROM ${quote(table)} o${i} WHERE o${i}."id" = ${sql})`
  }
  const last = fieldOfStep(parsed.path.steps.at(-1)!)
  const isNumber = last.type.valueType(last).kind === 'number'
  return { sql, ...(isNumber ? { scale: last.scale } : {}) }
}
