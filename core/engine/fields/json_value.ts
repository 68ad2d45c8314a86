import { budgets } from '#engine/budgets.ts'
import { fits, misfit } from './parsed.ts'
import { compareText } from './plain_text.ts'
import { jsonText } from './json_column.ts'
import type { Value, Values } from '#engine/values.ts'
import type { Parsed } from './field_type.ts'

/**
 * JSON as it came in -> the same with the members of objects in one order, so that equal values have
 * equal texts on both databases. Refused: what a database would not keep as it is, and what is too
 * deep or too long.
 */
export function parseJson(given: unknown): Parsed {
  const reading: Reading = { fault: null }
  const value = read(given, 1, reading)
  if (reading.fault) return reading.fault
  const limit = budgets.jsonBytes
  if (utf8Length(jsonText(value)) <= limit) return fits(value)
  return misfit('size', `最多 ${limit / 1024} KB`, `is at most ${limit / 1024} KB`, { limit })
}

interface Reading {
  fault: Parsed | null
}

function read(given: unknown, depth: number, reading: Reading): Value {
  if (typeof given === 'string') return textIn(given, reading)
  if (typeof given === 'number') return numberIn(given, reading)
  if (typeof given === 'boolean' || given === null) return given
  if (typeof given !== 'object') return refuse(reading, notJson())
  if (depth > budgets.jsonDepth) {
    const limit = budgets.jsonDepth
    const en = `is nested at most ${limit} deep`
    return refuse(reading, misfit('depth', `最多嵌套 ${limit} 层`, en, { limit }))
  }
  if (Array.isArray(given)) return given.map((item) => read(item, depth + 1, reading))
  const members = Object.entries(given).sort(([a], [b]) => compareNames(a, b))
  const names = members.map(([name]) => textIn(name, reading))
  if (names.includes('__proto__')) return refuse(reading, notJson())
  return Object.fromEntries(members.map(([name, item]) => [name, read(item, depth + 1, reading)]))
}

/** The first fault is told; the rest of the value is no longer of use. */
function refuse(reading: Reading, fault: Parsed): null {
  reading.fault ??= fault
  return null
}

function notJson(): Parsed {
  return misfit('json', '不是有效的 JSON', 'is not JSON')
}

function textIn(text: string, reading: Reading): string {
  if (!text.isWellFormed()) {
    refuse(reading, misfit('text', '含有不完整的字符', 'holds half of a surrogate pair'))
  } else if (text.includes('\u0000')) {
    refuse(reading, misfit('text', '含有控制字符', 'holds control characters'))
  }
  return text
}

/** A number that was too large for JSON.parse has become infinite. */
function numberIn(number: number, reading: Reading): Value {
  if (Number.isFinite(number)) return number + 0
  return refuse(reading, misfit('range', '含有超出范围的数字', 'holds a number out of range'))
}

/**
 * An object with its members in the order jsonb keeps them: what comes back from either database is
 * then the same text as what went in.
 */
export function inOrder(members: Values): Values {
  return Object.fromEntries(Object.entries(members).sort(([a], [b]) => compareNames(a, b)))
}

/** The order in which jsonb keeps the names of members: shorter ones first. */
function compareNames(a: string, b: string): number {
  return utf8Length(a) - utf8Length(b) || compareText(a, b)
}

function utf8Length(text: string): number {
  let length = text.length
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i)
    // Half of a pair counts two: both halves are four bytes.
    length += unit < 0x80 ? 0 : unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 1 : 2
  }
  return length
}
