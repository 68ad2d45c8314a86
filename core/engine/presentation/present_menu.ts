import type { Access } from '#engine/access/index.ts'
import type {
  CompiledApplication,
  CompiledEntity,
  CompiledModule,
  MenuItem,
} from '#engine/compile/index.ts'
import type { RuntimeEntity, RuntimeMenu, RuntimeMenuItem } from './shapes.ts'

/**
 * The menu of an actor: of each module what it lists, or its entities where it lists nothing, as
 * far as the actor may read them. The module that holds people and organisation comes last: it is
 * administration, not daily work.
 *
 * @param served modules whose records can be asked for here; null = all
 */
export function presentMenu(
  application: CompiledApplication,
  access: Access,
  served: readonly string[] | null = null
): RuntimeMenu {
  const people = application.anchors.user?.split('.')[0]
  const modules = [...application.modules.values()]
  const ordered = [
    ...modules.filter((module) => module.key !== people),
    ...modules.filter((module) => module.key === people),
  ]
  const groups = ordered.map((module) => ({
    module: module.key,
    title: module.title,
    items: itemsOf(module, application, (entity, needs) => {
      const isServed = served === null || served.includes(entity.module)
      return isServed && access.may(entity, 'read') && access.may(entity, needs)
    }),
  }))
  const bin = ordered.flatMap((module) =>
    restorable(module, application, access).filter(() => isServedHere(module, served))
  )
  const filled = groups.filter((group) => group.items.length > 0)
  return { release: application.hash, groups: filled, bin }
}

function isServedHere(module: CompiledModule, served: readonly string[] | null): boolean {
  return served === null || served.includes(module.key)
}

/** Entities whose removed records the actor may see and bring back. */
function restorable(
  module: CompiledModule,
  application: CompiledApplication,
  access: Access
): RuntimeEntity[] {
  return [...application.entities.values()]
    .filter((entity) => entity.module === module.key && entity.parent === null)
    .filter((entity) => access.may(entity, 'read') && access.may(entity, 'restore'))
    .map(({ key, title }) => ({ entity: key, title }))
}

function itemsOf(
  module: CompiledModule,
  application: CompiledApplication,
  isOpen: (entity: CompiledEntity, needs: string) => boolean
): RuntimeMenuItem[] {
  const listed = module.menu.length > 0 ? module.menu : entitiesOf(module, application)
  return listed.flatMap((item) => {
    const entity = application.entities.get(item.entity)
    if (!entity || !isOpen(entity, item.needs ?? 'read')) return []
    const { title, view = null, icon = null } = item
    return [{ title, entity: item.entity, view, icon }]
  })
}

function entitiesOf(module: CompiledModule, application: CompiledApplication): MenuItem[] {
  return [...application.entities.values()]
    .filter((entity) => entity.module === module.key && entity.parent === null)
    .map((entity) => ({ title: entity.title, entity: entity.key }))
}
