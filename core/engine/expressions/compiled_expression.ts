import type { Decimal } from 'decimal.js'
import type { ValueType } from './value_type.ts'
import type { Value } from '#engine/values.ts'

/** What the names of an expression mean where it stands. */
export interface ExpressionScope {
  /** Type of a dotted name (`amount`, `author.name`, `items.price`, `old.amount`, `$me`), or undefined when unknown. */
  typeOf(path: readonly string[]): ValueType | undefined
}

/** What an evaluation may read. Clock and actor come in; nothing is taken from the machine. */
export interface EvaluationContext {
  /** In-memory value of a dotted name; a list for a name that maps over rows. Blank = null. */
  read(path: readonly string[]): Value | readonly Value[]
  /** ISO 8601 UTC. */
  readonly now: string
  /** YYYY-MM-DD in the organisation's zone. */
  readonly today: string
  /** Id of the acting user. */
  readonly me: string
  /** IANA zone in which the day and hour of a datetime are read; Asia/Shanghai when left out. */
  readonly zone?: string
  /** Days the organisation works differently from the published arrangement; it has the last word. */
  readonly calendar?: WorkCalendar
}

/** Dates "YYYY-MM-DD" on top of weekends and public holidays; not changed once given. */
export interface WorkCalendar {
  /** Days off. */
  readonly holidays: readonly string[]
  /** Days worked, 调休 make-up days for example; a date in both lists is worked. */
  readonly workdays: readonly string[]
}

/** An Excel-like typed error that propagates: a result, not an exception. */
export type ErrorCode = '#DIV/0!' | '#VALUE!' | '#REF!' | '#NUM!' | '#N/A'

/** Numbers are Decimals inside; `toValue` of the index turns a result into an in-memory value. */
export type ExpressionResult =
  Decimal | string | boolean | null | { readonly error: ErrorCode } | readonly ExpressionResult[]

export interface CompiledExpression {
  /** As written, with the leading `=`. */
  readonly source: string
  readonly type: ValueType
  /** Dotted names it reads, each once. */
  readonly dependencies: readonly string[]
  evaluate(context: EvaluationContext): ExpressionResult
}

export interface ExpressionProblem {
  code: 'E_EXPRESSION_SYNTAX' | 'E_EXPRESSION_NAME' | 'E_EXPRESSION_TYPE' | 'E_EXPRESSION_BUDGET'
  /** 0-based character position in the source. */
  position: number
  zh: string
  en: string
}
