import { anyOf, join, list } from './fragment.ts'
import { comparable } from './operator_sql.ts'
import { largest, numberPart, orZero, partOf, toScale } from './sql_part.ts'
import type { DialectName } from '#engine/values.ts'
import type { Fragment } from './fragment.ts'
import type { SqlPart } from './sql_part.ts'

/** One argument: a value of the record, or a value of each row and where those rows come from. */
export interface SqlArgument {
  readonly part: SqlPart
  /** FROM and WHERE of the rows, or null. */
  readonly rows: string | null
}

/** Units a sum over rows is taken to stay below: a hundred times what any field can hold. */
const largestSum = 10n ** 17n

/** The functions that have a form in SQL; null for others, and where theirs does not fit. */
export function functionSql(
  name: string,
  args: readonly SqlArgument[],
  dialect: DialectName
): SqlPart | null {
  switch (name) {
    case 'AND':
      return decided(args, 'AND')
    case 'OR':
      return decided(args, 'OR')
    case 'NOT':
      return negation(args)
    case 'ISBLANK':
      return blankness(args)
    case 'BLANK':
      return partOf('blank', join`NULL`, { isNullable: true })
    case 'SUM':
      return total(args)
    case 'COUNT':
    case 'COUNTA':
      return count(args)
    case 'MIN':
    case 'MAX':
      return extreme(name, args, dialect)
    default:
      return null
  }
}

/**
 * Three-valued as SQL itself. From the left: what stands behind a decision is not computed, so its
 * failure does not count.
 */
function decided(args: readonly SqlArgument[], word: 'AND' | 'OR'): SqlPart | null {
  const parts = args.map(({ part }) => part)
  if (args.some(({ part, rows }) => rows !== null || part.kind !== 'boolean')) return null
  const undecided = word === 'AND' ? 'IS NOT FALSE' : 'IS NOT TRUE'
  const failures = parts.map(({ fails }, index) => {
    if (!fails || index === 0) return fails
    const before = list(parts.slice(0, index), ` ${word} `)
    return join`((${before}) ${undecided} AND ${fails})`
  })
  return partOf('boolean', join`(${list(parts, ` ${word} `)})`, {
    isNullable: parts.some(({ isNullable }) => isNullable),
    fails: anyOf(failures),
  })
}

function negation([arg]: readonly SqlArgument[]): SqlPart | null {
  if (!arg || arg.rows !== null || arg.part.kind !== 'boolean') return null
  return { ...arg.part, ...join`(NOT ${arg.part})` }
}

function blankness([arg]: readonly SqlArgument[]): SqlPart | null {
  if (!arg || arg.rows !== null) return null
  return partOf('boolean', join`(${arg.part} IS NULL)`, { fails: arg.part.fails })
}

function total(args: readonly SqlArgument[]): SqlPart | null {
  const terms = args.map(({ part, rows }) => {
    if (part.kind !== 'number' && part.kind !== 'blank') return null
    if (rows === null) return orZero(part)
    if (part.fails || part.kind === 'blank') return null
    const sum = join`(SELECT COALESCE(SUM(${part}), 0) FROM ${rows})`
    return numberPart(sum, { scale: part.scale, most: largestSum })
  })
  return added(terms)
}

function count(args: readonly SqlArgument[]): SqlPart | null {
  const terms = args.map(({ part, rows }) => {
    if (rows === null) {
      const one = join`CAST(CASE WHEN ${part} IS NULL THEN 0 ELSE 1 END AS bigint)`
      return numberPart(one, { most: 1n, fails: part.fails })
    }
    if (part.fails) return null
    return numberPart(join`(SELECT COUNT(${part}) FROM ${rows})`, { most: 10n ** 12n })
  })
  return added(terms)
}

function added(terms: readonly (SqlPart | null)[]): SqlPart | null {
  const scale = Math.max(...terms.map((term) => term?.scale ?? 0))
  const scaled: SqlPart[] = []
  for (const term of terms) {
    const same = term && toScale(term, scale)
    if (!same) return null
    scaled.push(same)
  }
  const most = scaled.reduce((sum, term) => sum + term.most, 0n)
  if (most > largest) return null
  const fails = anyOf(scaled.map((term) => term.fails))
  return numberPart(join`(${list(scaled, ' + ')})`, { scale, most, fails })
}

/** Blanks do not take part, of rows as of values. */
function extreme(
  name: 'MIN' | 'MAX',
  args: readonly SqlArgument[],
  dialect: DialectName
): SqlPart | null {
  const values: SqlPart[] = []
  for (const { part, rows } of args) {
    if (part.kind === 'blank' && rows === null) continue
    if (!isOrdered(part) || (rows !== null && part.fails)) return null
    const ofRows = rows === null ? null : join`(SELECT ${name}(${part}) FROM ${rows})`
    values.push(ofRows ? { ...part, ...ofRows, isNullable: true } : part)
  }
  const [first, ...others] = sameForm(values, dialect) ?? []
  if (!first || others.length === 0) return first ?? null
  const all = [first, ...others]
  const rows = list(
    all.map((value): Fragment => join`SELECT ${value} AS one`),
    ' UNION ALL '
  )
  return {
    ...first,
    units: undefined,
    ...join`(SELECT ${name}(one) FROM (${rows}) AS extremes)`,
    most: all.reduce((most, value) => (value.most > most ? value.most : most), 0n),
    isNullable: all.every((value) => value.isNullable),
    fails: anyOf(all.map((value) => value.fails)),
  }
}

function isOrdered({ kind }: SqlPart): boolean {
  return kind === 'number' || kind === 'date' || kind === 'day' || kind === 'datetime'
}

/** All in the form of the finest scale, or all as days where one is. */
function sameForm(values: readonly SqlPart[], dialect: DialectName): SqlPart[] | null {
  const model = values.reduce<SqlPart | null>((finest, value) => {
    if (!finest) return value
    return comparable({ left: finest, right: value, dialect })?.[0] ?? finest
  }, null)
  if (!model) return []
  const same: SqlPart[] = []
  for (const value of values) {
    const pair = comparable({ left: value, right: model, dialect })
    if (!pair || pair[0].kind !== pair[1].kind) return null
    same.push(pair[0])
  }
  return same
}
