import type {
  CompiledApplication,
  CompiledEntity,
  CompiledField,
} from '#engine/compile/compiled.ts'
import type { Access } from './access.ts'

/**
 * Whether the field is given to read on some row. A lookup lies where its source lies: every field
 * on the way must be given too, by the rights of the entity it belongs to.
 */
export function readsField(
  access: Pick<Access, 'readable'>,
  application: Pick<CompiledApplication, 'entities'>,
  entity: CompiledEntity,
  field: CompiledField
): boolean {
  if (!access.readable(entity, field.key)) return false
  return (field.lookup?.steps ?? []).every(({ entity: key, key: name, via = [] }) => {
    const of = application.entities.get(key)
    return of !== undefined && [name, ...via].every((one) => access.readable(of, one))
  })
}
