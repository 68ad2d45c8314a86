import { formEvaluation } from './evaluation.ts'
import type { RuntimeForm } from '#engine/presentation/shapes.ts'
import type { FormLinkage } from './linkage.ts'

/** Values a new record starts with: literal defaults, then those that are computed. */
export function initialValues(
  form: RuntimeForm,
  linkage: FormLinkage,
  me: string
): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const field of form.fields) {
    values[field.key] = field.childFields ? [] : (field.defaultValue ?? null)
  }
  const context = formEvaluation({ fields: form.fields, values, me })
  for (const field of form.fields) {
    const initial = linkage.fields.get(field.key)?.initial
    if (initial) values[field.key] = initial(context)
  }
  return values
}
