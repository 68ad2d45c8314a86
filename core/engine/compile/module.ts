import { pointerTo } from '#engine/problems.ts'
import { baseOf } from './dictionary.ts'
import { compileFilter } from './linking/compile_source.ts'
import { listOf, objectOf, textOf, textsOf } from './reading/shape.ts'
import type { CompiledModule, MenuItem } from './compiled.ts'
import type { CompileContext, Definition } from './context.ts'

/** A module (模块): version, dependencies, menu. */
export function compileModule(definition: Definition): CompiledModule {
  const { document } = definition
  return {
    ...baseOf(definition),
    version: textOf(document.version) ?? '',
    dependsOn: textsOf(document.dependsOn),
    menu: listOf(document.menu).map(menuItem),
  }
}

function menuItem(given: unknown): MenuItem {
  const raw = objectOf(given)
  const [view, icon, needs] = [raw.view, raw.icon, raw.needs].map(textOf)
  return {
    title: textOf(raw.title) ?? '',
    entity: textOf(raw.entity) ?? '',
    ...(view === undefined ? {} : { view }),
    ...(icon === undefined ? {} : { icon }),
    ...(needs === undefined ? {} : { needs }),
  }
}

/** A menu opens lists, and a sub-table has no list of its own. */
export function checkMenu(definition: Definition, context: CompileContext): void {
  context.modules.get(definition.key)?.menu.forEach((item, index) => {
    const entity = context.entities.get(item.entity)
    if (!entity || entity.parent === null) return
    context.problems.report(definition, {
      code: 'E_DEFINITION_MENU',
      pointer: pointerTo('', 'menu', index, 'entity'),
      message: `“${entity.title}”是子表，没有自己的列表，不能放进菜单`,
      fix: `改为上级实体“${entity.parent}”`,
    })
  })
}

/**
 * The `$` names a module adds. Two passes: all names first (`declare`), for filters may use those of
 * other modules; then what stands behind each. The condition of one may name core's `$` names only.
 */
export function declareActorAttributes(definition: Definition, context: CompileContext): void {
  listOf(definition.document.actor)
    .map(objectOf)
    .forEach((raw, index) => {
      const key = textOf(raw.key) ?? ''
      if (!context.actorAttributes.has(key)) {
        const [from, take] = [textOf(raw.from) ?? '', textOf(raw.take) ?? '']
        const module = definition.key
        context.actorAttributes.set(key, { key, module, from, where: { op: 'false' }, take })
        return
      }
      if (declaredHere(definition, key, index)) return
      context.problems.report(definition, {
        code: 'E_DEFINITION_DUPLICATE_ID',
        pointer: pointerTo('', 'actor', index, 'key'),
        message: `名称“$${key}”已经有了`,
        fix: '改用另一个名称',
      })
    })
}

/** Twice in one list is told of every list alike. */
function declaredHere(definition: Definition, key: string, index: number): boolean {
  return listOf(definition.document.actor)
    .map(objectOf)
    .slice(0, index)
    .some((raw) => raw.key === key)
}

export function compileActorAttributes(definition: Definition, context: CompileContext): void {
  listOf(definition.document.actor)
    .map(objectOf)
    .forEach((raw, index) => {
      const declared = context.actorAttributes.get(textOf(raw.key) ?? '')
      const entity = context.entities.get(declared?.from ?? '')
      if (!declared || !entity) return
      const pointer = pointerTo('', 'actor', index, 'where')
      // An attribute defined by another one would have to be computed in some order: only core's names.
      const place = {
        definition,
        entity,
        context: { ...context, actorAttributes: new Map() },
        pointer,
      }
      const where = compileFilter(raw.where, place)
      if (where) context.actorAttributes.set(declared.key, { ...declared, where })
    })
}
