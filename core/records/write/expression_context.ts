/** What the names of expressions and filters mean for one record inside a command. */
import type { CompiledEntity } from '#engine/compile/compiled.ts'
import type { EvaluationContext } from '#engine/expressions/index.ts'
import type { FilterEnvironment } from '#engine/filters/index.ts'
import type { Value, Values } from '#engine/values.ts'
import { linkedIds } from './link_lists.ts'
import type { WriteContext } from './write_context.ts'

export interface NamedRecords {
  readonly entity: CompiledEntity
  readonly record: Values
  /** `parent.`, for a child row. */
  readonly parent?: { readonly entity: CompiledEntity; readonly record: Values }
  /** `old.`, the record before the change; null for a new one. */
  readonly old?: Values | null
}

type Read = Value | readonly Value[]

/** Of a command, all that expressions and conditions read: somebody's eyes may narrow `find`. */
export type ReadableContext = Omit<WriteContext, 'related'> & {
  readonly related: Pick<WriteContext['related'], 'find'>
}

export function expressionContext(
  context: ReadableContext,
  named: NamedRecords
): EvaluationContext {
  return {
    now: context.at,
    today: context.today,
    me: context.actor.userId,
    read([head = '', ...rest]) {
      if (head.startsWith('$')) return context.actorValue(head.slice(1))
      const { entity, record, parent, old } = named
      if (head === 'old') return old ? readPath(context, entity, old, rest) : null
      if (head === 'parent' && parent) {
        return readPath(context, parent.entity, parent.record, rest)
      }
      return readPath(context, entity, record, [head, ...rest])
    },
  }
}

/** Environment in which `matches` judges a record: row scopes and guards. */
export function filterEnvironment(
  context: ReadableContext,
  named: NamedRecords
): FilterEnvironment {
  return {
    actorValue: context.actorValue,
    related: (entity, id) => context.related.find(entity, id),
    old: named.old ?? null,
    expressionContext: expressionContext(context, named),
  }
}

/** Follows a dotted path from a record; through a sub-table it maps over the rows. */
export function readPath(
  context: ReadableContext,
  entity: CompiledEntity,
  record: Values,
  [head = '', ...rest]: readonly string[]
): Read {
  const field = entity.fields.get(head)
  if (field?.lookup) {
    const way = field.lookup.steps.map(({ key }) => key)
    return readPath(context, entity, record, [...way, ...rest])
  }
  const value = record[head] ?? null
  if (rest.length === 0) return value
  if (field?.linkTable) {
    const target = context.entityOf(field.target!)
    return linkedIds(value).flatMap((id): readonly Value[] => {
      const linked = context.related.find(field.target!, id)
      const inner = linked ? readPath(context, target, linked, rest) : null
      return Array.isArray(inner) ? (inner as readonly Value[]) : [inner as Value]
    })
  }
  if (field?.childEntity) {
    const child = context.entityOf(field.childEntity)
    const rows = Array.isArray(value) ? (value as readonly Values[]) : []
    return rows.flatMap((row): readonly Value[] => {
      const inner = readPath(context, child, row, rest)
      return Array.isArray(inner) ? (inner as readonly Value[]) : [inner as Value]
    })
  }
  const target = field ? field.target : targetOfSystemField(context, entity, head)
  if (target === null || typeof value !== 'string') return null
  const related = context.related.find(target, value)
  return related ? readPath(context, context.entityOf(target), related, rest) : null
}

function targetOfSystemField(
  { application }: ReadableContext,
  entity: CompiledEntity,
  name: string
): string | null {
  const { user, department, organization } = application.anchors
  if (name === 'dept_id') return department ?? null
  if (name === 'org_id') return organization ?? null
  if (name === 'parent_id') return entity.parent
  return name === 'owner_id' || name.endsWith('_by') ? (user ?? null) : null
}
