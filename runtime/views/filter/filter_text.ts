/** Conditions in the words of people: what the chips over a list say. */
import { formatInstant } from '#runtime/fields/format_time.ts'
import { linkOf } from '#runtime/fields/link_value.ts'
import { texts } from '#runtime/texts/index.ts'
import { isName } from './line_values.ts'
import { choiceOf } from './operators.ts'
import { rowsPath } from './tree/filter_tree.ts'
import type { RuntimeColumn, RuntimeField } from '#engine/presentation/shapes.ts'
import type { FilterGroup, FilterItem, FilterLine } from './tree/filter_tree.ts'

/** What the words are looked up in. */
export interface FilterWords {
  /** `rows` is the path of the sub-table or link that the condition stands in. */
  columnOf: (path: string, rows: string | null) => RuntimeColumn | null | undefined
  /** Title of a linked record; '…' while it is on its way. */
  titleOf: (entity: string, id: string) => string
  /** Name of a region by its code. */
  regionOf?: (code: string) => string
}

const t = texts.filter

export function itemText(item: FilterItem, words: FilterWords, rows: string | null = null): string {
  if (item.kind === 'line') return lineText(item, words, rows)
  if (item.kind === 'group') {
    const inner = groupText(item, words, rows)
    if (item.negated) return t.not(inner)
    return item.items.length > 1 ? t.group(inner) : inner
  }
  const column = words.columnOf(item.path, rows)
  const within = rowsPath(item.path, rows)
  return t.rows(column?.title ?? item.path, groupText(item.group, words, within))
}

/** The conditions of a group, joined as it joins them. */
export function groupText(
  group: FilterGroup,
  words: FilterWords,
  rows: string | null = null
): string {
  const mark = ` ${group.join === 'any' ? t.or : t.and} `
  return group.items.map((item) => itemText(item, words, rows)).join(mark)
}

function lineText(line: FilterLine, words: FilterWords, rows: string | null): string {
  const column = words.columnOf(line.path, rows)
  if (!column) return column === null ? t.line(line.path, t.gone, '') : '…'
  const choice = choiceOf(line.operator, line.operand)
  return t.line(column.title, operatorText(choice, column.field), operandText(line, column, words))
}

/** Days come before and after; amounts are less and more. */
export function operatorText(choice: string, field: RuntimeField): string {
  const names: Readonly<Record<string, string>> = texts.operators
  const isTime = ['date', 'datetime', 'time'].includes(field.valueType)
  const ofTime: Record<string, string> = {
    gt: texts.operators.after,
    gte: texts.operators.notBefore,
    lt: texts.operators.before,
    lte: texts.operators.notAfter,
  }
  const isThing = field.options !== null || field.target !== null || field.valueType === 'boolean'
  const ofThing: Record<string, string> = { eq: texts.operators.is, ne: texts.operators.isNot }
  return (
    (isTime ? ofTime[choice] : isThing ? ofThing[choice] : undefined) ?? names[choice] ?? choice
  )
}

function operandText({ operator, operand }: FilterLine, column: RuntimeColumn, words: FilterWords) {
  const value = (one: unknown) => valueText(one, column.field, words)
  switch (operator) {
    case 'empty':
      return ''
    case 'within':
      return periodText(String(operand))
    case 'withinDays':
      return Number(operand) < 0 ? t.daysBack(-Number(operand)) : t.daysAhead(Number(operand))
    case 'between': {
      const [from, to] = Array.isArray(operand) ? (operand as unknown[]) : []
      return t.pair(value(from), value(to))
    }
    default:
      return Array.isArray(operand) ? operand.map(value).join(texts.comma) : value(operand)
  }
}

/** `last_7_days` and the named ones. */
export function periodText(period: string): string {
  const counted = /^(last|next)_(\d+)_days$/.exec(period)
  if (counted)
    return counted[1] === 'last' ? t.lastDays(Number(counted[2])) : t.nextDays(Number(counted[2]))
  return (texts.periods as Readonly<Record<string, string>>)[period] ?? period
}

export function actorText(name: string): string {
  if (name === '$me') return t.me
  if (name === '$my_department') return t.myDepartment
  return name === '$my_department_tree' ? t.myDepartmentTree : name
}

function valueText(value: unknown, field: RuntimeField, words: FilterWords): string {
  if (value === undefined || value === null || value === '') return '…'
  if (isName(value)) return actorText(value)
  if (typeof value === 'boolean') return value ? texts.form.yes : texts.form.no
  if (field.valueType === 'region' && typeof value === 'string') {
    const code = value.padEnd(6, '0')
    return words.regionOf?.(code) ?? code
  }
  const option = field.options?.find((one) => one.value === value)
  if (option) return option.label
  const link = field.target === null ? null : linkOf(value)
  if (link) return link.title ?? words.titleOf(field.target!, link.id)
  if (field.valueType === 'datetime') return formatInstant(String(value))
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
