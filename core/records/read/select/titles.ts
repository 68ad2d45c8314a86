import { heldAccess } from '#engine/access/index.ts'
import { holdsIds } from '#engine/filters/index.ts'
import { isId } from '../../storage/ids.ts'
import type { ReadContext } from '../read_context.ts'
import { visible } from '../sql/condition.ts'
import { allOf, fragment, join } from '../sql/fragment.ts'
import { fieldValue } from '../sql/path_value.ts'

/**
 * Titles of records of one entity, as far as the actor may read them: one statement. For lists
 * whose ids are known only after reading (groups, history); a page joins its titles.
 */
export async function titlesOf(
  { application, all, ...eyes }: ReadContext,
  entityKey: string,
  ids: readonly string[]
): Promise<ReadonlyMap<string, string | null>> {
  const entity = application.entities.get(entityKey)
  const field = entity?.fields.get(entity.titleField)
  // History may hold what a field was before it became a link.
  const wanted = [...new Set(ids)].filter(isId)
  if (!entity || !field || field.column === null || wanted.length === 0) return new Map()
  const access = heldAccess(eyes.access, entity)
  const scope = { ...eyes.scope, access }
  if (!access.readable(entity, field.key) || access.masked(entity, field.key)) return new Map()
  const { dialect } = scope
  const rows = await all(
    join([
      join(['SELECT t."id" AS "id", ', fieldValue(entity, field, 't', scope), ' AS "title"']),
      ` FROM ${dialect.quote(entity.table)} t WHERE `,
      allOf([
        fragment(dialect.inList('t."id"'), dialect.listBinding(wanted)),
        visible(entity, 't', scope),
      ]),
    ])
  )
  const isText = field.type.valueType(field).kind === 'text' && !holdsIds(field)
  return new Map(
    rows.map((row) => {
      const value = field.type.fromColumn(row.title ?? null, dialect.name, field)
      const title = value === null ? null : isText ? String(value) : field.type.format(value, field)
      return [String(row.id), title]
    })
  )
}
