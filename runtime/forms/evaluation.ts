import { isBlank } from '#engine/values.ts'
import { memoryValue } from './memory_value.ts'
import type { EvaluationContext } from '#engine/expressions/index.ts'
import type { RuntimeField } from '#engine/presentation/shapes.ts'
import type { Value } from '#engine/values.ts'

export type FormValues = Readonly<Record<string, unknown>>

/** What the expressions of a form read. */
export interface FormFacts {
  fields: readonly RuntimeField[]
  values: FormValues
  /** Values before the change; blank in a new record. */
  old?: FormValues | null
  /** Of a row: the fields and values of its record. */
  parent?: { fields: readonly RuntimeField[]; values: FormValues }
  me: string
  now?: Date
}

/**
 * Values of a form as the expression engine asks for them. Reads lazily, name by name: a reaction
 * that evaluates with it depends on exactly the fields its expression names.
 */
export function formEvaluation(facts: FormFacts): EvaluationContext {
  const now = facts.now ?? new Date()
  return {
    me: facts.me,
    now: now.toISOString(),
    today: localDay(now),
    read(path) {
      const [first, ...rest] = path
      if (first === 'old') return readIn(facts.fields, facts.old ?? {}, rest)
      if (first === 'parent' && facts.parent) {
        return readIn(facts.parent.fields, facts.parent.values, rest)
      }
      if (first === '$me') return facts.me
      if (first === '$now') return now.toISOString()
      if (first === '$today') return localDay(now)
      return readIn(facts.fields, facts.values, path)
    },
  }
}

function localDay(at: Date): string {
  const two = (part: number) => String(part).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}

function readIn(
  fields: readonly RuntimeField[],
  values: FormValues,
  path: readonly string[]
): Value | readonly Value[] {
  const [key = '', ...rest] = path
  const field = fields.find((each) => each.key === key)
  if (!field) return rest.length === 0 ? readSystem(values, key) : null
  const value = values[key]
  if (field.childFields) return readRows(field.childFields, value, rest)
  if (rest.length === 0) return memoryValue(field, value)
  return readRelated(value, rest)
}

function readSystem(values: FormValues, key: string): Value {
  const value = Object.hasOwn(values, key) ? values[key] : null
  return isScalar(value) ? value : null
}

/** A name that maps over rows is a list; the sub-table itself is one entry for each row. */
function readRows(
  fields: readonly RuntimeField[],
  rows: unknown,
  rest: readonly string[]
): Value[] {
  const list = Array.isArray(rows) ? (rows as FormValues[]) : []
  if (rest.length === 0) return list.map((row, n) => (isScalar(row['id']) ? row['id'] : `${n}`))
  return list.flatMap((row) => readIn(fields, row, rest) as Value[])
}

/** A field of a related record, from what was read along with the link. */
function readRelated(link: unknown, path: readonly string[]): Value {
  let here: unknown = link
  for (const step of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, step)) return null
    here = (here as Record<string, unknown>)[step]
  }
  return isScalar(here) && !isBlank(here) ? here : null
}

function isScalar(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value)
}
