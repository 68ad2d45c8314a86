import { fieldOfStep, parsePath } from '#engine/filters/index.ts'
import { pointerTo } from '#engine/problems.ts'
import { baseOf } from './dictionary.ts'
import { compileFilter } from './linking/compile_source.ts'
import { listOf, numberOf, objectOf, textOf, textsOf } from './reading/shape.ts'
import type { CompiledEntity, CompiledView, SortKey } from './compiled.ts'
import type { CompileContext, Definition } from './context.ts'

/** Rows of a page when the view does not say. */
export const usualLimit = 20

/** A view (视图): columns, query bar, condition, order. Null when its entity is unknown. */
export function compileView(definition: Definition, context: CompileContext): CompiledView | null {
  const { document } = definition
  const entity = context.entities.get(textOf(document.entity) ?? '')
  if (!entity) return null
  checkSortable(definition, entity, context)
  return {
    ...baseOf(definition),
    entity: entity.key,
    type: 'table',
    columns: listOf(document.columns).map(columnOf),
    filters: textsOf(document.filters),
    where: compileFilter(document.where, {
      definition,
      entity,
      context,
      pointer: '/where',
      isAsked: true,
    }),
    sort: textsOf(document.sort).map(sortKey),
    limit: numberOf(document.limit) ?? usualLimit,
  }
}

function columnOf(given: unknown): CompiledView['columns'][number] {
  const raw = objectOf(given)
  const [title, width] = [textOf(raw.title), numberOf(raw.width)]
  return {
    path: textOf(raw.path) ?? '',
    ...(title === undefined ? {} : { title }),
    ...(width === undefined ? {} : { width }),
  }
}

/** "-updated_at" -> updated_at, descending. */
export function sortKey(text: string): SortKey {
  const descending = text.startsWith('-')
  return { path: descending ? text.slice(1) : text, descending }
}

function checkSortable(
  definition: Definition,
  entity: CompiledEntity,
  context: CompileContext
): void {
  textsOf(definition.document.sort).forEach((text, index) => {
    const entityOf = (key: string) => context.entities.get(key)
    const { path } = parsePath(sortKey(text).path, { entity, entityOf })
    const last = path?.steps.at(-1)
    if (!last || fieldOfStep(last).type.sortable) return
    context.problems.report(definition, {
      code: 'E_DEFINITION_VIEW',
      pointer: pointerTo('', 'sort', index),
      message: `“${text}”不能用于排序`,
      fix: '从排序中删去',
    })
  })
}
