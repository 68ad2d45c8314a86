import { fits, misfit, wrongType } from './parsed.ts'
import type { Value } from '#engine/values.ts'
import type { Parsed } from './field_type.ts'

/** Control characters other than tab, line feed and carriage return. PostgreSQL cannot keep NUL at all. */

const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/

/** Text as it was given, or what makes it unfit to be kept as UTF-8. */
export function parseText(given: unknown): Parsed {
  if (typeof given !== 'string') return wrongType('文本', 'text')
  if (!given.isWellFormed()) {
    return misfit('text', '含有不完整的字符', 'holds half of a surrogate pair')
  }
  if (controls.test(given)) {
    return misfit('text', '含有控制字符', 'holds control characters')
  }
  return fits(given)
}

/** Order by code point: what SQLite's BINARY and PostgreSQL's "C" give for UTF-8. */
export function compareText(a: Value, b: Value): number {
  const left = String(a)
  const right = String(b)
  const length = Math.min(left.length, right.length)
  for (let i = 0; i < length; i += 1) {
    const x = left.charCodeAt(i)
    const y = right.charCodeAt(i)
    if (x !== y) return codePointRank(x) - codePointRank(y)
  }
  return left.length - right.length
}

/** A surrogate stands for a code point above every other unit, though its own number is lower. */
function codePointRank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
}

/** A text column holds the value itself. */
export function textFromColumn(stored: unknown): Value {
  return stored === null || stored === undefined || stored === '' ? null : String(stored)
}

export function formatText(value: Value): string {
  return value === null ? '' : String(value)
}
