import { parseDatetime } from '../iso_time.ts'
import { ordering } from '../operators.ts'
import { unlessBlank } from '../parsed.ts'
import { compareText, textFromColumn } from '../plain_text.ts'
import type { FieldType } from '../field_type.ts'

/** An instant, ISO 8601 UTC with three digits; shown in the zone of the reader's organisation. */
export const datetime: FieldType = {
  name: 'datetime',
  resultType: 'datetime',
  valueType: () => ({ kind: 'datetime' }),
  operators: ordering,
  sortable: true,
  column: (dialect) => (dialect === 'sqlite' ? 'TEXT' : 'timestamptz(3)'),
  parse: unlessBlank(parseDatetime),
  toColumn: (value) => value,
  fromColumn: (stored) => (stored instanceof Date ? stored.toISOString() : textFromColumn(stored)),
  compare: compareText,
  format: (value, _field, zone = 'Asia/Shanghai') =>
    value === null ? '' : wallClock(zone).format(new Date(String(value))),
}

const clocks = new Map<string, Intl.DateTimeFormat>()

/** sv-SE writes "2026-11-22 09:02": the ISO order people here expect. */
function wallClock(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
  })
  clocks.set(zone, made)
  return made
}
