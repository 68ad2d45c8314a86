import { checkedTextType } from '../checked_text.ts'
import { equality } from '../operators.ts'
import { jsonColumn } from '../json_column.ts'
import { memberOf, objectWith } from '../json_object.ts'
import { fits, misfit, unlessBlank } from '../parsed.ts'
import type { Value } from '#engine/values.ts'
import type { FieldType, Parsed } from '../field_type.ts'

/** Six digits of GB/T 2260; that there is such a division is the write path's to say. */
export const regionCode: FieldType = {
  ...checkedTextType('region_code', (text) =>
    /^[1-9][0-9]{5}$/.test(text)
      ? fits(text)
      : misfit('format', '不是行政区划代码，应为 6 位数字', 'is no code of six digits')
  ),
  operators: [...equality, 'startsWith'],
}

/** `"450103"` or `{code, title?}`; the title is the write path's, whatever was given. */
export function parseRegion(given: unknown): Parsed {
  if (typeof given === 'string') return parseRegion({ code: given })
  const object = objectWith(given, ['code', 'title'])
  if ('fault' in object) return object.fault
  const { code, title } = object.members
  const parsed = regionCode.parse(code, undefined as never)
  if (!parsed.ok) return parsed
  if (parsed.value === null) return misfit('required', '缺少代码', 'has no code')
  return fits({
    code: parsed.value,
    ...(typeof title === 'string' ? { title: title.slice(0, 100) } : {}),
  })
}

export function regionTitle(value: Value): string {
  return String(memberOf(value, ['title']) ?? memberOf(value, ['code']) ?? '')
}

/**
 * A province, prefecture or county (行政区划): its code, and the names it had when it was chosen. It
 * is compared, sorted and grouped by its code.
 */
export const region: FieldType = {
  ...jsonColumn,
  name: 'region',
  resultType: 'region',
  shape: { type: 'object' },
  key: 'code',
  members: { code: { title: '代码', path: ['code'], type: regionCode } },
  valueType: () => ({ kind: 'any' }),
  operators: regionCode.operators,
  sortable: true,
  parse: unlessBlank(parseRegion),
  format: regionTitle,
}
