import { Refusal } from '#engine/errors.ts'
import type { Fault } from '#engine/errors.ts'
import { bodyInvalid, bodyUnknownKey } from '../errors.ts'

/** What one key of a body may hold. Bodies of records are not described here: definitions do that. */
export type ShapeRule =
  | { type: 'text'; optional?: boolean; longest: number }
  | { type: 'integer'; optional?: boolean; from: number; to: number }
  | { type: 'list'; optional?: boolean; most: number }
  | { type: 'boolean'; optional?: boolean }
  | { type: 'object'; optional?: boolean }

type Typed<R extends ShapeRule> = R['type'] extends 'text'
  ? string
  : R['type'] extends 'integer'
    ? number
    : R['type'] extends 'list'
      ? readonly unknown[]
      : R['type'] extends 'boolean'
        ? boolean
        : Record<string, unknown>

export type Shaped<S extends Record<string, ShapeRule>> = {
  [K in keyof S]: S[K] extends { optional: true } ? Typed<S[K]> | undefined : Typed<S[K]>
}

/**
 * Checks the body of one of our own endpoints, all faults at once, unknown keys first.
 *
 * @param base JSON pointer of the value inside the body
 * @throws E_BODY_UNKNOWN_KEY (400), E_BODY_INVALID (422)
 * @example const { name } = readShape(body, { name: { type: 'text', longest: 100 } })
 */
export function readShape<const S extends Record<string, ShapeRule>>(
  body: unknown,
  shape: S,
  base = ''
): Shaped<S> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new Refusal(invalid('', base, ['type', '须为对象', 'must be an object']))
  }
  const known = Object.keys(shape)
  const unknown = Object.keys(body)
    .filter((key) => !known.includes(key))
    .map((key) => bodyUnknownKey({ key, known }, `${base}/${key}`))
  const values = body as Record<string, unknown>
  const faults = known.flatMap(
    (key) => check(values[key], shape[key]!, key, `${base}/${key}`) ?? []
  )
  if (unknown.length + faults.length > 0) throw new Refusal([...unknown, ...faults])
  return Object.fromEntries(known.map((key) => [key, values[key] ?? undefined])) as Shaped<S>
}

function check(value: unknown, rule: ShapeRule, key: string, path: string): Fault | null {
  if (value === undefined || value === null || value === '') {
    return rule.optional ? null : invalid(key, path, ['required', '不能为空', 'is required'])
  }
  const fault = faultOf(value, rule)
  return fault && invalid(key, path, fault)
}

/** Keyword, zh-CN and English text of what is wrong. */
type Wrong = readonly [keyword: string, zh: string, en: string]

function faultOf(value: unknown, rule: ShapeRule): Wrong | null {
  switch (rule.type) {
    case 'text': {
      const { longest } = rule
      if (typeof value !== 'string') return ['type', '须为文本', 'must be text']
      if ([...value].length <= longest) return null
      return ['maxLength', `最多 ${longest} 个字符`, `has more than ${longest} characters`]
    }
    case 'integer': {
      const { from, to } = rule
      const number = Number.isInteger(value) ? (value as number) : Number.NaN
      if (number >= from && number <= to) return null
      return ['range', `须为 ${from} 至 ${to} 的整数`, `must be an integer from ${from} to ${to}`]
    }
    case 'list': {
      const { most } = rule
      if (Array.isArray(value) && value.length <= most) return null
      return ['type', `须为至多 ${most} 项的列表`, `must be a list of at most ${most}`]
    }
    case 'boolean':
      if (typeof value === 'boolean') return null
      return ['type', '须为 true 或 false', 'must be true or false']
    case 'object':
      if (typeof value === 'object' && !Array.isArray(value)) return null
      return ['type', '须为对象', 'must be an object']
  }
}

function invalid(key: string, path: string, [keyword, zh, en]: Wrong): Fault {
  return bodyInvalid({ key, keyword, zh, en }, path)
}
