import { coerce } from '../evaluate/coerce.ts'
import { isErrorValue, valueError } from '../evaluate/error_value.ts'
import { spend } from '../evaluate/evaluation.ts'
import { zero } from '../evaluate/number.ts'
import { dateAt } from '../evaluate/zone.ts'
import type { Decimal } from 'decimal.js'
import type { Evaluation } from '../evaluate/evaluation.ts'
import type { ExpressionResult } from '../compiled_expression.ts'
import type { BoundArgument, Parameter } from './function_entry.ts'
import type { ErrorValue } from '../evaluate/error_value.ts'

/** What the body of a function gets for each kind of parameter. */
export interface Arguments {
  /** Blank is 0. */
  number: Decimal
  /** Blank is "". */
  text: string
  /** A blank one makes the whole result blank, as the two below. */
  date: string
  /** A date, or the day of a datetime in the context's zone. */
  day: string
  datetime: string
  boolean: boolean | null
  /** One value of any type, blank included. */
  any: ExpressionResult
  /** Numbers of a list, blanks left out. */
  numbers: readonly Decimal[]
  /** Numbers of a list, blanks in their places. */
  numberCells: readonly (Decimal | null)[]
  /** Values of a list of any type, blanks in their places. */
  cells: readonly ExpressionResult[]
  /** Dates of a list, or days of datetimes; blanks in their places. */
  dayCells: readonly (string | null)[]
  /** Conditions of a list, blanks in their places. */
  flags: readonly (boolean | null)[]
  /** Computed only when the body asks; it may be an error then. */
  later: () => ExpressionResult
}
export type ArgumentKind = keyof Arguments

/** A parameter that carries the type of its argument. */
export interface TypedParameter<T> extends Parameter {
  readonly kind: ArgumentKind
  /** Never set; it ties the parameter to the argument of the body. */
  readonly argument?: T
}

export type ArgumentsOf<P extends readonly TypedParameter<unknown>[]> = {
  [I in keyof P]: P[I] extends TypedParameter<infer T> ? T : never
}

const takenKinds: Readonly<Record<ArgumentKind, Parameter['kinds']>> = {
  number: ['number'],
  text: ['text'],
  date: ['date'],
  day: ['date', 'datetime'],
  datetime: ['datetime'],
  boolean: ['boolean'],
  any: ['any'],
  numbers: ['number'],
  numberCells: ['number'],
  cells: ['any'],
  dayCells: ['date', 'datetime'],
  flags: ['boolean'],
  later: ['any'],
}
const wholeLists: ReadonlySet<ArgumentKind> = new Set([
  'numbers',
  'numberCells',
  'cells',
  'dayCells',
  'flags',
])

/** A parameter that must be given. */
export function given<K extends ArgumentKind>(
  kind: K,
  title: string
): TypedParameter<Arguments[K]> {
  const taken = { kind, title, kinds: takenKinds[kind] }
  return wholeLists.has(kind) ? { ...taken, takesRows: 'all' } : taken
}

/** A parameter that may be left out; the body gets undefined then. */
export function optional<K extends ArgumentKind>(
  kind: K,
  title: string
): TypedParameter<Arguments[K] | undefined> {
  return { ...given(kind, title), isOptional: true }
}

/**
 * The argument in the form its parameter wants, or the error it is; undefined makes the whole result
 * of the function blank. Each element of a list costs a step.
 */
export function argumentOf(arg: BoundArgument, kind: ArgumentKind, evaluation: Evaluation) {
  if (kind === 'later') return () => arg.evaluate(evaluation)
  const value = arg.evaluate(evaluation)
  if (wholeLists.has(kind)) return listOf(value, kind, evaluation)
  if (Array.isArray(value)) return valueError
  return singleOf(value, kind, evaluation)
}

function singleOf(value: ExpressionResult, kind: ArgumentKind, evaluation: Evaluation) {
  if (isErrorValue(value)) return value
  if (value === null) return blankOf(kind)
  switch (kind) {
    case 'any':
      return value
    case 'day':
      return dayOf(value, evaluation)
    case 'number':
    case 'text':
    case 'date':
    case 'datetime':
    case 'boolean':
      return coerce(value, kind)
    default:
      return valueError
  }
}

function blankOf(kind: ArgumentKind): Decimal | '' | null | undefined {
  if (kind === 'number') return zero
  if (kind === 'text') return ''
  return kind === 'boolean' || kind === 'any' ? null : undefined
}

function dayOf(value: ExpressionResult, evaluation: Evaluation): string | ErrorValue {
  if (typeof value !== 'string') return valueError
  if (value.length === 10) return coerce(value, 'date') as string | ErrorValue
  return dateAt(value, evaluation) ?? valueError
}

/** All cells in the form of the kind, or the first error among them. */
function listOf(value: ExpressionResult, kind: ArgumentKind, evaluation: Evaluation) {
  const cells = Array.isArray(value) ? (value as readonly ExpressionResult[]) : [value]
  spend(evaluation, cells.length)
  const list: ExpressionResult[] = []
  for (const cell of cells) {
    const known = cell === null ? null : cellOf(cell, kind, evaluation)
    if (isErrorValue(known)) return known
    if (known !== null || kind !== 'numbers') list.push(known)
  }
  return list
}

function cellOf(cell: ExpressionResult, kind: ArgumentKind, evaluation: Evaluation) {
  if (isErrorValue(cell) || kind === 'cells') return cell
  if (kind === 'dayCells') return dayOf(cell, evaluation)
  return coerce(cell, kind === 'flags' ? 'boolean' : 'number')
}
