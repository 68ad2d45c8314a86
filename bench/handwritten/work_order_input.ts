import { Refused, refuse } from './refused.ts'
import type { Fault } from './refused.ts'

/** What a body may say of a work order; fields that it does not name are missing. */
export interface WorkOrderInput {
  code?: string
  title?: string
  status?: string
  priority?: number
  amount?: string | null
  due_on?: string | null
  description?: string | null
  customer?: string
}

type Check = (value: unknown) => string | null

const text =
  (shortest: number, longest: number, pattern?: RegExp): Check =>
  (value) => {
    if (typeof value !== 'string') return 'must be text'
    if (value.length < shortest || value.length > longest) {
      return `must have ${shortest} to ${longest} characters`
    }
    return pattern && !pattern.test(value) ? 'has characters that are not allowed' : null
  }

const optional =
  (check: Check): Check =>
  (value) =>
    value === null ? null : check(value)

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const isInteger: Check = (value) =>
  Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 5
    ? null
    : 'must be an integer from 1 to 5'

const isAmount: Check = (value) =>
  typeof value === 'string' && /^(0|[1-9]\d{0,12})(\.\d{1,2})?$/.test(value)
    ? null
    : 'must be a decimal like "12.50"'

const isDay: Check = (value) => {
  const isText = typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)
  const at = isText ? Date.parse(`${value}T00:00:00Z`) : Number.NaN
  const isReal = !Number.isNaN(at) && new Date(at).toISOString().startsWith(value as string)
  return isReal ? null : 'must be a day like "2026-12-31"'
}

const states: readonly unknown[] = ['open', 'doing', 'done', 'archived']

const checks: Record<keyof WorkOrderInput, Check> = {
  code: text(3, 30, /^[A-Z0-9-]+$/),
  title: text(2, 200),
  status: (value) => (states.includes(value) ? null : 'is no state'),
  priority: isInteger,
  amount: optional(isAmount),
  due_on: optional(isDay),
  description: optional(text(0, 4000)),
  customer: text(36, 36, uuid),
}

const required = ['code', 'title', 'status', 'priority', 'customer'] as const

/**
 * Checks a body; every fault at once. A new work order needs the required fields, with `open` and
 * priority 3 where nothing is said.
 *
 * @throws Refused 400, 422
 */
export function readWorkOrder(body: unknown, isNew: boolean): WorkOrderInput {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw refuse(400, 'E_BODY_INVALID', 'the body must be an object')
  }
  const given: Record<string, unknown> = isNew
    ? { status: 'open', priority: 3, ...body }
    : { ...body }
  const faults: Fault[] = []
  for (const [name, value] of Object.entries(given)) {
    const check = Object.hasOwn(checks, name) ? checks[name as keyof WorkOrderInput] : null
    const message = check ? check(value) : 'is not known'
    if (message) faults.push({ code: 'E_RECORD_INVALID', message, path: `/${name}` })
  }
  for (const name of isNew ? required : []) {
    if (given[name] !== undefined) continue
    faults.push({ code: 'E_RECORD_INVALID', message: 'is required', path: `/${name}` })
  }
  if (faults.length > 0) throw new Refused(422, faults)
  return given
}
