/** What a value of a request lacks and the engine alone can give: names of divisions, safe markup. */
import type { CompiledField } from '#engine/compile/compiled.ts'
import { divisionTitle } from '#engine/divisions/index.ts'
import { memberOf } from '#engine/fields/index.ts'
import type { Parsed } from '#engine/fields/index.ts'
import { isBlank } from '#engine/values.ts'
import type { Value, Values } from '#engine/values.ts'
import { sanitiseHtml } from './sanitise_html.ts'

/** A value as its field parsed it -> as it is kept, or why it cannot be. */
export function completeValue(field: CompiledField, value: Value): Parsed {
  if (isBlank(value)) return { ok: true, value: null }
  switch (field.type.name) {
    case 'region':
      return withTitle(value)
    case 'address':
      return ofAddress(value as Values)
    case 'richtext':
      return { ok: true, value: sanitiseHtml(String(value)) }
    default:
      return { ok: true, value }
  }
}

/** The names a division has now stay with the record, whatever it is called later. */
function withTitle(region: Value): Parsed {
  const code = String(memberOf(region, ['code']))
  const title = divisionTitle(code)
  if (title !== null) return { ok: true, value: { code, title } }
  const fault = { zh: `没有行政区划“${code}”`, en: `there is no division "${code}"` }
  return { ok: false, fault: { keyword: 'code', ...fault, params: { value: code } } }
}

function ofAddress(address: Values): Parsed {
  if (isBlank(address.region)) return { ok: true, value: address }
  const region = withTitle(address.region)
  return region.ok ? { ok: true, value: { ...address, region: region.value } } : region
}
