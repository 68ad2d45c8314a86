import { compileLinkage } from '#runtime/forms/linkage.ts'
import type { RuntimeForm } from '#engine/presentation/shapes.ts'
import type { FormLinkage } from '#runtime/forms/linkage.ts'

const linkages = new WeakMap<RuntimeForm, FormLinkage>()

/** The form's expressions, compiled once. */
export function linkageOf(definition: RuntimeForm): FormLinkage {
  let linkage = linkages.get(definition)
  if (!linkage) linkages.set(definition, (linkage = compileLinkage(definition)))
  return linkage
}

/**
 * `fields` for reading a record: nothing (all of it), unless expressions of the form read fields of
 * related records; then all of it and those.
 */
export function neededFields(definition: RuntimeForm): string {
  const related = [...linkageOf(definition).related].flatMap(([relation, fields]) =>
    fields.map((field) => `${relation}.${field}`)
  )
  if (related.length === 0) return ''
  const own = definition.fields.map((field) => field.key)
  return [...own, 'created_at', 'created_by', 'updated_at', ...related].join(',')
}
