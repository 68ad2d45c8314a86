import { fieldTypes } from '../fields/index.ts'
import { failing, ok, rounded } from './converted.ts'
import type { Converted } from './converted.ts'
import { fieldOfForm } from './form.ts'

/** Where days begin when a day and an instant are told apart: the zone of the product's users. */
const zoneHours = 8
const zone = '+08:00'
const clockGrammar = /^(\d{4}-\d{2}-\d{2}) (\d{1,2})(:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)$/

const dateForm = { type: 'date', scale: 0 }
const datetimeForm = { type: 'datetime', scale: 0 }
const noDate = failing('不是日期', 'is no date')
const noTime = failing('不是时间', 'is no time')

/** 2026-1-5, 2026/01/05, 2026.1.5, 2026年1月5日, 20260105; a time behind it is cut off. */
export function readDate(text: string): Converted {
  const plain = text.normalize('NFKC').trim()
  const instant = instantOf(plain)
  if (instant !== null && plain.includes('T')) return dayOf(instant)
  const [day, rest] = splitDay(plain)
  if (day === null) return noDate
  if (rest === '') return ok(day)
  return instantOf(`${day} ${rest}`) === null ? noDate : rounded(day)
}

/** An ISO time with its zone, or a day with the time of the clock at home. */
export function readDatetime(text: string): Converted {
  const plain = text.normalize('NFKC').trim()
  const [day, rest] = splitDay(plain)
  const instant = instantOf(plain) ?? (day === null ? null : instantOf(`${day} ${rest}`.trim()))
  return instant === null ? noTime : ok(instant)
}

/** The day on which an instant was, at home; the time of the day is lost unless it was midnight. */
export function dayOf(instant: string): Converted {
  const there = new Date(Date.parse(instant) + zoneHours * 3_600_000).toISOString()
  const day = there.slice(0, 10)
  return midnightOf(day) === instant ? ok(day) : rounded(day)
}

export function midnightOf(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - zoneHours * 3_600_000).toISOString()
}

/** A day at the beginning of a text, as ISO writes it, and what stands behind it. */
function splitDay(text: string): [day: string | null, rest: string] {
  const parts =
    /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T\s]+(.*))?$/.exec(text) ??
    /^(\d{4})年(\d{1,2})月(\d{1,2})日\s*(.*)$/.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})(?:\s+(.*))?$/.exec(text)
  if (!parts) return [null, '']
  const [, year = '', month = '', date = '', rest = ''] = parts
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  const parsed = fieldTypes.get('date')!.parse(day, fieldOfForm(dateForm))
  return [parsed.ok ? day : null, rest.trim()]
}

function instantOf(text: string): string | null {
  const [, day, hour, rest] = clockGrammar.exec(text) ?? []
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text)
  const iso = day
    ? `${day}T${hour!.padStart(2, '0')}${rest}${zone}`
    : text + (isDay ? `T00:00:00${zone}` : '')
  const parsed = fieldTypes.get('datetime')!.parse(iso, fieldOfForm(datetimeForm))
  return parsed.ok && typeof parsed.value === 'string' ? parsed.value : null
}
