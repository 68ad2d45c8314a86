import type { CompiledEntity, CompiledField } from '#engine/compile/compiled.ts'
import { linkParts } from '#engine/fields/index.ts'
import type { Value } from '#engine/values.ts'
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
  const pointers = links.flatMap(({ change, read }) => [
    ...read(change.before),
    ...read(change.after),
  ])
  const titles = new Map<string, ReadonlyMap<string, string | null>>()
  for (const [target, found] of Map.groupBy(pointers, ({ entity }) => entity)) {
    const ids = found.map(({ id }) => id)
    titles.set(target, await titlesOf(context, target, ids))
  }
  const titleOf = ({ entity, id }: Pointer) => titles.get(entity)?.get(id) ?? null
  for (const { change, read, show } of links) {
    change.before = show(read(change.before), titleOf)
    change.after = show(read(change.after), titleOf)
  }
}

interface Pointer {
  readonly entity: string
  readonly id: string
}

/** A change of what a field points to: how its values are read, and shown once titles are known. */
interface Link {
  readonly change: FieldHistory
  read(value: unknown): Pointer[]
  show(pointers: readonly Pointer[], titleOf: (pointer: Pointer) => string | null): unknown
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
    if (field?.linkTable) return [{ change, ...toMany(field.target!) }]
    if (field && field.targets.length > 0) return [{ change, ...toAny(field) }]
    const target = field ? field.target : targetOfColumn(change.field, context)
    return target === null ? [] : [{ change, ...toOne(target) }]
  })
}

type Ways = Omit<Link, 'change'>

function toOne(entity: string): Ways {
  return {
    read: (value) => (typeof value === 'string' ? [{ entity, id: value }] : []),
    show: ([link], titleOf) => (link ? { id: link.id, title: titleOf(link) } : null),
  }
}

function toMany(entity: string): Ways {
  return {
    read: (value) => (Array.isArray(value) ? value.map((id) => ({ entity, id: String(id) })) : []),
    show: (links, titleOf) => links.map((link) => ({ id: link.id, title: titleOf(link) })),
  }
}

function toAny({ targets }: CompiledField): Ways {
  return {
    read(value) {
      const parts = linkParts(value as Value)
      const target = targets.find(({ uid }) => uid === parts?.uid)
      return parts && target ? [{ entity: target.key, id: parts.id }] : []
    },
    show: ([link], titleOf) => (link ? { ...link, title: titleOf(link) } : null),
  }
}

function targetOfColumn(name: string, { application }: ReadContext): CompiledField['target'] {
  const { user, department, organization } = application.anchors
  if (name === 'owner_id') return user ?? null
  if (name === 'dept_id') return department ?? null
  return name === 'org_id' ? (organization ?? null) : null
}
