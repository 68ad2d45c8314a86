import { equality } from './operators.ts'
import { jsonColumn } from './json_column.ts'
import { fits, misfit, unlessBlank, wrongType } from './parsed.ts'
import type { CompiledField } from '#engine/compile/compiled.ts'
import type { Value } from '#engine/values.ts'
import type { FieldType, Parsed } from './field_type.ts'

interface TextList {
  readonly name: string
  /** Type of one item: what it must look like, and what `has` may ask of it. */
  readonly element: FieldType
  /** Items one value may have. */
  readonly most: number
  /** How an item given twice is met: a choice is refused, a free word taken once. */
  readonly twice: 'refuse' | 'merge'
}

/** Faces of a type whose value is a list of different texts in one column, in the order given. */
export function textListType({ name, element, most, twice }: TextList): FieldType {
  const parseItems = (given: unknown, field: CompiledField): Parsed => {
    if (!Array.isArray(given)) return wrongType('列表', 'a list')
    if (given.length > most) {
      return misfit('maxItems', `最多 ${most} 项`, `has at most ${most} items`, { limit: most })
    }
    const items: string[] = []
    for (const [index, item] of given.entries()) {
      const parsed = element.parse(item, field)
      if (!parsed.ok || parsed.value === null) return wrongItem(parsed, index)
      const text = String(parsed.value)
      if (!items.includes(text)) items.push(text)
      else if (twice === 'refuse') {
        const [zh, en] = [`第 ${index + 1} 项重复`, `item ${index + 1} is given twice`]
        return misfit('uniqueItems', zh, en, { index })
      }
    }
    return fits(items)
  }
  return {
    ...jsonColumn,
    name,
    resultType: name,
    element,
    shape: { type: 'array', items: { type: 'string' } },
    valueType: () => ({ kind: 'list', of: { kind: 'text' } }),
    operators: [...equality, 'has'],
    parse: unlessBlank(parseItems),
    format: (value: Value) => (Array.isArray(value) ? value.join('、') : ''),
  }
}

function wrongItem(parsed: Parsed, index: number): Parsed {
  const { keyword, zh, en } = parsed.ok
    ? { keyword: 'minLength', zh: '是空白', en: 'is blank' }
    : parsed.fault
  return misfit(keyword, `第 ${index + 1} 项${zh}`, `item ${index + 1} ${en}`, { index })
}
