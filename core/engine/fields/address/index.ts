import { checkedTextType } from '../checked_text.ts'
import { jsonColumn } from '../json_column.ts'
import { memberOf, objectWith, ofMember } from '../json_object.ts'
import { inOrder } from '../json_value.ts'
import { fits, misfit, unlessBlank } from '../parsed.ts'
import { phone } from '../phone/index.ts'
import { parseRegion, regionCode, regionTitle } from '../region/index.ts'
import type { CompiledField } from '#engine/compile/compiled.ts'
import type { Value } from '#engine/values.ts'
import type { FieldType, Parsed } from '../field_type.ts'

const line = (longest: number) =>
  checkedTextType('line', (text) => {
    if (/[\t\r\n]/.test(text)) return misfit('format', '含有换行', 'has more than one line')
    return [...text].length <= longest
      ? fits(text)
      : misfit('maxLength', `超过 ${longest} 字`, `is longer than ${longest} characters`)
  })

const postcode = checkedTextType('postcode', (text) =>
  /^[0-9]{6}$/.test(text) ? fits(text) : misfit('format', '应为 6 位数字', 'is not six digits')
)

/** Members of an address but its region, in the order people write them. */
const parts: readonly (readonly [name: string, title: string, type: FieldType])[] = [
  ['detail', '详细地址', line(200)],
  ['contact', '联系人', line(50)],
  ['phone', '电话', phone],
  ['postcode', '邮编', postcode],
]

function parseAddress(given: unknown, field: CompiledField): Parsed {
  const object = objectWith(given, ['region', ...parts.map(([name]) => name)])
  if ('fault' in object) return object.fault
  const address: Record<string, Value> = {}
  const region = unlessBlank(parseRegion)(object.members.region, field)
  if (!region.ok) return ofMember(region, 'region', '行政区划')
  if (region.value !== null) address.region = region.value
  for (const [name, title, type] of parts) {
    const parsed = type.parse(object.members[name], field)
    if (!parsed.ok) return ofMember(parsed, name, title)
    if (parsed.value !== null && parsed.value !== '') address[name] = parsed.value
  }
  return fits(Object.keys(address).length === 0 ? null : inOrder(address))
}

/** Where something is (地址): region and detail, and who is to be asked for there. */
export const address: FieldType = {
  ...jsonColumn,
  name: 'address',
  resultType: 'address',
  shape: { type: 'object' },
  members: {
    region: { title: '行政区划', path: ['region', 'code'], type: regionCode },
    ...Object.fromEntries(
      parts.map(([name, title, type]) => [name, { title, path: [name], type }])
    ),
  },
  valueType: () => ({ kind: 'any' }),
  operators: ['empty'],
  parse: unlessBlank(parseAddress),
  format: (value) =>
    [regionTitle(memberOf(value, ['region'])) + String(memberOf(value, ['detail']) ?? '')]
      .concat(['contact', 'phone'].map((name) => String(memberOf(value, [name]) ?? '')))
      .filter(Boolean)
      .join(' '),
}
