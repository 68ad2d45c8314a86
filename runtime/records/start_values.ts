import { linkOf } from '#runtime/fields/link_value.ts'
import { texts } from '#runtime/texts/index.ts'
import type { RuntimeField, RuntimeForm } from '#engine/presentation/shapes.ts'
import type { RecordJson } from '#runtime/client/records.ts'

type Values = Readonly<Record<string, unknown>>

/** What the address of a new record asks for: values, or those of another record. */
export interface Start {
  values: Values | null
  copy: string | null
}

const startNames = ['with', 'copy']

export function startOf(search: string): Start {
  const query = new URLSearchParams(search)
  return { values: readValues(query.get('with')), copy: query.get('copy') }
}

/** The address without it: what follows is not about the new record. */
export function withoutStart(search: string): string {
  const query = new URLSearchParams(search)
  for (const name of startNames) query.delete(name)
  const text = query.toString()
  return text && `?${text}`
}

/** Values that may be given to a new record; what an address says beyond that is left out. */
export function allowedValues(form: RuntimeForm, values: Values): Values {
  const allowed = form.fields.filter(({ key }) => form.createFields.includes(key))
  const given = allowed.filter(({ key }) => values[key] !== undefined)
  return Object.fromEntries(given.map((field) => [field.key, fitting(field, values[field.key])]))
}

/** What a copy takes over: everything a person could have entered, and a name that tells it is one. */
export function copiedValues(form: RuntimeForm, record: RecordJson): Values {
  const values = allowedValues(form, record)
  const titled = form.fields.find((field) => field.key === form.titleField)
  const title = values[form.titleField]
  if (titled?.type !== 'text' || typeof title !== 'string') return values
  const copy = texts.drawer.copyOf(title)
  const fits = titled.maxLength === null || [...copy].length <= titled.maxLength
  return fits ? { ...values, [form.titleField]: copy } : values
}

/** Rows of a sub-table without what makes them those of another record. */
function fitting(field: RuntimeField, value: unknown): unknown {
  if (!field.childFields || !Array.isArray(value)) return value
  const own = field.childFields.filter(({ readOnly }) => !readOnly)
  return value.map((row: Values) => Object.fromEntries(own.map((one) => [one.key, row[one.key]])))
}

/** Only plain values, links and lists of links: nothing an address could smuggle in. */
function readValues(text: string | null): Values | null {
  if (!text) return null
  try {
    const given: unknown = JSON.parse(text)
    if (typeof given !== 'object' || given === null || Array.isArray(given)) return null
    const fits = (value: unknown): boolean =>
      typeof value !== 'object' ||
      linkOf(value) !== null ||
      (Array.isArray(value) && value.every(fits))
    return Object.fromEntries(Object.entries(given).filter(([, value]) => fits(value)))
  } catch {
    return null
  }
}
