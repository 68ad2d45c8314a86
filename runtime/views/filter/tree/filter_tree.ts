/** A condition of the API as people build it: groups, lines, and groups that a row has to meet. */
import type { Filter } from '../../state/list_state.ts'

export interface FilterGroup {
  kind: 'group'
  id: string
  join: 'all' | 'any'
  /** The opposite of the group. */
  negated: boolean
  items: readonly FilterItem[]
}

/** `path operator operand`; the operand as the API takes it or as it is typed. */
export interface FilterLine {
  kind: 'line'
  id: string
  path: string
  operator: string
  operand: unknown
}

/** Some row of a sub-table, or some record of a link to several, meets the group. */
export interface FilterRows {
  kind: 'rows'
  id: string
  path: string
  group: FilterGroup
}

export type FilterItem = FilterGroup | FilterLine | FilterRows

let last = 0
const newId = () => `i${++last}`

export function newLine(path: string, operator: string, operand: unknown = undefined): FilterLine {
  return { kind: 'line', id: newId(), path, operator, operand }
}

export function newRows(path: string): FilterRows {
  return { kind: 'rows', id: newId(), path, group: newGroup('all') }
}

export function newGroup(
  join: 'all' | 'any',
  items: readonly FilterItem[] = [],
  negated = false
): FilterGroup {
  return { kind: 'group', id: newId(), join, negated, items }
}

/** A condition as a tree; the outermost group is "all" unless the condition is one `any`. */
export function readTree(filter: Filter | null): FilterGroup {
  const items = itemsOf(filter ?? {})
  const [only] = items
  return items.length === 1 && only?.kind === 'group' ? only : newGroup('all', items)
}

function itemsOf(filter: Filter): FilterItem[] {
  return Object.entries(filter).flatMap(([key, value]): FilterItem[] => {
    if (key === 'not') return [{ ...readTree(asFilter(value)), ...negationOf(asFilter(value)) }]
    if (key === 'all' || key === 'any') {
      const list = Array.isArray(value) ? value : []
      return [
        newGroup(
          key,
          list.map((one) => singleItem(asFilter(one)))
        ),
      ]
    }
    return linesOf(key, value)
  })
}

/** `not` before a group that is negated itself needs a group around it. */
function negationOf(filter: Filter): Partial<FilterGroup> {
  const inner = readTree(filter)
  return inner.negated
    ? { join: 'all', negated: true, items: [inner] }
    : { negated: true, items: inner.items, join: inner.join }
}

function singleItem(filter: Filter): FilterItem {
  const items = itemsOf(filter)
  return items.length === 1 ? items[0]! : newGroup('all', items)
}

function linesOf(path: string, value: unknown): FilterItem[] {
  if (typeof value !== 'object' || value === null) return [newLine(path, 'eq', value)]
  return Object.entries(value).map(([operator, operand]) => {
    if (operator !== 'has') return newLine(path, operator, operand)
    const id = singleId(operand)
    if (id !== null) return newLine(path, 'has', id)
    const codes = codesOf(operand)
    if (codes) return newLine(path, 'has', codes)
    return { ...newRows(path), group: readTree(asFilter(operand)) }
  })
}

/** `{has: "id"}` and `{has: {id: "id"}}` name the record itself. */
function singleId(operand: unknown): string | null {
  if (typeof operand === 'string') return operand
  const entries = Object.entries(asFilter(operand))
  const [entry] = entries
  return entries.length === 1 && entry?.[0] === 'id' && typeof entry[1] === 'string'
    ? entry[1]
    : null
}

/** `{has: {in: [...]}}` names codes of a choice of several, any of which will do. */
function codesOf(operand: unknown): readonly unknown[] | null {
  const entries = Object.entries(asFilter(operand))
  const [entry] = entries
  const isList = entries.length === 1 && entry?.[0] === 'in' && Array.isArray(entry[1])
  return isList ? (entry[1] as unknown[]) : null
}

function asFilter(value: unknown): Filter {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isObject ? (value as Filter) : {}
}

/** Names the rows a condition stands in; rows within rows are told apart from a way along relations. */
export function rowsPath(path: string, rows: string | null): string {
  return rows === null ? path : `${rows}>${path}`
}

/** A line's condition; null while it asks nothing yet. */
export type WriteLine = (line: FilterLine, rows: string | null) => Filter | null

/**
 * The tree as a condition of the API, without lines that ask nothing yet; null when nothing is left.
 * `rows` is the path of the sub-table a line stands in.
 */
export function writeTree(
  group: FilterGroup,
  writeLine: WriteLine = writePlainLine,
  rows: string | null = null
): Filter | null {
  const parts = group.items
    .map((item) => writeItem(item, writeLine, rows))
    .filter((part) => part !== null)
  if (parts.length === 0) return null
  const joined = group.join === 'any' ? { any: parts } : joinAll(parts)
  return group.negated ? { not: joined } : joined
}

function writeItem(item: FilterItem, writeLine: WriteLine, rows: string | null): Filter | null {
  if (item.kind === 'group') return writeTree(item, writeLine, rows)
  if (item.kind === 'line') return writeLine(item, rows)
  const inner = writeTree(item.group, writeLine, rowsPath(item.path, rows))
  return inner && { [item.path]: { has: inner } }
}

function writePlainLine({ path, operator, operand }: FilterLine): Filter {
  if (operator === 'eq' && typeof operand !== 'object') return { [path]: operand }
  const isCodes = operator === 'has' && Array.isArray(operand)
  return { [path]: { [operator]: isCodes ? { in: operand } : operand } }
}

/** Side by side where no two conditions are about the same field, else as a list. */
function joinAll(parts: readonly Filter[]): Filter {
  const keys = parts.flatMap((part) => Object.keys(part))
  const areSingle = parts.every((part) => Object.keys(part).length === 1)
  const fits = areSingle && new Set(keys).size === keys.length
  if (parts.length === 1) return parts[0]!
  return fits ? Object.assign({}, ...parts) : { all: [...parts] }
}
