import type { CompiledEntity, CompiledField } from '#engine/compile/compiled.ts'
import type { ReadContext } from '../read_context.ts'
import type { FieldHistory, HistoryChange } from './history_view.ts'
import { titlesOf } from './titles.ts'

/**
 * Turns ids of related records into `{id, title}`, in place: one statement for each entity that is
 * pointed to, whatever the number of changes.
 */
export async function linkHistory(
  context: ReadContext,
  changes: readonly HistoryChange[]
): Promise<void> {
  const links = linksIn(changes, context.entity, context)
  const byTarget = Map.groupBy(links, ({ target }) => target)
  for (const [target, found] of byTarget) {
    const ids = found.flatMap(({ change }) => [change.before, change.after])
    const titles = await titlesOf(
      context,
      target,
      ids.filter((id) => typeof id === 'string')
    )
    const linked = (id: unknown) =>
      typeof id === 'string' ? { id, title: titles.get(id) ?? null } : null
    for (const { change } of found) {
      change.before = linked(change.before)
      change.after = linked(change.after)
    }
  }
}

interface Link {
  change: FieldHistory
  target: string
}

function linksIn(
  changes: readonly HistoryChange[],
  entity: CompiledEntity | undefined,
  context: ReadContext
): Link[] {
  return changes.flatMap((change): Link[] => {
    const field = entity?.fields.get(change.field)
    if ('rows' in change) {
      const child = context.application.entities.get(field?.childEntity ?? '')
      return change.rows.flatMap((row) => linksIn(row.changes, child, context))
    }
    const target = field ? field.target : targetOfColumn(change.field, context)
    return target === null ? [] : [{ change, target }]
  })
}

function targetOfColumn(name: string, { application }: ReadContext): CompiledField['target'] {
  const { user, department, organization } = application.anchors
  if (name === 'owner_id') return user ?? null
  if (name === 'dept_id') return department ?? null
  return name === 'org_id' ? (organization ?? null) : null
}
