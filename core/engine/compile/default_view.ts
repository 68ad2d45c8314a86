import { usualLimit } from './view.ts'
import type { CompiledEntity, CompiledField, CompiledView } from './compiled.ts'

const scalars = 6
const filters = 6

/** Types people look for in a query bar before any other. */
const sought = ['state', 'select', 'relation', 'user', 'department', 'tree_parent', 'date']

/**
 * The view of an entity that has none: number, title, state, the first six single values, newest
 * change first. What an actor may not read is left out by whoever hands the view to him.
 */
export function defaultView(entity: CompiledEntity): CompiledView {
  const fields = [...entity.fields.values()]
  const single = fields.filter((field) => field.column !== null && field.type.name !== 'longtext')
  const ofType = (name: string) => fields.filter((field) => field.type.name === name)
  const first = [...ofType('serial'), ...titleOf(entity), ...ofType('state')]
  const columns = unique([...first, ...single.slice(0, scalars)])
  const asked = unique([...titleOf(entity), ...sought.flatMap(ofType)]).slice(0, filters)
  const { key, uid, title, hash, module } = entity
  return Object.freeze({
    ...{ key, uid, title, hash, module },
    entity: key,
    type: 'table' as const,
    columns: Object.freeze(columns.map((field) => Object.freeze({ path: field.key }))),
    filters: Object.freeze(asked.map((field) => field.key)),
    where: null,
    sort: Object.freeze([sortOf(entity)]),
    limit: usualLimit,
  })
}

/** Rows of a sub-table have no time of change; they keep their order. */
function sortOf(entity: CompiledEntity): CompiledView['sort'][number] {
  return Object.freeze(
    entity.parent === null
      ? { path: 'updated_at', descending: true }
      : { path: 'row_no', descending: false }
  )
}

function titleOf(entity: CompiledEntity): CompiledField[] {
  const field = entity.fields.get(entity.titleField)
  return field ? [field] : []
}

function unique(fields: readonly CompiledField[]): CompiledField[] {
  return [...new Set(fields)]
}
