import type { Access } from '../access/index.ts'
import type { CompiledApplication, CompiledEntity } from '../compile/compiled.ts'

/**
 * Whether the actor may know of every field of the entity and of its sub-tables: he reads or writes
 * it on some record. What tells of all of them, such as the validator, is for nobody else.
 */
export function knowsEveryField(
  entity: CompiledEntity,
  { application, access }: { application: CompiledApplication; access: Access }
): boolean {
  return [...entity.fields.values()].every((field) => {
    const isKnown =
      access.readable(entity, field.key) ||
      access.writable(entity, 'create', field.key) ||
      access.writable(entity, 'update', field.key)
    const child = application.entities.get(field.childEntity ?? '')
    return isKnown && (!child || knowsEveryField(child, { application, access }))
  })
}
