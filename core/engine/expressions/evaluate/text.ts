import { Decimal } from 'decimal.js'
import { budgets } from '#engine/budgets.ts'
import { spend } from './evaluation.ts'
import { valueError } from './error_value.ts'
import { numberText } from './number.ts'
import type { Evaluation } from './evaluation.ts'
import type { ErrorValue } from './error_value.ts'
import type { ExpressionResult } from '../compiled_expression.ts'

const surrogate = /[\uD800-\uDFFF]/

/** Order of two texts by code point, as both databases sort them; UTF-16 order differs beyond U+FFFF. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)]
    if (x === y) continue
    return isSurrogate(x) === isSurrogate(y) ? x - y : isSurrogate(x) ? 1 : -1
  }
  return a.length - b.length
}

/** Characters as people count them: code points. */
export function textLength(text: string): number {
  if (!surrogate.test(text)) return text.length
  let length = 0
  for (let unit = 0; unit < text.length; unit += unitsAt(text, unit)) length += 1
  return length
}

/** Code points from `start` (0-based) up to `end`. */
export function sliceText(text: string, start: number, end: number): string {
  if (!surrogate.test(text)) return text.slice(start, end)
  const from = unitOf(text, start)
  return text.slice(from, from + unitOf(text.slice(from), end - start))
}

/** Place in the string of a character counted in code points; the length of the text when it is behind the end. */
export function unitOf(text: string, character: number): number {
  let unit = 0
  for (let left = character; left > 0 && unit < text.length; left--) unit += unitsAt(text, unit)
  return unit
}

function unitsAt(text: string, unit: number): number {
  const high = text.charCodeAt(unit)
  if (high < 0xd800 || high > 0xdbff) return 1
  const low = text.charCodeAt(unit + 1)
  return low >= 0xdc00 && low <= 0xdfff ? 2 : 1
}

/** How `&` and CONCAT write a value: blank as nothing, numbers in plain notation; a list has no text. */
export function textOf(value: ExpressionResult): string | ErrorValue {
  if (value === null) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  if (value instanceof Decimal) return numberText(value)
  return 'error' in value ? value : valueError
}

/**
 * Puts texts together within the budget: the size is known before anything is built, and every
 * 64 characters cost a step.
 */
export function joinTexts(parts: readonly string[], evaluation: Evaluation): string | ErrorValue {
  let length = 0
  for (const part of parts) length += part.length
  if (!payForText(length, evaluation)) return valueError
  return parts.join('')
}

/** False when a text of this length may not be made. */
export function payForText(length: number, evaluation: Evaluation): boolean {
  if (length > budgets.expressionText) return false
  spend(evaluation, Math.ceil(length / 64))
  return true
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff
}
