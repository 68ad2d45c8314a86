import type { Access } from '#engine/access/index.ts'
import type { CompiledEntity } from '#engine/compile/index.ts'

/** The field that names a record, `id` for whoever may not even know of that field. */
export function shownTitleField(entity: CompiledEntity, access: Access): string {
  return access.readable(entity, entity.titleField) ? entity.titleField : 'id'
}
