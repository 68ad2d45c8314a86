import { join } from './fragment.ts'
import type { DialectName } from '#engine/values.ts'
import type { Fragment } from './fragment.ts'

/**
 * What a part of an expression is in SQL. `day` is a date as days since 1970-01-01, which dates become
 * when they are moved; a `blank` is NULL.
 */
export type SqlKind =
  'number' | 'text' | 'record' | 'boolean' | 'date' | 'day' | 'datetime' | 'blank'

/** A part of an expression in SQL: NULL where the closure gives blank. */
export interface SqlPart extends Fragment {
  readonly kind: SqlKind
  /** Digits behind the point of a number, which is a whole number of these units; else 0. */
  readonly scale: number
  /** No absolute value is greater, in units; keeps sums and shifts inside 64 bits. */
  readonly most: bigint
  readonly isNullable: boolean
  /** TRUE or FALSE: whether the closure gives an error; null when it never does. The value is of no account then. */
  readonly fails: Fragment | null
  /** Units of a number written in the expression. */
  readonly units?: bigint
  /** A bound text in the canonical form of a UUID, which may be compared with ids as one. */
  readonly isUuid?: boolean
}

/** What 64 bits hold. */
export const largest = 9_223_372_036_854_775_807n
/** Fields hold at most this (definitions.md: every stored value is inside 2^53). */
export const largestField = 9_007_199_254_740_991n

export function numberPart(
  fragment: Fragment,
  facts: Partial<Pick<SqlPart, 'scale' | 'most' | 'isNullable' | 'fails'>> = {}
): SqlPart {
  const { scale = 0, most = largestField, isNullable = false, fails = null } = facts
  const { sql, bindings } = fragment
  return { kind: 'number', sql, bindings, scale, most, isNullable, fails }
}

export function partOf(
  kind: SqlKind,
  fragment: Fragment,
  facts: Partial<Pick<SqlPart, 'isNullable' | 'fails' | 'isUuid'>> = {}
): SqlPart {
  const { isNullable = false, fails = null, isUuid = false } = facts
  const { sql, bindings } = fragment
  return { kind, sql, bindings, scale: 0, most: 0n, isNullable, fails, isUuid }
}

/** A number of the expression itself; of 64 bits, as columns are, or PostgreSQL would compute in 32. */
export function literalNumber(units: bigint, scale: number): SqlPart {
  const most = units < 0n ? -units : units
  return { ...numberPart(join`CAST(${`${units}`} AS bigint)`, { scale, most }), units }
}

/** A number for `+` and `-`: blank is 0. */
export function orZero(part: SqlPart): SqlPart {
  if (part.kind === 'blank') return literalNumber(0n, 0)
  if (!part.isNullable) return part
  return { ...part, ...join`COALESCE(${part}, 0)`, isNullable: false }
}

/** The number in units of a finer scale, or null where it might leave 64 bits. */
export function toScale(part: SqlPart, scale: number): SqlPart | null {
  const factor = 10n ** BigInt(scale - part.scale)
  if (factor === 1n) return part
  const most = part.most * factor
  if (most > largest) return null
  if (part.units !== undefined) return literalNumber(part.units * factor, scale)
  return { ...part, ...join`(${part} * ${`${factor}`})`, scale, most }
}

/** A date as days since 1970-01-01. */
export function toDay(part: SqlPart, dialect: DialectName): SqlPart {
  if (part.kind !== 'date') return part
  const days =
    dialect === 'sqlite'
      ? join`CAST(julianday(${part}) - 2440587.5 AS INTEGER)`
      : join`CAST(${part} - DATE '1970-01-01' AS bigint)`
  return { ...part, ...days, kind: 'day' }
}
