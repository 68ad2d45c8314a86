import { anyOf, join } from './fragment.ts'
import { largest, numberPart, orZero, partOf, toDay, toScale } from './sql_part.ts'
import type { DialectName } from '#engine/values.ts'
import type { BinaryOperator } from '../syntax/tree.ts'
import type { Fragment } from './fragment.ts'
import type { SqlPart } from './sql_part.ts'

/** Days since 1970-01-01 of 0001-01-01 and 9999-12-31, between which dates are. */
const [firstDay, lastDay] = ['-719162', '2932896']

interface Sides {
  readonly left: SqlPart
  readonly right: SqlPart
  readonly dialect: DialectName
}

/** `+ -` and comparisons as SQL, or null for what has none. */
export function operatorSql(operator: BinaryOperator, sides: Sides): SqlPart | null {
  switch (operator) {
    case '+':
    case '-':
      return sumOrMove(operator, sides)
    case '=':
    case '<>':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return compared(operator, sides)
    default:
      return null
  }
}

export function negated(part: SqlPart): SqlPart {
  const number = orZero(part)
  return { ...number, ...join`(-${number})`, units: undefined }
}

function sumOrMove(operator: '+' | '-', sides: Sides): SqlPart | null {
  const { left, right } = sides
  const [isLeftDate, isRightDate] = [isDate(left), isDate(right)]
  if (isLeftDate && isRightDate) return operator === '-' ? daysApart(sides) : null
  if (isLeftDate) return moved(operator, sides)
  if (isRightDate)
    return operator === '+' ? moved('+', { ...sides, left: right, right: left }) : null
  return isNumeric(left) && isNumeric(right) ? sum(operator, sides) : null
}

function sum(operator: '+' | '-', { left, right }: Sides): SqlPart | null {
  const sides = toSameScale(orZero(left), orZero(right))
  if (!sides) return null
  const [a, b] = sides
  const most = a.most + b.most
  if (most > largest) return null
  const fails = anyOf([a.fails, b.fails])
  return numberPart(join`(${a} ${operator} ${b})`, { scale: a.scale, most, fails })
}

function daysApart({ left, right, dialect }: Sides): SqlPart {
  const [a, b] = [toDay(left, dialect), toDay(right, dialect)]
  return numberPart(join`(${a} - ${b})`, {
    most: 10_000_000n,
    isNullable: a.isNullable || b.isNullable,
    fails: anyOf([a.fails, b.fails]),
  })
}

/** A date moved by whole days; it fails outside the years 1-9999, as the closure does. */
function moved(operator: '+' | '-', { left, right, dialect }: Sides): SqlPart | null {
  if (!isNumeric(right) || right.scale !== 0) return null
  const [from, days] = [toDay(left, dialect), orZero(right)]
  const day = join`(${from} ${operator} ${days})`
  const isOutside = join`COALESCE(${day} NOT BETWEEN ${firstDay} AND ${lastDay}, FALSE)`
  const fails = anyOf([from.fails, days.fails, isOutside])
  return partOf('day', day, { isNullable: from.isNullable, fails })
}

/** `=` and `<>` never give NULL, blank being equal to blank only; the others give it when a side is NULL. */
function compared(operator: BinaryOperator, sides: Sides): SqlPart | null {
  const pair = comparable(sides)
  if (!pair) return null
  const [a, b] = pair
  const fails = anyOf([a.fails, b.fails])
  if (operator === '=') return partOf('boolean', equality(a, b), { fails })
  if (operator === '<>') return partOf('boolean', inequality(a, b), { fails })
  if (a.kind === 'boolean' || b.kind === 'boolean') return null
  if (a.kind === 'blank' || b.kind === 'blank') {
    return partOf('boolean', join`CAST(NULL AS boolean)`, { isNullable: true, fails })
  }
  const isNullable = a.isNullable || b.isNullable
  return partOf('boolean', join`(${a} ${operator} ${b})`, { isNullable, fails })
}

/** The forms with one nullable side are those an index serves. */
function equality(a: SqlPart, b: SqlPart): Fragment {
  if (a.kind === 'blank') return join`(${b} IS NULL)`
  if (b.kind === 'blank') return join`(${a} IS NULL)`
  if (a.isNullable && b.isNullable) return join`(${a} IS NOT DISTINCT FROM ${b})`
  if (!a.isNullable && !b.isNullable) return join`(${a} = ${b})`
  return join`(${a.isNullable ? a : b} IS NOT NULL AND ${a} = ${b})`
}

function inequality(a: SqlPart, b: SqlPart): Fragment {
  if (a.kind === 'blank') return join`(${b} IS NOT NULL)`
  if (b.kind === 'blank') return join`(${a} IS NOT NULL)`
  if (a.isNullable && b.isNullable) return join`(${a} IS DISTINCT FROM ${b})`
  if (!a.isNullable && !b.isNullable) return join`(${a} <> ${b})`
  return join`(${a.isNullable ? a : b} IS NULL OR ${a} <> ${b})`
}

/** Both sides in one form SQL can compare, or null. */
export function comparable({ left, right, dialect }: Sides): [SqlPart, SqlPart] | null {
  if (left.kind === 'blank' || right.kind === 'blank') return [left, right]
  if (left.kind === 'number' && right.kind === 'number') return toSameScale(left, right)
  if (isDate(left) && isDate(right)) {
    if (left.kind === right.kind) return [left, right]
    return [toDay(left, dialect), toDay(right, dialect)]
  }
  if (isIdentity(left) && isIdentity(right)) return identities({ left, right, dialect })
  return left.kind === right.kind ? [left, right] : null
}

/** Ids are `uuid` on PostgreSQL: a text that is none is compared with their text. */
function identities({ left, right, dialect }: Sides): [SqlPart, SqlPart] {
  if (dialect === 'sqlite' || left.kind === right.kind) return [left, right]
  const [record, text] = left.kind === 'record' ? [left, right] : [right, left]
  const [id, other]: [SqlPart, SqlPart] = text.isUuid
    ? [record, { ...text, ...join`CAST(? AS uuid)`, bindings: text.bindings }]
    : [{ ...record, ...join`CAST(${record} AS text) COLLATE "C"` }, text]
  return left.kind === 'record' ? [id, other] : [other, id]
}

export function toSameScale(a: SqlPart, b: SqlPart): [SqlPart, SqlPart] | null {
  const scale = Math.max(a.scale, b.scale)
  const [x, y] = [toScale(a, scale), toScale(b, scale)]
  return x && y ? [x, y] : null
}

function isNumeric({ kind }: SqlPart): boolean {
  return kind === 'number' || kind === 'blank'
}

function isDate({ kind }: SqlPart): boolean {
  return kind === 'date' || kind === 'day'
}

function isIdentity({ kind }: SqlPart): boolean {
  return kind === 'text' || kind === 'record'
}
