import { defaultView } from '#engine/compile/index.ts'
import { fieldOfStep, parsePath } from '#engine/filters/index.ts'
import { filterJson } from './filter_json.ts'
import { presentField } from './present_field.ts'
import type { Access } from '#engine/access/index.ts'
import type { CompiledApplication, CompiledEntity, CompiledView } from '#engine/compile/index.ts'
import type { Presented } from './presented.ts'
import type { RuntimeColumn, RuntimeField, RuntimeView } from './shapes.ts'

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
    titleField: entity.titleField,
    columns: view.columns.flatMap((column) => presentColumn(column, entity, presented)),
    filters: view.filters.flatMap((key) => presentFilter(key, entity, presented)),
    where: view.where && filterJson(view.where),
    sort: sortText(view, entity, presented),
    limit: view.limit,
    can: { create: access.may(entity, 'create') },
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

/** The last step of a path the actor may read all along; null otherwise. */
function lastStep(path: string, entity: CompiledEntity, presented: Presented) {
  const { application, access } = presented
  const parsed = parsePath(path, {
    entity,
    entityOf: (key) => application.entities.get(key),
    readable: (of, field) => access.may(of, 'read') && access.readable(of, field),
  })
  const step = parsed.path?.steps.at(-1)
  const owner = step && application.entities.get(step.entity)
  return step && owner
    ? (namedLookup(path, entity, presented) ?? { field: fieldOfStep(step), owner })
    : null
}

/** A lookup is shown under its own name, not under that of its source. */
function namedLookup(path: string, entity: CompiledEntity, { application }: Presented) {
  let owner: CompiledEntity | undefined = entity
  const names = path.split('.')
  for (const name of names.slice(0, -1)) {
    owner = application.entities.get(owner?.fields.get(name)?.target ?? '')
  }
  const field = owner?.fields.get(names.at(-1)!)
  return owner && field?.lookup ? { field, owner } : null
}

function presentColumn(
  column: CompiledView['columns'][number],
  entity: CompiledEntity,
  presented: Presented
): RuntimeColumn[] {
  const last = lastStep(column.path, entity, presented)
  if (!last) return []
  const field = presentField(last.field, last.owner, presented)
  return [
    {
      path: column.path,
      title: column.title ?? field.title,
      width: column.width ?? null,
      sortable: last.field.type.sortable && !isMasked(column.path, entity, presented),
      field,
    },
  ]
}

function presentFilter(key: string, entity: CompiledEntity, presented: Presented): RuntimeField[] {
  const last = lastStep(key, entity, presented)
  if (!last || isMasked(key, entity, presented)) return []
  // A sub-table and a link to several entities have no control in a query bar.
  if (last.field.childEntity !== null || last.field.targets.length > 0) return []
  return [{ ...presentField(last.field, last.owner, presented), key }]
}

/** Whether a field on the way of a readable path is masked: it can be seen, not asked for. */
function isMasked(path: string, entity: CompiledEntity, presented: Presented): boolean {
  const { application, access } = presented
  const parsed = parsePath(path, { entity, entityOf: (key) => application.entities.get(key) })
  return (parsed.path?.steps ?? []).some((step) => {
    const owner = application.entities.get(step.entity)
    return owner !== undefined && access.masked(owner, step.key)
  })
}

function sortText(view: CompiledView, entity: CompiledEntity, presented: Presented): string {
  const known = view.sort.filter(
    ({ path }) => lastStep(path, entity, presented) && !isMasked(path, entity, presented)
  )
  return known.map(({ path, descending }) => (descending ? `-${path}` : path)).join(',')
}
