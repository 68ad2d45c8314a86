import type { Closure } from '../evaluate/evaluation.ts'
import type { ValueType } from '../value_type.ts'

type Kind = ValueType['kind']

/** What a function wants at one place. */
export interface Parameter {
  /** For messages: 数值, 位数. */
  readonly title: string
  /** Kinds it takes; `any` takes all. A value of unknown type is always taken and checked when it is there. */
  readonly kinds: readonly Kind[]
  readonly isOptional?: boolean
  /**
   * `all`: takes a list as a whole (SUM). `records`: only a list of records (ISBLANK of a sub-table).
   * Otherwise a list makes the function compute row by row, and its result a list.
   */
  readonly takesRows?: 'all' | 'records'
}

export interface Signature {
  readonly parameters: readonly Parameter[]
  /** Group that may follow any number of times, at least once (IFS: condition, value). */
  readonly repeated?: readonly Parameter[]
  /** One more that may stand last, behind whole groups (SWITCH: the default). */
  readonly otherwise?: Parameter
}

/** An argument as a function gets it: computed when asked for, a list for a parameter that takes rows. */
export interface BoundArgument {
  readonly type: ValueType
  readonly evaluate: Closure
}

/** What people are told of a function, and the names it is called by. */
export interface FunctionNames {
  /** Excel's name, upper case. */
  readonly name: string
  /** Chinese name: shown in messages, and another way to call it. */
  readonly title: string
  /** Further names Excel or users know it by: STDEV for STDEV.S. */
  readonly aliases?: readonly string[]
  /** What it gives, in one line of Chinese. */
  readonly about: string
}

/**
 * One function of the language. Most are written with `declareFunction` or `aggregateFunction`; one
 * that decides which of its arguments are computed, and what their errors mean, gives `bind` itself.
 */
export interface FunctionEntry extends FunctionNames {
  readonly signature: Signature
  /** Name of the context it depends on besides its arguments: TODAY reads `$today`. */
  readonly reads?: '$today' | '$now' | '$me'
  /** The lists it takes whole belong together row by row (SUMIF), so they must be of one sub-table. */
  readonly alignsRows?: boolean
  /** Type of the result on these argument types (of one row), or null when they do not go together. */
  result(types: readonly ValueType[]): ValueType | null
  bind(args: readonly BoundArgument[]): Closure
}
