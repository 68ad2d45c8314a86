import type { CompiledApplication, CompiledEntity } from '#engine/compile/compiled.ts'
import type { Access } from './access.ts'

/** Whether a field is given to read on every record there is, in clear: then lists of values are too. */
export function readsWholly(
  access: Access,
  { entities }: Pick<CompiledApplication, 'entities'>,
  entity: CompiledEntity,
  field: string
): boolean {
  let root = entity
  while (root.parent !== null) root = entities.get(root.parent)!
  return (
    access.may(root, 'read') &&
    access.scope(root, 'read').op === 'true' &&
    access.readable(entity, field) &&
    access.fieldScope(entity, field) === null &&
    !access.masked(entity, field)
  )
}
