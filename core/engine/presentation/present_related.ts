import type { CompiledEntity, CompiledField } from '#engine/compile/index.ts'
import type { Presented } from './presented.ts'
import type { RuntimeRelated } from './shapes.ts'

/**
 * What points to records of an entity, as far as the actor may ask for it: one list for each field,
 * in the order of the definitions. Links inside sub-tables and lookups are no lists of their own.
 */
export function presentRelated(target: CompiledEntity, presented: Presented): RuntimeRelated[] {
  const { application, access } = presented
  const lists = [...application.entities.values()]
    .filter((entity) => entity.parent === null && access.may(entity, 'read'))
    .flatMap((entity) => linksOf(entity, target, presented).map((field) => ({ entity, field })))
  return lists.map(({ entity, field }) => ({
    entity: entity.key,
    title: entity.title,
    field: field.key,
    fieldTitle: field.title,
    many: field.linkTable !== null,
    create:
      !field.readOnly &&
      access.may(entity, 'create') &&
      access.writable(entity, 'create', field.key),
  }))
}

function linksOf(
  entity: CompiledEntity,
  target: CompiledEntity,
  { access }: Presented
): CompiledField[] {
  return [...entity.fields.values()].filter(
    (field) =>
      field.target === target.key &&
      field.lookup === null &&
      field.childEntity === null &&
      access.readable(entity, field.key) &&
      !access.masked(entity, field.key)
  )
}
