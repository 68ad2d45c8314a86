import type { Access } from '#engine/access/index.ts'
import type { CompiledEntity } from '#engine/compile/index.ts'
import type { RuntimeTransition } from './shapes.ts'

/** Whom a transition names when only the engine may make it. */
const engine = new Set(['$flow', '$schedule'])

/** Steps people make with records of an entity; which of them are open, each record says. */
export function presentTransitions(entity: CompiledEntity, access: Access): RuntimeTransition[] {
  const readable = entity.lifecycles.filter(({ field }) => access.readable(entity, field))
  return readable.flatMap(({ field, transitions }) =>
    [...transitions.values()]
      .filter(({ allow }) => !allow.every((whom) => engine.has(whom)))
      .map(({ id, title, from, to, form, comment, confirm }) => ({
        ...{ id, title, field, from: [...from], to, form, comment, confirm },
      }))
  )
}
