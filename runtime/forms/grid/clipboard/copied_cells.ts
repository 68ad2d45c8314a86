import { checklistResult } from '#engine/fields/checklist_result/index.ts'
import { schedule } from '#engine/fields/schedule/index.ts'
import { htmlText } from '#engine/fields/html_text.ts'
import { addressLine } from '#runtime/fields/address/address_text.ts'
import { geoText } from '#runtime/fields/geo/geo_text.ts'
import { regionText } from '#runtime/fields/region/region_text.ts'
import { texts } from '#runtime/texts/index.ts'
import { durationText } from '#runtime/fields/duration_text.ts'
import { linkOf, linkTitle } from '#runtime/fields/link_value.ts'
import type { Value } from '#engine/values.ts'
import type { RuntimeField } from '#engine/presentation/shapes.ts'

/** Values of several parts, as their paste reads them again. */
const ownTexts: Readonly<Record<string, (value: unknown) => string>> = {
  json: (value) => JSON.stringify(value),
  richtext: (value) => htmlText(String(value)).trim(),
  region: regionText,
  address: addressLine,
  geo: geoText,
  schedule: (value) => schedule.format(value as Value, undefined as never),
  checklist_result: (value) => checklistResult.format(value as Value, undefined as never),
}

/** A value as a table program shows it and as a paste reads it again. */
export function copiedCell(field: RuntimeField, value: unknown): string {
  if (value === null || value === undefined) return ''
  const own = ownTexts[field.type]
  if (own) return own(value)
  if (Array.isArray(value)) return value.map((one) => copiedCell(field, one)).join('、')
  const option = field.options?.find((one) => one.value === value)
  if (option) return option.label
  if (typeof value === 'boolean') return value ? texts.form.yes : texts.form.no
  if (typeof value === 'object') {
    const link = linkOf(value)
    return link ? linkTitle(link) : JSON.stringify(value)
  }
  if (field.type === 'duration' && typeof value === 'number') return durationText(value)
  return field.valueType === 'datetime' ? localTime(String(value)) : String(value)
}

function localTime(instant: string): string {
  const at = new Date(instant)
  if (Number.isNaN(at.getTime())) return instant
  const two = (part: number) => String(part).padStart(2, '0')
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}`
}
