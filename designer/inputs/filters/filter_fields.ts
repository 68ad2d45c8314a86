import type { CompiledField, KnownDefinitions } from '#engine/compile/index.ts'
import { systemFieldOf } from '#engine/filters/index.ts'
import { fieldsOf, systemOptions } from '#designer/names/name_options.ts'
import type { NameOption } from '#designer/names/name_options.ts'
import { texts } from './texts.ts'

/** The field at the end of a dotted path; null where it leads nowhere. */
export function fieldAt(
  entity: string,
  path: string,
  known: KnownDefinitions
): CompiledField | null {
  let owner = known.entities.get(entity)
  let field: CompiledField | null = null
  for (const name of path.split('.')) {
    if (!owner) return null
    field = owner.fields.get(name) ?? systemFieldOf(owner, name) ?? null
    owner = known.entities.get(field?.childEntity ?? field?.target ?? '')
  }
  return field
}

/** What a condition on an entity may be about: its fields, those of related records, system columns. */
export function filterPaths(entity: string, known: KnownDefinitions): NameOption[] {
  const own = fieldsOf(entity, known)
  const related = own.flatMap(({ value, label, target, childEntity }) =>
    target === null || childEntity !== null
      ? []
      : fieldsOf(target, known).map((one) => ({
          ...{ value: `${value}.${one.value}`, label: `${label} › ${one.label}` },
          about: `${value}.${one.value}`,
        }))
  )
  return [...own, ...systemOptions(entity, known), ...related]
}

/** Operators a condition on this field may use; an unknown field has the plain ones. */
export function operatorsFor(field: CompiledField | null): { value: string; label: string }[] {
  const operators: readonly string[] = field?.type.operators ?? ['eq', 'ne', 'in', 'nin', 'empty']
  const words: Readonly<Record<string, string>> = texts.operators
  return operators.map((value) => ({ value, label: words[value] ?? value }))
}

/** Codes of a select or state field with their titles; null where it has none. */
export function codesOf(field: CompiledField | null, known: KnownDefinitions) {
  const items = known.dictionaries.get(field?.dictionary ?? '')?.items
  if (items) return items.map(({ code, title }) => ({ value: code, label: title }))
  const states = known.lifecycles.get(field?.lifecycle ?? '')?.states.values()
  return states ? [...states].map(({ id, title }) => ({ value: id, label: title })) : null
}
