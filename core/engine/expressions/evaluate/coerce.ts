import { Decimal } from 'decimal.js'
import { dateParts, instantMillis, instantOfMillis } from './calendar.ts'
import { isErrorValue, valueError } from './error_value.ts'
import { finite, numberText, Num, parseNumber } from './number.ts'
import type { ExpressionResult } from '../compiled_expression.ts'
import type { ValueType } from '../value_type.ts'
import type { Value, Values } from '#engine/values.ts'

type Kind = ValueType['kind']

/**
 * An in-memory field value as expressions hold it: decimals become numbers, "" and [] blank, rows
 * of a sub-table their ids, lists of lists one list. A value that is not of its type is #VALUE!.
 */
export function resultOf(value: unknown, kind: Kind): ExpressionResult {
  if (!Array.isArray(value)) return scalarOf(value, kind)
  const flat: ExpressionResult[] = []
  flatten(value, kind, flat)
  return flat.length === 0 ? null : flat
}

function flatten(values: readonly unknown[], kind: Kind, into: ExpressionResult[]): void {
  for (const value of values) {
    if (Array.isArray(value)) flatten(value, kind, into)
    else if (isRow(value)) into.push(rowKey(value, into.length))
    else into.push(scalarOf(value, kind))
  }
}

function scalarOf(value: unknown, kind: Kind): ExpressionResult {
  if (value === null || value === undefined || value === '') return null
  if (typeof value === 'number') return coerce(finite(new Num(value)), kind)
  if (typeof value === 'string' || typeof value === 'boolean') return coerce(value, kind)
  return valueError
}

/** The value as one of this kind where the static type left it open, or #VALUE!. */
export function coerce(value: ExpressionResult, kind: Kind): ExpressionResult {
  if (value === null || kind === 'any' || isErrorValue(value)) return value
  switch (kind) {
    case 'number':
      if (value instanceof Decimal) return value
      return typeof value === 'string' ? (parseNumber(value) ?? valueError) : valueError
    case 'text':
    case 'record':
      if (value instanceof Decimal) return numberText(value)
      return typeof value === 'string' ? value : valueError
    case 'boolean':
      return typeof value === 'boolean' ? value : valueError
    case 'date':
      return typeof value === 'string' && dateParts(value) ? value : valueError
    case 'datetime':
      return typeof value === 'string' ? normalInstant(value) : valueError
    case 'list':
      return Array.isArray(value) ? value : valueError
    case 'blank':
      return valueError
  }
}

/** Instants compare as texts, so all have the same digits. */
function normalInstant(text: string): ExpressionResult {
  const millis = instantMillis(text)
  return millis === null ? valueError : (instantOfMillis(millis) ?? valueError)
}

function isRow(value: unknown): value is Values {
  return typeof value === 'object' && value !== null
}

/** A row that is not stored yet has no id; its place stands for it. */
function rowKey(row: Values, index: number): string {
  const id: Value | undefined = row['id']
  return typeof id === 'string' && id !== '' ? id : `#${index + 1}`
}
