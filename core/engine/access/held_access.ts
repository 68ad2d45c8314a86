import type { CompiledEntity } from '#engine/compile/compiled.ts'
import type { Access } from './access.ts'

const known = new WeakMap<Access, Access>()

/**
 * What an actor may read of records that a field of his holds. Files have no rights of their own
 * there: who may read the field may read the files in it. Of every other entity it is `access`.
 */
export function heldAccess(access: Access, target: Pick<CompiledEntity, 'anchor'>): Access {
  if (target.anchor !== 'file') return access
  let held = known.get(access)
  if (!held) known.set(access, (held = withFiles(access)))
  return held
}

function withFiles(access: Access): Access {
  const isFile = (entity: CompiledEntity) => entity.anchor === 'file'
  return {
    ...access,
    may: (entity, action) => (isFile(entity) && action === 'read') || access.may(entity, action),
    scope: (entity, action) =>
      isFile(entity) && action === 'read' ? { op: 'true' } : access.scope(entity, action),
    readable: (entity, field) => isFile(entity) || access.readable(entity, field),
    masked: (entity, field) => !isFile(entity) && access.masked(entity, field),
    fieldScope: (entity, field) => (isFile(entity) ? null : access.fieldScope(entity, field)),
    shownScope: (entity, field) => (isFile(entity) ? null : access.shownScope(entity, field)),
  }
}
