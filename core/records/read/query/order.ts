import { budgets } from '#engine/budgets.ts'
import type { Fault } from '#engine/errors.ts'
import { comparedPath, fieldOfStep, parsePath } from '#engine/filters/index.ts'
import type { FieldPath, FilterContext } from '#engine/filters/index.ts'
import type { Dialect } from '#core/storage/index.ts'
import { faultOf } from '../errors.ts'
import type { ConditionScope } from '../sql/condition.ts'
import { fragment, join } from '../sql/fragment.ts'
import type { Fragment } from '../sql/fragment.ts'
import { pathValue } from '../sql/path_value.ts'
import type { Position } from './cursor.ts'
import { invalidParameter } from './parameters.ts'

export interface SortKey {
  readonly path: FieldPath
  readonly descending: boolean
}

/** `-created_at,no` -> sort keys, at most three, each once. */
export function parseSort(text: string, context: FilterContext, faults: Fault[]): SortKey[] {
  const names = text.split(',', budgets.sortKeys + 1)
  if (names.length > budgets.sortKeys) {
    const most = budgets.sortKeys
    faults.push(invalidParameter('sort', `最多 ${most} 个字段`, `takes at most ${most} fields`))
    return []
  }
  const keys: SortKey[] = []
  for (const name of names.map((one) => one.trim())) {
    const descending = name.startsWith('-')
    const { path, problem } = parsePath(descending ? name.slice(1) : name, context)
    if (problem) faults.push(faultOf(problem, 'sort'))
    else if (keys.some((key) => key.path.text === path.text)) {
      faults.push(invalidParameter('sort', '中有重复的字段', 'names a field twice'))
    } else if (!fieldOfStep(comparedPath(path).steps.at(-1)!).type.sortable) {
      const zh = `不能按“${path.text}”排序`
      faults.push(invalidParameter('sort', zh, `cannot order by "${path.text}"`))
    } else keys.push({ path: byTitle(comparedPath(path), context), descending })
  }
  return keys
}

/** People expect a relation to be in the order of the titles they see, not of ids. */
function byTitle(path: FieldPath, context: FilterContext): FieldPath {
  const { target } = fieldOfStep(path.steps.at(-1)!)
  const title = target === null ? undefined : context.entityOf(target)?.titleField
  const longer = title && parsePath(`${path.text}.${title}`, context).path
  return longer && fieldOfStep(longer.steps.at(-1)!).type.sortable ? longer : path
}

/** One term of the order, as SQL over alias `t`. */
export interface Term {
  readonly value: Fragment
  readonly joins: readonly Fragment[]
  readonly descending: boolean
  /** A column that is never blank: its order needs no word about blanks, so any index serves. */
  readonly filled: boolean
}

const filledColumns = new Set(['id', 'rev', 'created_at', 'updated_at'])

export function orderTerms(keys: readonly SortKey[], scope: ConditionScope): Term[] {
  return keys.map(({ path, descending }, i) => ({
    ...pathValue(path, `k${i}_`, scope),
    descending,
    filled: path.steps.length === 1 && filledColumns.has(path.text),
  }))
}

/** Ids break ties, in the direction of the last term; without any order the newest come first. */
export function idDescends(terms: readonly Term[]): boolean {
  return terms.at(-1)?.descending ?? true
}

/** ORDER BY terms; `names` stands for the values where they have been selected already. */
export function orderBy(
  terms: readonly Term[],
  dialect: Dialect,
  names: readonly string[] | null = null
): Fragment {
  const parts = terms.map(({ value, descending, filled }, i) => {
    const sql = names ? names[i]! : value.sql
    const text = filled ? sql + (descending ? ' DESC' : '') : dialect.orderBy(sql, descending)
    return fragment(text, ...(names ? [] : value.bindings))
  })
  return join([...parts, fragment(`t."id"${idDescends(terms) ? ' DESC' : ''}`)], ', ')
}

/** Records that come after a position in the order. */
export function afterPosition(terms: readonly Term[], position: Position): Fragment {
  const descends = idDescends(terms)
  const id = fragment(`t."id" ${descends ? '<' : '>'} ?`, position.id)
  if (terms.every((term) => term.filled && term.descending === descends)) {
    return afterRow(terms, position, descends)
  }
  // From the last term outwards: after by this term, or level with it and after by the rest.
  return terms.reduceRight((rest, term, i) => {
    const value = position.values[i] ?? null
    const level = value === null ? suffixed(term, ' IS NULL') : suffixed(term, ' = ?', value)
    const tied = join(['(', level, ' AND ', rest, ')'])
    if (value === null) return tied
    const beyond = suffixed(term, ` ${term.descending ? '<' : '>'} ?`, value)
    const later = term.filled ? [beyond] : [beyond, suffixed(term, ' IS NULL')]
    return join(['(', join([...later, tied], ' OR '), ')'])
  }, id)
}

/** A comparison of rows, which an index over the terms answers by seeking. */
function afterRow(terms: readonly Term[], position: Position, descends: boolean): Fragment {
  const columns = join([...terms.map((term) => term.value), fragment('t."id"')], ', ')
  const marks = [...terms.map(() => '?'), '?'].join(', ')
  const bindings = [...position.values, position.id]
  return join(['(', columns, fragment(`) ${descends ? '<' : '>'} (${marks})`, ...bindings)])
}

function suffixed({ value }: Term, suffix: string, ...bindings: unknown[]): Fragment {
  return { sql: value.sql + suffix, bindings: [...value.bindings, ...bindings] }
}
