import { parseId } from './record_link.ts'
import { fits, misfit, unlessBlank, wrongType } from './parsed.ts'
import { compareText } from './plain_text.ts'
import type { Value } from '#engine/values.ts'
import type { FieldType, Parsed } from './field_type.ts'

/** Records one field may point to. */
const mostLinks = 1_000

function parseIds(given: unknown): Parsed {
  if (!Array.isArray(given)) return wrongType('记录 id 的列表', 'a list of ids of records')
  if (given.length > mostLinks) {
    const [zh, en] = [`最多 ${mostLinks} 条`, `has at most ${mostLinks} records`]
    return misfit('maxItems', zh, en, { limit: mostLinks })
  }
  const ids: string[] = []
  for (const [index, item] of given.entries()) {
    const parsed = parseId(item)
    if (!parsed.ok) {
      const { keyword, zh, en } = parsed.fault
      return misfit(keyword, `第 ${index + 1} 项${zh}`, `item ${index + 1} ${en}`, { index })
    }
    if (ids.includes(String(parsed.value))) {
      const [zh, en] = [`第 ${index + 1} 项重复`, `item ${index + 1} is given twice`]
      return misfit('uniqueItems', zh, en, { index })
    }
    ids.push(String(parsed.value))
  }
  return fits(ids)
}

/** In the order given; the text of two lists is the same exactly when the lists are. */
function listText(value: Value): string {
  return Array.isArray(value) ? value.join(' ') : ''
}

/** Faces of a type whose value is a list of ids of other records; they are rows of a link table. */
export function recordLinksType(name: string): FieldType {
  return {
    name,
    resultType: name,
    valueType: (field) => ({
      kind: 'list',
      of: field.target === null ? { kind: 'text' } : { kind: 'record', entity: field.target },
    }),
    operators: ['has', 'empty'],
    sortable: false,
    column: () => null,
    parse: unlessBlank(parseIds),
    toColumn: () => null,
    fromColumn: () => null,
    compare: (a, b) => compareText(listText(a), listText(b)),
    format: (value) => (Array.isArray(value) ? `${value.length} 条` : ''),
  }
}
