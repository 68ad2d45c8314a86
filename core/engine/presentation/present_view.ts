import { defaultView } from '#engine/compile/index.ts'
import { filterJson } from './filter_json.ts'
import { isMasked, lastStep, presentColumn, presentFieldColumns } from './present_column.ts'
import { presentField } from './present_field.ts'
import { presentTransitions } from './present_transitions.ts'
import { shownTitleField } from './shown_title_field.ts'
import type { Access } from '#engine/access/index.ts'
import type { CompiledApplication, CompiledEntity, CompiledView } from '#engine/compile/index.ts'
import type { Presented } from './presented.ts'
import type { RuntimeField, RuntimeView } from './shapes.ts'

/**
 * A view of an entity for an actor: the named one, else the first the entity has, else one made
 * from its fields. Columns, query fields and sort keys he may not read are left out.
 *
 * @returns null when there is no such entity or view
 */
export function presentView(
  application: CompiledApplication,
  access: Access,
  entityKey: string,
  viewKey?: string | null
): RuntimeView | null {
  const entity = application.entities.get(entityKey)
  const view = entity && viewOf(application, entity, viewKey ?? null)
  if (!entity || !view) return null
  const presented = { application, access }
  const isKnown = application.views.has(view.key)
  return {
    release: application.hash,
    entity: entity.key,
    title: isKnown ? view.title : entity.title,
    view: isKnown ? view.key : null,
    titleField: shownTitleField(entity, access),
    columns: view.columns.flatMap((column) => presentColumn(column, entity, presented)),
    fields: presentFieldColumns(entity, presented),
    transitions: presentTransitions(entity, access),
    filters: view.filters.flatMap((key) => presentFilter(key, entity, presented)),
    where: view.where && filterJson(view.where),
    sort: sortText(view, entity, presented),
    limit: view.limit,
    can: {
      create: access.may(entity, 'create'),
      update: access.may(entity, 'update'),
      delete: access.may(entity, 'delete'),
    },
  }
}

function viewOf(
  application: CompiledApplication,
  entity: CompiledEntity,
  key: string | null
): CompiledView | undefined {
  if (key !== null) {
    const named = application.views.get(key)
    return named?.entity === entity.key ? named : undefined
  }
  const own = [...application.views.values()].find((view) => view.entity === entity.key)
  return own ?? defaultView(entity)
}

function presentFilter(key: string, entity: CompiledEntity, presented: Presented): RuntimeField[] {
  const last = lastStep(key, entity, presented)
  if (!last || isMasked(key, entity, presented)) return []
  // A sub-table and a link to several entities have no control in a query bar.
  if (last.field.childEntity !== null || last.field.targets.length > 0) return []
  return [{ ...presentField(last.field, last.owner, presented), key }]
}

function sortText(view: CompiledView, entity: CompiledEntity, presented: Presented): string {
  const known = view.sort.filter(
    ({ path }) => lastStep(path, entity, presented) && !isMasked(path, entity, presented)
  )
  return known.map(({ path, descending }) => (descending ? `-${path}` : path)).join(',')
}
