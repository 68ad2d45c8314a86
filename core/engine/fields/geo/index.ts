import { Decimal } from 'decimal.js'
import { decimal } from '../decimal/index.ts'
import { equality } from '../operators.ts'
import { jsonColumn } from '../json_column.ts'
import { memberOf, objectWith, ofMember } from '../json_object.ts'
import { fits, misfit, unlessBlank } from '../parsed.ts'
import { parseDecimal } from '../scaled_decimal.ts'
import type { FieldType, Parsed } from '../field_type.ts'

/** Digits after the point: a tenth of a metre. */
export const geoScale = 6

function parseDegrees(given: unknown, most: number): Parsed {
  const parsed = parseDecimal(given, geoScale)
  if (!parsed.ok || new Decimal(String(parsed.value)).abs().lte(most)) return parsed
  return misfit('range', `须在 ±${most} 以内`, `is not from -${most} to ${most}`, { limit: most })
}

function parsePlace(given: unknown): Parsed {
  const object = objectWith(given, ['lng', 'lat'])
  if ('fault' in object) return object.fault
  const lng = parseDegrees(object.members.lng, 180)
  if (!lng.ok) return ofMember(lng, 'lng', '经度')
  const lat = parseDegrees(object.members.lat, 90)
  if (!lat.ok) return ofMember(lat, 'lat', '纬度')
  return fits({ lat: lat.value, lng: lng.value })
}

/** A place by longitude and latitude in degrees, WGS 84 (坐标). */
export const geo: FieldType = {
  ...jsonColumn,
  name: 'geo',
  resultType: 'geo',
  shape: { type: 'object' },
  members: {
    lng: { title: '经度', path: ['lng'], type: decimal, scale: geoScale },
    lat: { title: '纬度', path: ['lat'], type: decimal, scale: geoScale },
  },
  valueType: () => ({ kind: 'any' }),
  operators: equality,
  parse: unlessBlank(parsePlace),
  format: (value) =>
    value === null ? '' : `${memberOf(value, ['lng'])}, ${memberOf(value, ['lat'])}`,
}
